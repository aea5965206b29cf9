//! How the room of the window is shared: the stage comes first, panels give way to it.

use crate::ui::theme;
use crate::ui::view::PanelWidths;
use egui::{Rangef, Ui};

/// Widths of the side panels at the ordinary size, in points: the column is as wide as there is room. By hand they
/// become wider, up to this width, as far as the stage keeps its own.
const CONTROLS: f32 = 232.0;
const WIDEST: f32 = 560.0;
const CHARTS: Rangef = Rangef {
    min: 214.0,
    max: 264.0,
};
/// The canvas keeps at least this width, and beside charts this part of the window.
const CANVAS: f32 = 260.0;
const CANVAS_SHARE: f32 = 0.4;
/// Below a stage as wide as the window, as on a telephone held upright, panels take this part of its height.
const BELOW: f32 = 0.4;
/// Narrower than this, in points, is a telephone, whose keyboard may take half of the height.
const TELEPHONE: f32 = 440.0;

/// How panels stand beside the stage, with their widths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrangement {
    /// The controls on the left, the charts on the right, as far as they are there.
    Apart {
        controls: Option<f32>,
        charts: Option<f32>,
    },
    /// Both on the left, one behind the other.
    Shared(f32),
    /// What is wanted of them below the stage, one behind the other, with their height in points.
    Below(f32),
}

impl Arrangement {
    /// Nothing but the stage.
    pub const NONE: Self = Self::Apart {
        controls: None,
        charts: None,
    };
}

/// The window's size and the size of its letters.
#[derive(Clone, Copy, Debug)]
pub struct WindowRoom {
    window: f32,
    height: f32,
    scale: f32,
}

impl WindowRoom {
    /// In the present window with the present letters.
    pub fn of(ui: &Ui) -> Self {
        let window = ui.ctx().content_rect();
        Self {
            window: window.width(),
            height: window.height(),
            scale: theme::scale(ui),
        }
    }

    /// Where the panels go that are asked for.
    pub fn arrange(self, controls: bool, charts: bool, by_hand: PanelWidths) -> Arrangement {
        let scaled = |points: f32| (points * self.scale).round();
        let upright = self.height > self.window && self.window < CANVAS + scaled(CONTROLS);
        if (upright || self.window < TELEPHONE) && (controls || charts) {
            return Arrangement::Below((BELOW * self.height).round());
        }
        let (wide, narrow) = (scaled(CONTROLS), scaled(CHARTS.min));
        // What is left by a stage that is just large enough, and by one that is large.
        let most = self.window - CANVAS;
        let ample = self.window - CANVAS.max(CANVAS_SHARE * self.window);
        let taken = if controls { wide } else { 0.0 };
        if charts && ample >= taken + narrow {
            let left = ample - taken;
            let wanted = by_hand.charts.unwrap_or(CHARTS.max);
            let column = scaled(wanted.clamp(CHARTS.min, WIDEST)).min(left).floor();
            // The controls take what the column leaves.
            let wanted = scaled(by_hand.controls.unwrap_or(CONTROLS).clamp(CONTROLS, WIDEST));
            let rail = wanted.min(wide + left - column).floor();
            return Arrangement::Apart {
                controls: controls.then_some(rail),
                charts: Some(column),
            };
        }
        if !controls || most < wide {
            return Arrangement::NONE;
        }
        let wanted = scaled(by_hand.controls.unwrap_or(CONTROLS).clamp(CONTROLS, WIDEST));
        let wide = wanted.min(ample).max(wide);
        if charts {
            Arrangement::Shared(wide)
        } else {
            Arrangement::Apart {
                controls: Some(wide),
                charts: None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Presenter letters are rounded to whole points: 20 / 13.
    const PRESENTER: f32 = 20.0 / 13.0;

    fn of(window: f32, scale: f32) -> Arrangement {
        let height = 0.7 * window;
        WindowRoom {
            window,
            height,
            scale,
        }
        .arrange(true, true, PanelWidths::default())
    }

    #[test]
    fn all_three_stand_side_by_side_in_a_classroom_and_on_a_desk() {
        for (window, scale) in [
            (900.0, 1.0),
            (1280.0, 1.0),
            (1280.0, PRESENTER),
            (1920.0, 23.0 / 13.0),
        ] {
            let Arrangement::Apart {
                controls: Some(controls),
                charts: Some(charts),
            } = of(window, scale)
            else {
                panic!("a panel is missing at {window} x {scale}");
            };
            assert!(window - controls - charts >= CANVAS_SHARE * window);
            assert!(charts >= CHARTS.min * scale - 1.0);
        }
    }

    #[test]
    fn where_charts_do_not_fit_they_share_the_panel_of_the_controls() {
        let shared = |scale: f32| Arrangement::Shared((CONTROLS * scale).round());
        assert_eq!(of(640.0, 1.0), shared(1.0));
        assert_eq!(of(900.0, PRESENTER), shared(PRESENTER));
        assert_eq!(of(500.0, 1.0), shared(1.0));
        assert_eq!(of(480.0, 1.0), Arrangement::NONE);
    }

    #[test]
    fn a_panel_alone_is_not_shared() {
        let narrow = WindowRoom {
            window: 800.0,
            height: 600.0,
            scale: 1.0,
        };
        let alone = |controls, charts| narrow.arrange(controls, charts, PanelWidths::default());
        assert_eq!(
            alone(true, false),
            Arrangement::Apart {
                controls: Some(CONTROLS),
                charts: None,
            }
        );
        assert_eq!(
            alone(false, true),
            Arrangement::Apart {
                controls: None,
                charts: Some(CHARTS.max),
            }
        );
        assert_eq!(alone(false, false), Arrangement::NONE);
    }

    #[test]
    fn on_a_telephone_held_upright_the_stage_is_as_wide_as_it_and_panels_stand_below() {
        let phone = |window, height| WindowRoom {
            window,
            height,
            scale: 1.0,
        };
        let upright = phone(390.0, 844.0);
        for (controls, charts) in [(true, true), (true, false), (false, true)] {
            let usual = upright.arrange(controls, charts, PanelWidths::default());
            assert_eq!(usual, Arrangement::Below(338.0));
        }
        assert_eq!(
            upright.arrange(false, false, PanelWidths::default()),
            Arrangement::NONE
        );
        // What is typed in stays when the keyboard comes.
        let with_keyboard = phone(360.0, 330.0).arrange(true, true, PanelWidths::default());
        assert_eq!(with_keyboard, Arrangement::Below(132.0));
        // On its side, and as a tablet, there is room beside the stage.
        let apart = |room: WindowRoom| {
            let arranged = room.arrange(true, true, PanelWidths::default());
            !matches!(arranged, Arrangement::Below(_))
        };
        assert!(apart(phone(844.0, 390.0)) && apart(phone(768.0, 1024.0)));
    }

    #[test]
    fn a_panel_is_as_wide_as_a_hand_makes_it_and_the_stage_keeps_its_share() {
        let room = WindowRoom {
            window: 1280.0,
            height: 800.0,
            scale: 1.0,
        };
        let arranged = |controls, charts| {
            let by_hand = PanelWidths { controls, charts };
            let Arrangement::Apart {
                controls: Some(controls),
                charts: Some(charts),
            } = room.arrange(true, true, by_hand)
            else {
                panic!("a panel is missing");
            };
            [controls, charts]
        };
        assert_eq!(arranged(Some(300.0), Some(400.0)), [300.0, 400.0]);
        assert_eq!(arranged(None, Some(1.0)), [CONTROLS, CHARTS.min]);
        for (controls, charts) in [(Some(1e6), Some(1e6)), (Some(1e6), None), (None, Some(1e6))] {
            let [controls, charts] = arranged(controls, charts);
            assert!(controls >= CONTROLS && charts >= CHARTS.min);
            assert!(1280.0 - controls - charts >= CANVAS_SHARE * 1280.0 - 1.0);
        }
    }
}
