//! From data to noise and back: up to four samplers side by side on one clock.

mod bar;
mod panel;
mod quality;
mod setup;

pub use quality::quality;

use super::ink::Ramps;
use super::request::Requests;
use super::theme;
use super::view::View;
use crate::noise::ProcessKind;
use crate::sampling::Sampler;
use crate::session::{Command, Journey, JourneyRequest, Lane, Snapshot};
use egui::{Rect, Ui, vec2};
use panel::{Board, Panel};
use std::sync::Arc;

/// Seconds from one end of the bar to the other.
const SECONDS: f32 = 12.0;
/// Blank space between two panels, in points.
const GAP: f32 = 6.0;
/// Particles of every lane.
const PARTICLES: usize = 1000;

/// Where the bar stands: 0 clean data, 1 the noise, 2 data again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    pub position: f64,
    pub playing: bool,
}

impl Clock {
    /// How far from data the clock stands: 0 clean, 1 the prior.
    pub fn noise(self) -> f64 {
        1.0 - (self.position - 1.0).abs()
    }

    /// Whether particles are on their way to the noise.
    pub fn forward(self) -> bool {
        self.position < 1.0
    }

    fn advance(&mut self, seconds: f32) {
        if !self.playing {
            return;
        }
        self.position += 2.0 * f64::from(seconds / SECONDS);
        if self.position >= 2.0 {
            self.position = 2.0;
            self.playing = false;
        }
    }
}

/// What is compared, the clock, and what was asked for last.
pub struct JourneyView {
    process: ProcessKind,
    lanes: Vec<Lane>,
    clock: Clock,
    asked: Option<JourneyRequest>,
    board: Board,
    panels: [Panel; JourneyRequest::MOST_LANES],
    requests: Requests,
    ramps: Option<(bool, Ramps)>,
}

impl Default for JourneyView {
    fn default() -> Self {
        let lane = |sampler, steps| Lane {
            sampler,
            steps,
            exact: false,
        };
        Self {
            process: ProcessKind::VeRho,
            lanes: vec![lane(Sampler::OdeHeun, 32), lane(Sampler::ReverseSde, 200)],
            clock: Clock {
                position: 0.0,
                playing: true,
            },
            asked: None,
            board: Board::default(),
            panels: Default::default(),
            requests: Requests::default(),
            ramps: None,
        }
    }
}

impl JourneyView {
    /// Asks again when it is shown again.
    pub fn step_aside(&mut self) {
        self.asked = None;
        self.requests = Requests::default();
    }

    /// Panels, the bar and what can be chosen, on what is left of `ui`.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        seed: u64,
        snapshot: &Snapshot,
        journey: Option<&Arc<Journey>>,
        commands: &mut Vec<Command>,
    ) {
        let shown = journey.filter(|journey| Some(&journey.request) == self.asked.as_ref());
        egui::Panel::bottom("time").show(ui, |ui| {
            let again = bar::ui(
                ui,
                &mut self.clock,
                shown.map(|journey| &**journey),
                snapshot,
            );
            setup::ui(ui, &mut self.process, &mut self.lanes);
            if again {
                self.asked = None;
            }
        });
        self.ask(seed, snapshot, commands);
        if self.clock.playing && shown.is_some() {
            self.clock
                .advance(ui.input(|input| input.stable_dt).min(0.1));
            ui.ctx().request_repaint();
        }

        let whole = ui.available_rect_before_wrap();
        let palette = theme::palette(ui.visuals());
        let dark = ui.visuals().dark_mode;
        let (_, ramps) = match self.ramps.take() {
            Some(ramps) if ramps.0 == dark => self.ramps.insert(ramps),
            _ => self.ramps.insert((dark, Ramps::new(dark, palette))),
        };
        let Some(journey) = shown else {
            let font = egui::TextStyle::Body.resolve(ui.style());
            let text = "Recording the way from data to noise and back…";
            ui.painter().text(
                whole.center(),
                egui::Align2::CENTER_CENTER,
                text,
                font,
                palette.weak,
            );
            return;
        };
        // No network knows clean data: their field is the one of the smallest level.
        let noisy = journey.process.first_noisy();
        let t = journey.time_at(self.clock.noise()).max(noisy);
        let rects = cells(whole, journey.lanes.len());
        self.board
            .prepare(ui, journey, t, rects[0], snapshot, view, ramps);
        for ((rect, lane), panel) in rects.iter().zip(0..).zip(&mut self.panels) {
            panel.ui(
                ui,
                *rect,
                &self.board,
                journey,
                lane,
                self.clock,
                view,
                ramps,
            );
        }
        let level = [journey.process.alpha(t), journey.process.sigma(t)];
        let thinning = (journey.lanes.len() as f32).sqrt().ceil();
        if let Some(projection) = self.board.projection(rects[0]) {
            self.requests
                .ask(view, snapshot, &projection, level, thinning, commands);
        }
    }

    /// Orders a recording when what is wanted has changed.
    fn ask(&mut self, seed: u64, snapshot: &Snapshot, commands: &mut Vec<Command>) {
        let request = JourneyRequest {
            process: self.process,
            lanes: self.lanes.clone(),
            particles: PARTICLES,
            seed,
            mixture: snapshot.mixture.clone(),
        };
        if self.asked.as_ref() != Some(&request) {
            self.asked = Some(request.clone());
            commands.push(Command::Journey(Some(Box::new(request))));
        }
    }
}

/// Up to four rectangles side by side or two by two.
fn cells(whole: Rect, count: usize) -> Vec<Rect> {
    let columns = if count > 1 { 2 } else { 1 };
    let rows = count.div_ceil(columns).max(1);
    let size = vec2(
        (whole.width() - GAP * (columns - 1) as f32) / columns as f32,
        (whole.height() - GAP * (rows - 1) as f32) / rows as f32,
    );
    (0..count)
        .map(|index| {
            let place = vec2((index % columns) as f32, (index / columns) as f32);
            Rect::from_min_size(whole.min + place * (size + vec2(GAP, GAP)), size)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn four_panels_fill_the_canvas_without_touching() {
        let whole = Rect::from_min_max(pos2(10.0, 20.0), pos2(610.0, 420.0));
        let cells = cells(whole, 4);
        assert_eq!(cells.len(), 4);
        assert_eq!(cells[3].max, whole.max);
        for (i, a) in cells.iter().enumerate() {
            assert!(whole.contains_rect(*a));
            assert!(cells[..i].iter().all(|b| !a.intersects(*b)));
        }
    }

    #[test]
    fn the_clock_goes_to_the_noise_and_back_and_stops() {
        let mut clock = Clock {
            position: 0.0,
            playing: true,
        };
        assert!(clock.forward() && clock.noise() == 0.0);
        clock.advance(0.5 * SECONDS);
        assert!((clock.noise() - 1.0).abs() < 1e-6);
        clock.advance(SECONDS);
        assert!(!clock.playing && clock.noise() == 0.0 && !clock.forward());
    }
}
