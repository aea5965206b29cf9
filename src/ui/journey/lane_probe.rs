//! The probe on the panels of the journey: what is known under the pointer at the time on the clock.

use super::backdrop::Backdrop;
use crate::noise::Noising;
use crate::session::{Command, Journey, JourneyRequest, Snapshot};
use crate::ui::instruments::hand::{Hand, Look};
use crate::ui::instruments::readings::{Readings, Who};
use crate::ui::instruments::sheet::Sheet;
use crate::ui::instruments::{number_plate, posterior};
use crate::ui::theme;
use egui::{Id, Rect, Sense, Ui};

/// A hand for every panel, and what is known under it.
#[derive(Default)]
pub struct LaneProbe {
    hands: [Hand; JourneyRequest::MOST_LANES],
    readings: Readings,
}

impl LaneProbe {
    /// Asks anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.readings.forget();
    }

    /// Takes note of what the hand does on each of the panels; `idle` says that it is free to ask. Before they are
    /// drawn: what they explain themselves lies above.
    pub fn look(&mut self, ui: &Ui, panels: &[Rect], idle: bool) {
        for ((panel, hand), index) in panels.iter().zip(&mut self.hands).zip(0..) {
            let id = Id::unique(("a panel to be probed", index));
            hand.look(ui, &ui.interact(*panel, id, Sense::click_and_drag()), idle);
        }
    }

    /// Shows what is known under the hand of `journey` after `noising`; the network of `answering` says what it has
    /// learned.
    pub fn ui(
        &mut self,
        ui: &Ui,
        panels: &[Rect],
        backdrop: &Backdrop,
        (journey, noising): (&Journey, Noising),
        answering: Option<&Snapshot>,
        commands: &mut Vec<Command>,
    ) {
        let asked: Vec<(usize, Look)> = (0..panels.len())
            .map(|panel| (panel, self.hands[panel].seen()))
            .filter(|(_, look)| *look != Look::Away)
            .collect();
        let projected = |panel: usize| backdrop.projection(panels[panel]);
        let points: Vec<_> = asked
            .iter()
            .filter_map(|&(panel, look)| {
                let at = projected(panel)?.data_from_screen(look.place()?);
                Some((Who::Panel(panel), at))
            })
            .collect();
        let target = &journey.request.mixture;
        let answers = answering.map_or(&[][..], |snapshot| &snapshot.probes);
        self.readings.read(target, Some(answers), &points, noising);
        self.readings.ask(commands);
        for (panel, look) in asked {
            let (Some(projection), Some(probed)) =
                (projected(panel), self.readings.of(Who::Panel(panel)))
            else {
                continue;
            };
            let painter = ui.painter().with_clip_rect(panels[panel]);
            let sheet = Sheet {
                painter: &painter,
                projection: &projection,
                free: panels[panel],
                palette: theme::palette(ui.visuals()),
                scale: theme::scale(ui),
                emphasis: 1.0,
                field: backdrop.field.as_deref().zip(backdrop.compression),
            };
            if let Look::Holding(pos) = look {
                posterior::paint(ui, &sheet, target, &probed.reading, None);
                sheet.mark(pos);
            }
            if let Some(anchor) = look.place() {
                number_plate::show(ui, &sheet, anchor, probed, target);
            }
        }
    }
}
