//! The panels beside the stage: controls on the left and charts on the right, or both on the left,
//! one behind the other, where the stage would become too small.

use super::arrangement::{Arrangement, Room, Stage};
use crate::ui::messages::{Cause, Messages, Tone};
use crate::ui::theme;
use crate::ui::view::View;
use egui::{Button, Frame, Margin, Panel, Ui};

/// Said when panels are asked for and there is room for none.
const NO_ROOM: &str =
    "No room here for controls and charts: widen the window, or leave the presenter size";

/// One of the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    Controls,
    Charts,
}

impl Pane {
    const ALL: [Self; 2] = [Self::Controls, Self::Charts];

    fn name(self) -> &'static str {
        match self {
            Self::Controls => "Controls",
            Self::Charts => "Charts",
        }
    }
}

/// Which of two panels is in front where they share one place.
pub struct Sides {
    on_canvas: Pane,
    on_journey: Pane,
    /// Whether panels were wanted in the last frame and none had room.
    cramped: bool,
}

impl Default for Sides {
    fn default() -> Self {
        Self {
            on_canvas: Pane::Controls,
            // The journey has controls of its own.
            on_journey: Pane::Charts,
            cramped: false,
        }
    }
}

/// What stands in the middle.
fn stage(view: &View) -> Stage {
    if view.journey {
        Stage::Journey
    } else {
        Stage::Canvas
    }
}

impl Sides {
    /// Shows or hides a panel; one that comes is seen, or it is said why not.
    pub fn toggle(&mut self, pane: Pane, view: &mut View, messages: &mut Messages) {
        let shown = match pane {
            Pane::Controls => &mut view.controls,
            Pane::Charts => &mut view.charts,
        };
        *shown = !*shown;
        if *shown {
            *self.front(stage(view)) = pane;
            if self.cramped {
                messages.hint(Cause::Room, NO_ROOM);
            }
        }
    }

    fn front(&mut self, stage: Stage) -> &mut Pane {
        match stage {
            Stage::Canvas => &mut self.on_canvas,
            Stage::Journey => &mut self.on_journey,
        }
    }

    /// Shows what is wanted of controls and charts, as far as the stage leaves room.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        messages: &mut Messages,
        mut pane: impl FnMut(&mut Ui, Pane),
    ) {
        let stage = stage(view);
        let arrangement = Room::of(ui).arrange(stage, view.controls, view.charts);
        let cramped = arrangement == Arrangement::NONE && (view.controls || view.charts);
        match (self.cramped, cramped) {
            (false, true) => messages.note(Tone::Plain, Cause::Room, NO_ROOM),
            (true, false) => messages.over(Cause::Room),
            _ => {}
        }
        self.cramped = cramped;
        let margin = Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(8, 4));
        // On the right of the controls is their scroll bar.
        let mut narrow = margin;
        narrow.inner_margin.right = 2;
        match arrangement {
            Arrangement::Shared(width) => {
                let front = self.front(stage);
                let frame = match front {
                    Pane::Controls => narrow,
                    Pane::Charts => margin,
                };
                Panel::left("controls")
                    .frame(frame)
                    .resizable(false)
                    .exact_size(width)
                    .show(ui, |ui| {
                        tabs(ui, front, width);
                        pane(ui, *front);
                    });
            }
            Arrangement::Apart { controls, charts } => {
                if let Some(width) = controls {
                    Panel::left("controls")
                        .frame(narrow)
                        .resizable(false)
                        .exact_size(width)
                        .show(ui, |ui| pane(ui, Pane::Controls));
                }
                if let Some(width) = charts {
                    Panel::right("charts")
                        .frame(margin)
                        .resizable(false)
                        .exact_size(width)
                        .show(ui, |ui| pane(ui, Pane::Charts));
                }
            }
        }
    }
}

/// Two buttons as wide as the panel: the panes behind them are exchanged in place.
fn tabs(ui: &mut Ui, front: &mut Pane, panel: f32) {
    ui.add_space(2.0 * theme::scale(ui));
    ui.horizontal(|ui| {
        // The same in front of both panes, whose margins differ.
        let width = panel - 16.0 - ui.spacing().item_spacing.x;
        let size = egui::vec2(0.5 * width, 1.2 * ui.spacing().interact_size.y);
        for pane in Pane::ALL {
            let button = Button::selectable(*front == pane, pane.name()).frame_when_inactive(true);
            let help = "There is no room for controls and charts side by side: choose one.";
            if ui.add_sized(size, button).on_hover_text(help).clicked() {
                *front = pane;
            }
        }
    });
    ui.add_space(2.0 * theme::scale(ui));
}
