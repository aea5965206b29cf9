//! Lines drawn by hand: a cut, along which log p and both scores are functions of one variable, and a loop, around
//! which a gradient has no circulation. Who lives here: the plates that show what is known along each.

mod cut_plate;
mod known;
mod loop_plate;
mod plot;

use super::handles::drag_handle::{self, Mark};
use super::handles::tools::Tools;
use super::layer::Painting;
use super::legend::{self, Entry};
use crate::document::SceneId;
use crate::measure::{Cut, Loop, Truth};
use crate::plane::Point;
use crate::session::{Command, LineRequest, Snapshot};
use crate::ui::theme::Palette;
use crate::ui::view::LineTool;
use egui::{Align2, CursorIcon, Pos2, Rect, Response, Shape, Stroke, TextStyle, Ui, vec2};
use known::Known;
use ndarray::Array2;
use std::sync::Arc;

/// Points along a cut.
const SAMPLES: usize = 241;
/// A loop turns at most so often, and no sooner than after so many points of the screen.
const CORNERS: usize = 240;
const NEAR: f32 = 4.0;
/// A first cut takes this part of the view.
const FIRST: f64 = 0.7;

/// What has been drawn.
enum Drawn {
    Cut(Cut),
    Loop(Loop),
}

impl Drawn {
    /// Where the fields are looked at along it.
    fn points(&self) -> Vec<Point> {
        match self {
            Self::Cut(cut) => cut.points(SAMPLES),
            Self::Loop(around) => around.nodes(),
        }
    }
}

/// The line and the hand that draws it.
#[derive(Default)]
pub struct DrawnLine {
    line: Option<Drawn>,
    scene: Option<SceneId>,
    /// Where the hand was since it was pressed.
    stroke: Vec<Pos2>,
    known: Option<Known>,
    asked: Option<LineRequest>,
    /// Where on the cut the pointer looks, from 0 to 1.
    looked_at: Option<f64>,
}

impl DrawnLine {
    /// Asks anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.asked = None;
    }

    /// Lets the hand draw with `tool` on the plane.
    ///
    /// # Errors
    /// One sentence when what was drawn is no loop; the one before stays.
    pub fn draw(
        &mut self,
        ui: &Ui,
        tool: Option<LineTool>,
        scene: SceneId,
        (plane, painting): (&Response, &Painting<'_>),
    ) -> Result<(), String> {
        let suits = |line: &Drawn| {
            matches!(
                (line, tool),
                (Drawn::Cut(_), Some(LineTool::Cut)) | (Drawn::Loop(_), Some(LineTool::Loop))
            )
        };
        if self.scene != Some(scene) || !self.line.as_ref().is_some_and(suits) {
            (self.scene, self.line) = (Some(scene), None);
        }
        let Some(tool) = tool else {
            self.stroke.clear();
            return Ok(());
        };
        plane.clone().on_hover_cursor(CursorIcon::Crosshair);
        if self.line.is_none() && tool == LineTool::Cut {
            self.line = Some(Drawn::Cut(first_cut(painting)));
        }
        if plane.drag_started_by(egui::PointerButton::Primary) {
            self.stroke.clear();
            self.stroke
                .extend(ui.input(|input| input.pointer.press_origin()));
        }
        if let Some(pos) = plane
            .interact_pointer_pos()
            .filter(|_| !self.stroke.is_empty())
        {
            let far = |last: &Pos2| last.distance(pos) >= NEAR;
            if self.stroke.last().is_some_and(far) && self.stroke.len() < CORNERS {
                self.stroke.push(pos);
            }
            if tool == LineTool::Cut {
                self.stroke.truncate(1);
                self.stroke.push(pos);
            }
        }
        if self.stroke.is_empty() || ui.input(|input| input.pointer.primary_down()) {
            return Ok(());
        }
        let points = std::mem::take(&mut self.stroke);
        let points: Vec<Point> = (points.iter())
            .map(|pos| painting.projection.data_from_screen(*pos))
            .collect();
        match tool {
            LineTool::Cut => {
                if let [from, .., to] = points[..]
                    && from != to
                {
                    self.line = Some(Drawn::Cut(Cut { from, to }));
                }
                Ok(())
            }
            LineTool::Loop => {
                let around = Loop::new(points).map_err(|error| error.to_string())?;
                self.line = Some(Drawn::Loop(around));
                Ok(())
            }
        }
    }

    /// Shows the line and asks the network along it; what the legend says of it.
    pub fn ui(
        &mut self,
        ui: &Ui,
        painting: &Painting<'_>,
        tools: &Tools<'_>,
        commands: &mut Vec<Command>,
    ) -> Option<Entry> {
        if let Some(Drawn::Cut(cut)) = &mut self.line {
            move_ends(ui, tools, cut);
        }
        self.learn(painting.snapshot, painting.sigma, commands);
        self.paint(ui, painting);
        let (text, help) = match self.line.as_ref()? {
            Drawn::Cut(_) => (
                "cut from A to B: drag its ends",
                "The plate shows log p and the components of both scores along this line. Drag anywhere to draw another.",
            ),
            Drawn::Loop(_) => (
                "loop, run through counter-clockwise",
                "The plate shows the circulation of both scores around this loop. A gradient has none. Drag around something to draw another.",
            ),
        };
        let mark = legend::Mark::Line(painting.palette.strong);
        Some(Entry::new(mark, text, help))
    }

    /// Shows what is known along the line on a plate in `free`, above all else.
    pub fn show_plate(&mut self, ui: &Ui, free: Rect, palette: &Palette) {
        let (Some(line), Some(known)) = (&self.line, &self.known) else {
            return;
        };
        match line {
            Drawn::Cut(cut) => self.looked_at = cut_plate::ui(ui, free, cut, known, palette),
            Drawn::Loop(around) => loop_plate::ui(ui, free, around, known, palette),
        }
    }

    /// Knows the truth at once, and the network's answer when it comes.
    fn learn(&mut self, snapshot: &Snapshot, sigma: f64, commands: &mut Vec<Command>) {
        let request = self.line.as_ref().map(|line| LineRequest {
            points: line.points(),
            sigma,
        });
        if self.asked != request {
            self.asked.clone_from(&request);
            commands.push(Command::Line(request.clone()));
        }
        let Some(request) = request else {
            self.known = None;
            return;
        };
        let same = |known: &Known| {
            Arc::ptr_eq(&known.target, &snapshot.mixture) && known.request == request
        };
        if !self.known.as_ref().is_some_and(same) {
            let points = Array2::from(request.points.clone());
            self.known = Some(Known {
                target: snapshot.mixture.clone(),
                truth: Truth::at(points.view(), &snapshot.mixture.smoothed(sigma)),
                request,
                learned: Vec::new(),
            });
        }
        if let (Some(known), Some(answer)) = (&mut self.known, &snapshot.line)
            && known.request == answer.request
        {
            known.learned.clone_from(&answer.learned);
        }
    }

    fn paint(&self, ui: &Ui, painting: &Painting<'_>) {
        let (projection, palette, scale) = (painting.projection, painting.palette, painting.scale);
        let painter = painting.painter;
        let ground = Stroke::new(4.2 * scale, palette.canvas.gamma_multiply(0.8));
        let ink = Stroke::new(1.8 * scale, palette.strong);
        let on_screen = |at: &Point| projection.screen_from_data(*at);
        let draw = |points: Vec<Pos2>, closed: bool| {
            for stroke in [ground, ink] {
                let points = points.clone();
                painter.add(if closed {
                    Shape::closed_line(points, stroke)
                } else {
                    Shape::line(points, stroke)
                });
            }
        };
        if self.stroke.len() > 1 {
            draw(self.stroke.clone(), false);
            return;
        }
        match &self.line {
            Some(Drawn::Cut(cut)) => {
                draw([cut.from, cut.to].iter().map(on_screen).collect(), false);
                let font = TextStyle::Body.resolve(ui.style());
                for (name, at) in [("A", cut.from), ("B", cut.to)] {
                    let beside = on_screen(&at) + vec2(9.0, -7.0) * scale;
                    painter.text(
                        beside,
                        Align2::LEFT_BOTTOM,
                        name,
                        font.clone(),
                        palette.strong,
                    );
                }
                if let Some(part) = self.looked_at {
                    let at = on_screen(&cut.at(part));
                    painter.circle(at, 4.5 * scale, palette.accent, ground);
                }
            }
            Some(Drawn::Loop(around)) => {
                draw(around.corners().iter().map(on_screen).collect(), true)
            }
            None => {}
        }
    }
}

/// Across the middle of the view.
fn first_cut(painting: &Painting<'_>) -> Cut {
    let visible = painting.projection.visible();
    let ([x, y], half) = (visible.center(), 0.5 * FIRST * visible.width());
    Cut {
        from: [x - half, y],
        to: [x + half, y],
    }
}

/// Lets the hand and the keyboard move both ends.
fn move_ends(ui: &Ui, tools: &Tools<'_>, cut: &mut Cut) {
    for (name, end) in [("A", &mut cut.from), ("B", &mut cut.to)] {
        let pos = tools.projection.screen_from_data(*end);
        let spoken = drag_handle::spoken(*end, tools.projection);
        let label = format!("End {name} of the cut at {spoken}");
        let id = tools.base.with(name);
        let response = drag_handle::interact(ui, id, (pos, &[]), tools, &label);
        if let Some((_, to)) = drag_handle::drag(ui, &response) {
            *end = tools.projection.data_from_screen(to);
        }
        if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
            let unit = 1.0 / tools.projection.points_per_unit();
            end[0] += f64::from(shift.x) * unit;
            end[1] += f64::from(shift.y) * unit;
        }
        let pos = tools.projection.screen_from_data(*end);
        drag_handle::paint(tools, pos, Mark::End, &response, false);
    }
}
