//! What the program has to say: the last message in the status bar, and for a moment in a corner.

use egui::{
    Align2, Area, Context, Frame, Id, Label, Order, Rect, RichText, Shadow, TextStyle, Vec2, vec2,
};

/// The width of a message in a corner, in sizes of a letter.
const WIDEST: f32 = 28.0;
/// Between a message and the edges of the part of the window that it may cover.
const MARGIN: Vec2 = vec2(12.0, 12.0);

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Bad,
}

/// What a message is about: it is over when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something that could not be done with the scene, or another one that could not be opened.
    Scene,
    /// A file that could not be written where and as it was asked for.
    Saving,
    /// A number that a field has refused.
    Typing,
    /// Training that has ended.
    Training,
    /// Panels that have no room.
    NarrowWindow,
}

/// What stands in the status bar.
struct Last {
    tone: Tone,
    text: String,
    cause: Option<Cause>,
    /// For how many more seconds it stands in the corner as well.
    seconds: f64,
    /// The time of the frame that showed it last.
    shown: Option<f64>,
}

/// The messages of this window.
#[derive(Default)]
pub struct Messages {
    last: Option<Last>,
}

impl Messages {
    /// Says `text` once; it stays in the status bar until the next one.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.tell(tone, text.into(), None);
    }

    /// Says what went wrong; it is there until [`Messages::over`], in the status bar until the next
    /// message at most.
    pub fn fault(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Bad, text.into(), Some(cause));
    }

    /// [`Messages::fault`] for what is no error.
    pub fn hint(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Plain, text.into(), Some(cause));
    }

    /// Says it in the status bar only: somewhere else it is said or seen already.
    pub fn note(&mut self, tone: Tone, cause: Cause, text: impl Into<String>) {
        self.last = Some(Last {
            tone,
            text: text.into(),
            cause: Some(cause),
            seconds: 0.0,
            shown: None,
        });
    }

    fn tell(&mut self, tone: Tone, text: String, cause: Option<Cause>) {
        let seconds = (3.0 + text.len() as f64 / 25.0).min(12.0);
        self.last = Some(Last {
            tone,
            text,
            cause,
            seconds,
            shown: None,
        });
    }

    /// Takes the last message back, everywhere, if it was about `cause`, which is gone.
    pub fn over(&mut self, cause: Cause) {
        self.last.take_if(|last| last.cause == Some(cause));
    }

    /// The last message.
    pub fn last(&self) -> Option<(Tone, &str)> {
        self.last
            .as_ref()
            .map(|last| (last.tone, last.text.as_str()))
    }

    /// Shows the last message for a while in the lower right corner of `stage`: at once where it stays,
    /// whatever the frames take, and as long as a pointer rests on it.
    pub fn ui(&mut self, ctx: &Context, stage: Rect) {
        let Some(last) = self.last.as_mut().filter(|last| last.seconds > 0.0) else {
            return;
        };
        let letter = TextStyle::Body.resolve(&ctx.global_style()).size;
        let room = stage.width() - 2.0 * MARGIN.x;
        let corner = Area::new(Id::unique("message"))
            .order(Order::Foreground)
            .fade_in(false)
            .pivot(Align2::RIGHT_BOTTOM)
            .fixed_pos(stage.right_bottom() - MARGIN)
            .constrain_to(stage);
        let shown = corner.show(ctx, |ui| {
            let frame = Frame::popup(ui.style()).shadow(Shadow::NONE);
            let inside = room - frame.total_margin().sum().x;
            frame.show(ui, |ui| {
                ui.set_max_width(inside.min(WIDEST * letter));
                ui.horizontal_top(|ui| {
                    let visuals = ui.visuals();
                    let (sign, color) = match last.tone {
                        Tone::Good => ("\u{2714}", visuals.text_color()),
                        Tone::Plain => ("\u{2139}", visuals.text_color()),
                        Tone::Bad => ("\u{26a0}", visuals.error_fg_color),
                    };
                    ui.label(RichText::new(sign).color(color));
                    ui.add(Label::new(&last.text).wrap());
                });
            });
        });
        let now = ctx.input(|input| input.time);
        let before = last.shown.replace(now).unwrap_or(now);
        if !shown.response.contains_pointer() {
            last.seconds -= now - before;
        }
        ctx.request_repaint_after_secs(last.seconds.max(0.0) as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_appears_where_it_stays_and_nowhere_else() {
        let long = "could not train: denoising divides by the noise level and cannot train at sigma 0; choose a level above 0 or another objective";
        for (width, height) in [(900.0, 600.0), (400.0, 300.0), (260.0, 300.0)] {
            let stage = Rect::from_min_size(egui::pos2(300.0, 90.0), vec2(width, height));
            let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(1280.0, 800.0));
            let ctx = Context::default();
            let mut messages = Messages::default();
            let mut places = Vec::new();
            for frame in 0..60 {
                if frame == 1 {
                    messages.fault(Cause::Scene, long);
                }
                let input = egui::RawInput {
                    screen_rect: Some(screen),
                    time: Some(0.1 * f64::from(frame)),
                    ..Default::default()
                };
                let mut output = ctx.run_ui(input, |ui| messages.ui(ui.ctx(), stage));
                output.textures_delta.clear();
                let solid = output.shapes.iter().filter(|clipped| {
                    !matches!(&clipped.shape, egui::Shape::Rect(rect) if rect.blur_width > 0.0)
                });
                let shown = solid.map(|clipped| clipped.shape.visual_bounding_rect());
                let drawn = shown.fold(Rect::NOTHING, Rect::union);
                if drawn.is_positive() {
                    places.push(drawn);
                }
            }
            // At most the frame that measures it shows nothing.
            assert!(places.len() > 50, "{} frames", places.len());
            for place in &places {
                assert!(stage.contains_rect(*place), "{place:?} leaves {stage:?}");
                assert_eq!(place, &places[0]);
            }
        }
    }

    #[test]
    fn a_message_leaves_the_corner_and_stays_in_the_status_bar() {
        let ctx = Context::default();
        let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(800.0, 600.0));
        let mut messages = Messages::default();
        messages.say(Tone::Good, "Saved");
        let mut shown = Vec::new();
        for frame in 0..80 {
            let input = egui::RawInput {
                screen_rect: Some(screen),
                time: Some(0.1 * f64::from(frame)),
                ..Default::default()
            };
            let mut output = ctx.run_ui(input, |ui| messages.ui(ui.ctx(), screen));
            output.textures_delta.clear();
            shown.push(!output.shapes.is_empty());
        }
        assert!(shown[2] && !shown[79]);
        assert_eq!(messages.last(), Some((Tone::Good, "Saved")));
    }

    #[test]
    fn the_last_message_is_remembered() {
        let mut messages = Messages::default();
        messages.say(Tone::Good, "first");
        messages.say(Tone::Bad, "second");
        assert_eq!(messages.last(), Some((Tone::Bad, "second")));
    }

    #[test]
    fn an_error_goes_with_its_cause_and_with_no_other() {
        let mut messages = Messages::default();
        messages.fault(Cause::Saving, "could not save");
        messages.over(Cause::Scene);
        assert_eq!(messages.last(), Some((Tone::Bad, "could not save")));
        messages.over(Cause::Saving);
        assert_eq!(messages.last(), None);
        messages.hint(Cause::NarrowWindow, "no room");
        messages.note(Tone::Plain, Cause::Training, "it has ended");
        messages.over(Cause::NarrowWindow);
        assert_eq!(messages.last(), Some((Tone::Plain, "it has ended")));
        messages.over(Cause::Training);
        assert_eq!(messages.last(), None);
        messages.say(Tone::Good, "Saved");
        messages.over(Cause::Saving);
        assert_eq!(messages.last(), Some((Tone::Good, "Saved")));
    }
}
