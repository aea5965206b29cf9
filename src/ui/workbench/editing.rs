//! What is done to the target by buttons, keys and menus.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::plane::Bounds;
use crate::scene::Target;
use crate::shapes::{Fit, FitOrder};
use crate::ui::controls::number_table;
use crate::ui::files::job::Job;
use crate::ui::messages::{Cause, Tone};
use crate::ui::view::{HandTool, Stage};
use crate::wording::counted;
use egui::Ui;

/// A copy stands beside what it is of by this part of the view.
const BESIDE: f64 = 0.05;

impl Workbench {
    /// Puts a copy beside every selected Gaussian.
    pub(super) fn duplicate(&mut self) {
        let room = self.room();
        let by = BESIDE * room.width().min(room.height());
        let done = self.document.duplicate_selected([by, -by]);
        self.say_if_bad(done);
    }

    pub(super) fn select_all(&mut self) {
        let all = self.document.components().len();
        let done = if all == 0 {
            let noun = self.document.scene().target.noun();
            Err(format!(
                "could not select Gaussians: the target is {noun}, which is moved as a whole"
            ))
        } else {
            self.document.select_all_of(0..all);
            Ok(())
        };
        self.say_if_bad(done);
    }

    /// Takes a tool up, and says how it is used, or puts it down.
    pub(super) fn take_up(&mut self, tool: HandTool) {
        self.view.toggle_tool(tool);
        let said = match self.view.tool {
            Some(HandTool::Select) => {
                "Drag a rectangle around Gaussians; Escape puts the tool down"
            }
            Some(HandTool::Brush) => {
                "Drag on the canvas to draw points; Escape puts the brush down"
            }
            Some(HandTool::Eraser) => {
                "Drag over points or Gaussians to erase them; Escape puts the eraser down"
            }
            None => "A drag moves the view again",
        };
        self.messages.say(Tone::Plain, said.to_owned());
    }

    /// Has Gaussians fitted to the points, `number` of them or as many as the points ask for.
    pub(super) fn ask_for_fit(&mut self, number: Option<usize>, outbox: &mut Outbox) {
        let scene = self.document.scene();
        let Target::Points(points) = &scene.target else {
            let noun = scene.target.noun();
            self.say_if_bad(Err(format!(
                "could not fit Gaussians: the target is {noun}; draw points with the brush, or open some"
            )));
            return;
        };
        outbox.jobs.push(Job::Fit(FitOrder {
            at: points.at.clone(),
            number,
            seed: scene.seed,
        }));
        let of = counted(points.at.len() as u64, "point");
        let said = format!("Fitting Gaussians to {of}…");
        self.messages.say(Tone::Plain, said);
    }

    /// Gaussians were fitted to the points `of` was about; others may stand there by now.
    pub(crate) fn fitted(&mut self, of: &FitOrder, fit: Fit) {
        match &self.document.scene().target {
            Target::Points(points) if points.at == of.at => {}
            Target::Points(_) | Target::Components(_) | Target::Shape(_) => {
                let text = "The target changed while Gaussians were fitted to it; fit them again";
                self.messages.say(Tone::Plain, text.to_owned());
                return;
            }
        }
        let chosen = match of.number {
            Some(_) => "",
            None => ", as many as BIC asks for",
        };
        let said = format!("{}{chosen}; undo brings the points back", fit.in_words());
        let components = fit.components().to_vec();
        (self.document).replace_target(Target::Components(components));
        self.messages.say(Tone::Good, said);
    }

    /// What lies over the window and edits the target: its table, and a text to be drawn.
    pub(super) fn show_editors(&mut self, ui: &Ui) {
        if self.view.table && self.view.stage != Stage::Journey {
            number_table::ui(ui.ctx(), &mut self.document, &mut self.view.table);
        }
        let (room, seed) = (self.room(), self.document.scene().seed);
        if let Some(points) = self.lettering.ui(ui.ctx(), &room, seed) {
            let said = format!(
                "{} in the shape of the text; undo brings the target back",
                points.in_words()
            );
            self.document.replace_target(Target::Points(points));
            self.messages.over(Cause::Scene);
            self.messages.say(Tone::Good, said);
        }
    }

    /// What the canvas shows.
    fn room(&self) -> Bounds {
        let usual = Bounds::square([0.0, 0.0], 4.0);
        self.canvas.visible().unwrap_or(usual)
    }
}
