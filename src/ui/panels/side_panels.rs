//! The panels beside the stage: controls on the left and charts on the right, or both on the left,
//! one behind the other, where the stage would become too small; below it where the window stands upright.

use super::arrangement::{Arrangement, WindowRoom};
use super::panel_edge::{self, Moved};
use crate::ui::messages::{Cause, Messages, Tone};
use crate::ui::theme;
use crate::ui::view::{PanelWidths, Stage, View};
use crate::wording::every;
use egui::{Button, Frame, Panel, Rect, ScrollArea, Ui};

/// The height that explanation, charts and the network need at the ordinary size, in points.
const COLUMN: f32 = 440.0;
/// Said when panels are asked for and there is room for none.
const NO_ROOM: &str = "No room here for controls and charts: widen the window";

/// One of the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    Controls,
    Charts,
}

every!(SidePanel: Controls, Charts);

impl SidePanel {
    fn name(self) -> &'static str {
        match self {
            Self::Controls => "Controls",
            Self::Charts => "Charts",
        }
    }
}

/// Which of two panels is in front where they share one place.
pub struct SidePanels {
    on_canvas: SidePanel,
    on_journey: SidePanel,
    /// Whether panels were wanted in the last frame and none had room.
    cramped: bool,
    /// Where controls and charts stand side by side in this frame.
    edges: [Option<Rect>; 2],
}

impl Default for SidePanels {
    fn default() -> Self {
        Self {
            on_canvas: SidePanel::Controls,
            on_journey: SidePanel::Controls,
            cramped: false,
            edges: [None; 2],
        }
    }
}

impl SidePanels {
    /// Shows or hides a panel; one that comes is seen, or it is said why not.
    pub fn toggle(&mut self, panel: SidePanel, view: &mut View, messages: &mut Messages) {
        let shown = match panel {
            SidePanel::Controls => &mut view.controls,
            SidePanel::Charts => &mut view.charts,
        };
        *shown = !*shown;
        if *shown {
            *self.front(view.stage) = panel;
            if self.cramped {
                messages.hint(Cause::NarrowWindow, NO_ROOM);
            }
        }
    }

    fn front(&mut self, stage: Stage) -> &mut SidePanel {
        match stage {
            Stage::Learn | Stage::Sample => &mut self.on_canvas,
            Stage::Journey => &mut self.on_journey,
        }
    }

    /// Shows what is wanted of controls and charts, as far as the stage leaves room.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        messages: &mut Messages,
        mut contents: impl FnMut(&mut Ui, SidePanel),
    ) {
        let arrangement = WindowRoom::of(ui).arrange(view.controls, view.charts, view.widths);
        let cramped = arrangement == Arrangement::NONE && (view.controls || view.charts);
        match (self.cramped, cramped) {
            (false, true) => messages.note(Tone::Plain, Cause::NarrowWindow, NO_ROOM),
            (true, false) => messages.over(Cause::NarrowWindow),
            _ => {}
        }
        self.cramped = cramped;
        self.edges = [None; 2];
        let margin = Frame::side_top_panel(ui.style()).inner_margin(theme::margin(ui, 8.0, 4.0));
        // On the right of the controls is their scroll bar.
        let mut narrow = margin;
        narrow.inner_margin.right = 2;
        let sides = margin.inner_margin.sum().x;
        match arrangement {
            Arrangement::Shared(width) => {
                let front = self.front(view.stage);
                let frame = match front {
                    SidePanel::Controls => narrow,
                    SidePanel::Charts => margin,
                };
                Panel::left("controls")
                    .frame(frame)
                    .resizable(false)
                    .exact_size(width)
                    .show(ui, |ui| {
                        // The same in front of both panes, whose margins differ.
                        tabs(ui, front, width - sides);
                        contents(ui, *front);
                    });
            }
            Arrangement::Below(height) => {
                let front = self.front(view.stage);
                Panel::bottom("controls below")
                    .frame(margin)
                    .resizable(false)
                    .exact_size(height)
                    .show(ui, |ui| {
                        let shown = match (view.controls, view.charts) {
                            (true, false) => SidePanel::Controls,
                            (false, true) => SidePanel::Charts,
                            (true, true) | (false, false) => {
                                tabs(ui, front, ui.available_width());
                                *front
                            }
                        };
                        match shown {
                            SidePanel::Controls => contents(ui, shown),
                            SidePanel::Charts => scrolled(ui, |ui| contents(ui, shown)),
                        }
                    });
            }
            Arrangement::Apart { controls, charts } => {
                if let Some(width) = controls {
                    let panel = Panel::left("controls")
                        .frame(narrow)
                        .resizable(false)
                        .exact_size(width)
                        .show(ui, |ui| contents(ui, SidePanel::Controls));
                    self.edges[0] = Some(panel.response.rect);
                }
                if let Some(width) = charts {
                    let panel = Panel::right("charts")
                        .frame(margin)
                        .resizable(false)
                        .exact_size(width)
                        .show(ui, |ui| contents(ui, SidePanel::Charts));
                    self.edges[1] = Some(panel.response.rect);
                }
            }
        }
    }

    /// The edges of panels beside the stage, once that is shown: they lie on it.
    pub fn edges(&self, ui: &Ui, widths: &mut PanelWidths) {
        let [controls, charts] = self.edges;
        if let Some(panel) = controls {
            let moved = panel_edge::ui(ui, "controls", panel, true);
            resize(ui, &mut widths.controls, moved);
        }
        if let Some(panel) = charts {
            let moved = panel_edge::ui(ui, "charts", panel, false);
            resize(ui, &mut widths.charts, moved);
        }
    }
}

/// Takes note of where a hand has moved the edge of a panel.
fn resize(ui: &Ui, width: &mut Option<f32>, moved: Option<Moved>) {
    match moved {
        None => {}
        Some(Moved::Back) => *width = None,
        Some(Moved::To(points)) => *width = Some((points / theme::scale(ui)).max(1.0)),
    }
}

/// What explains and draws charts, as high as it needs to be, in a panel that may be lower.
fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let height = ui.available_height().max(COLUMN * theme::scale(ui));
    ScrollArea::vertical().show(ui, |ui| {
        ui.set_height(height);
        contents(ui);
    });
}

/// Two buttons of this width together: the panes behind them are exchanged in place.
fn tabs(ui: &mut Ui, front: &mut SidePanel, width: f32) {
    ui.add_space(2.0 * theme::scale(ui));
    ui.horizontal(|ui| {
        // A window of a single pixel has less than nothing.
        let width = (width - ui.spacing().item_spacing.x).max(0.0);
        let size = egui::vec2(0.5 * width, 1.2 * ui.spacing().interact_size.y);
        for panel in SidePanel::ALL {
            let button =
                Button::selectable(*front == panel, panel.name()).frame_when_inactive(true);
            let help = "There is no room for controls and charts side by side: choose one.";
            if ui.add_sized(size, button).on_hover_text(help).clicked() {
                *front = panel;
            }
        }
    });
    ui.add_space(2.0 * theme::scale(ui));
}
