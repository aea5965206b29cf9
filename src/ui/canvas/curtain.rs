//! The picture of another scene or stage appears when it is whole, by a short fade: nothing that was
//! computed for the one before is drawn inside the new axes.

use crate::document::SceneId;
use egui::Ui;

/// Seconds of the fade.
const FADE: f64 = 0.18;

/// What hides the picture until it is whole.
#[derive(Debug, Default)]
pub struct Curtain {
    scene: Option<SceneId>,
    /// Whether it is up, and since when.
    risen: Option<f64>,
}

impl Curtain {
    /// Something else has been shown meanwhile.
    pub fn fall(&mut self) {
        self.risen = None;
    }

    /// How much of the picture of `scene` is seen, from 0 to 1; `whole` says that what is there was
    /// computed for what is in view.
    pub fn opacity(&mut self, ui: &Ui, scene: SceneId, whole: bool) -> f32 {
        if self.scene != Some(scene) {
            self.scene = Some(scene);
            self.risen = None;
        }
        let now = ui.input(|input| input.time);
        if self.risen.is_none() && whole {
            self.risen = Some(now);
        }
        let Some(since) = self.risen else {
            return 0.0;
        };
        let part = ((now - since) / FADE).clamp(0.0, 1.0);
        if part < 1.0 {
            ui.ctx().request_repaint();
        }
        part as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, RawInput};

    #[test]
    fn a_picture_is_seen_when_it_is_whole_and_hidden_again_with_another_scene() {
        let ctx = Context::default();
        let mut curtain = Curtain::default();
        let mut look = |time: f64, scene: SceneId, whole: bool| {
            let input = RawInput {
                time: Some(time),
                ..RawInput::default()
            };
            let mut seen = 0.0;
            let output = ctx.run_ui(input, |ui| seen = curtain.opacity(ui, scene, whole));
            output.drop_without_applying_deltas();
            seen
        };
        let (first, second) = (SceneId::FIRST, SceneId::FIRST.next());
        assert_eq!(look(1.0, first, false), 0.0);
        assert_eq!(look(2.0, first, true), 0.0, "it begins to fade in");
        let half = look(2.0 + 0.5 * FADE, first, true);
        assert!((half - 0.5).abs() < 1e-5, "{half}");
        // A slider or a drag is ahead of the field all the time: that hides nothing.
        assert_eq!(look(3.0, first, false), 1.0);
        assert_eq!(look(3.1, second, false), 0.0);
        assert_eq!(look(9.0, second, false), 0.0, "as long as it takes");
        look(9.1, second, true);
        assert_eq!(look(9.5, second, true), 1.0);
    }
}
