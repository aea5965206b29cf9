//! From data to noise and back: up to four samplers side by side on one clock. Who lives here: the rail with
//! the choice of samplers, the clock with its bar, a picture for each lane with its backdrop, particles and
//! meter, and what is said and measured of the lanes.

mod backdrop;
mod bar;
mod cells;
mod clock;
mod dots;
mod errors;
mod estimate;
mod lane;
mod lane_probe;
mod lane_view;
mod legend;
mod lineup;
mod meter;
mod quality;
mod rail;
mod recency;
mod request;
mod scale_bar;
mod story;

pub use lineup::Lineup;
pub use quality::quality;

use super::drawing::color_ramp::ThemedRamp;
use super::drawing::field_request::Requests;
use super::theme;
use super::view::View;
use crate::noise::ProcessKind;
use crate::scene::Scene;
use crate::session::{Command, Journey, JourneyRequest, Lane, Snapshot};
use backdrop::Backdrop;
use cells::cells;
use clock::Clock;
use egui::{Frame, Margin, Rect, Ui};
use lane_probe::LaneProbe;
use lane_view::{LaneContext, LaneView};
use legend::{Arrows, Drawn};
use rail::{Recording, Switches};
use recency::{arrows, behind, first_learned};
use std::sync::Arc;

/// What is compared, the clock, and what was asked for last.
pub struct JourneyView {
    lineup: Lineup,
    clock: Clock,
    switches: Switches,
    asked: Option<JourneyRequest>,
    /// Whether the workers have another scene yet, whose network must not be recorded.
    held: bool,
    /// Recordings so far.
    takes: u64,
    backdrop: Backdrop,
    lane_views: [LaneView; JourneyRequest::MOST_LANES],
    requests: Requests,
    probe: LaneProbe,
    ramp: ThemedRamp,
    picture: Option<Rect>,
}

impl Default for JourneyView {
    fn default() -> Self {
        Self {
            lineup: Lineup::default(),
            clock: Clock::default(),
            switches: Switches {
                paths: true,
                follow: false,
            },
            asked: None,
            held: false,
            takes: 0,
            backdrop: Backdrop::default(),
            lane_views: Default::default(),
            requests: Requests::default(),
            probe: LaneProbe::default(),
            ramp: ThemedRamp::default(),
            picture: None,
        }
    }
}

impl JourneyView {
    /// Compares these samplers on this process from now on.
    pub fn compare(&mut self, process: ProcessKind, lanes: Vec<Lane>) {
        self.lineup = Lineup {
            process,
            lanes,
            waits: false,
        };
        self.lineup.fit();
    }

    /// What is compared.
    pub fn lineup(&self) -> &Lineup {
        &self.lineup
    }

    /// Compares what was compared before.
    pub fn restore(&mut self, lineup: Lineup) {
        self.lineup = lineup;
    }

    /// Asks for nothing while `held`: the workers have not come to the scene on show yet.
    pub fn hold(&mut self, held: bool) {
        self.held = held;
    }

    /// Asks again when it is shown again.
    pub fn step_aside(&mut self) {
        self.asked = None;
        self.requests = Requests::default();
        self.probe.step_aside();
    }

    /// Puts the clock at `position` from 0 (data) by 1 (noise) to 2 (data again), running or not.
    pub fn set_clock(&mut self, position: f64, playing: bool) {
        self.clock.position = position;
        self.clock.playing = playing;
    }

    /// Plays or pauses.
    pub fn toggle(&mut self) {
        self.clock.toggle();
    }

    /// Whether the clock runs.
    pub fn is_playing(&self) -> bool {
        self.clock.playing
    }

    /// The process on show.
    pub fn process(&self) -> ProcessKind {
        self.lineup.process
    }

    /// The keys of the clock, before anybody else has them.
    pub fn listen(&mut self, ctx: &egui::Context) {
        self.clock.listen(ctx);
    }

    /// The part of the last panel, if there is one, on which nothing is written.
    pub fn picture(&self) -> Option<Rect> {
        self.picture
    }

    /// Play, the samplers and what else can be chosen, from top to bottom.
    pub fn rail(
        &mut self,
        ui: &mut Ui,
        view: &mut View,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
    ) {
        self.suit(snapshot);
        let shown = self.shown(snapshot, recorded);
        let recording = Recording {
            journey: shown.map(|journey| &**journey),
            under_way: self.waits_for_more_than(shown),
            snapshot,
        };
        let (clock, switches) = (&mut self.clock, &mut self.switches);
        if rail::ui(ui, view, (clock, switches), &mut self.lineup, &recording) {
            self.takes += 1;
        }
    }

    /// The panels with the story above and the clock below, on what is left of `ui`.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        scene: &Scene,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
        commands: &mut Vec<Command>,
    ) {
        self.suit(snapshot);
        let shown = self.shown(snapshot, recorded);
        let waiting = self.waits_for_more_than(shown);
        let follows = self.switches.follow;
        let behind = |journey: &Journey| {
            (follows && behind(journey, snapshot)) || first_learned(journey, snapshot)
        };
        if !waiting && shown.is_some_and(|journey| behind(journey)) {
            self.takes += 1;
        }
        let drawn = Drawn {
            arrows: shown.map_or(Arrows::Off, |journey| arrows(journey, view, snapshot)),
            density: view.density,
            paths: self.switches.paths,
        };
        egui::Panel::bottom("time").show(ui, |ui| {
            bar::ui(ui, &mut self.clock, shown.map(|journey| &**journey), drawn);
        });
        if !self.held {
            self.ask(scene, snapshot, commands);
        }
        if self.clock.playing && shown.is_some() {
            let seconds = ui.input(|input| input.stable_dt).min(0.1);
            let speed = view.journey_speed.factor() as f32;
            self.clock.advance(speed * seconds);
            ui.ctx().request_repaint();
        }
        self.picture = None;
        match shown {
            Some(journey) => self.show(ui, view, snapshot, journey, drawn, commands),
            None => {
                let palette = theme::palette(ui.visuals());
                let font = egui::TextStyle::Body.resolve(ui.style());
                let text = "Recording the way from data to noise and back…";
                let middle = ui.available_rect_before_wrap().center();
                let anchor = egui::Align2::CENTER_CENTER;
                ui.painter().text(middle, anchor, text, font, palette.weak);
            }
        }
    }

    fn show(
        &mut self,
        ui: &mut Ui,
        view: &View,
        snapshot: &Snapshot,
        journey: &Journey,
        drawn: Drawn,
        commands: &mut Vec<Command>,
    ) {
        let margin = Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(10, 6));
        egui::Panel::top("story").frame(margin).show(ui, |ui| {
            let waits = self.lineup.waits && !snapshot.has_learned();
            story::ui(ui, journey, self.clock, waits);
        });
        let whole = ui.available_rect_before_wrap();
        let palette = theme::palette(ui.visuals());
        let ramp = self.ramp.of(palette);
        // No network knows clean data: their field is the one of the smallest level.
        let noisy = journey.process.first_noisy();
        let t = journey.time_at(self.clock.noise()).max(noisy);
        let rects = cells(whole, journey.lanes.len());
        self.picture = rects
            .last()
            .map(|cell| backdrop::picture(ui, journey, *cell));
        self.backdrop
            .prepare(ui, (journey, t), rects[0], snapshot, view, ramp);
        let context = LaneContext {
            backdrop: &self.backdrop,
            journey,
            clock: self.clock,
            drawn,
        };
        let idle = view.probe;
        self.probe.look(ui, &rects, idle);
        for ((rect, lane), view) in rects.iter().zip(0..).zip(&mut self.lane_views) {
            view.ui(ui, *rect, &context, lane);
        }
        let noising = journey.process.noising(t);
        let answering = (snapshot.run == journey.run).then_some(snapshot);
        let backdrop = &self.backdrop;
        let moment = (journey, noising);
        self.probe
            .ui(ui, &rects, backdrop, moment, answering, commands);
        let thinning = (journey.lanes.len() as f32).sqrt();
        if let Some(projection) = self.backdrop.projection(rects[0]) {
            self.requests
                .ask(view, snapshot, &projection, noising, thinning, commands);
        }
    }
}
