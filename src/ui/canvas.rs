//! The plane: density, arrows, particles and handles in one picture, panned and zoomed by hand. Who
//! lives here: the plane itself, the layers painted on it, the handles of the target, the launcher of
//! particles, the switch between fields, the legend, the probe, and slow motion.

mod context_menu;
mod curtain;
mod drawn_line;
mod field_switch;
mod handles;
mod launcher;
mod layer;
mod layers;
mod legend;
pub mod level_bar;
mod level_note;
mod map_legend;
mod maps;
mod places;
mod plane_view;
pub mod probe;
mod respawn_hint;
mod share_plates;
pub mod slow_motion;
mod twin;

use super::drawing::color_ramp::ThemedRamp;
use super::drawing::compression::TypicalScore;
use super::drawing::field_request::Requests;
use super::drawing::peak::LogPeak;
use super::drawing::projection::Projection;
use super::instruments::sheet::Sheet;
use super::shortcuts::Action;
use super::theme;
use super::view::{HandTool, Stage, View, shown_level};
use crate::document::Document;
use crate::measure::Quantity;
use crate::noise::Noising;
use crate::plane::{Bounds, Point};
use crate::session::{Command, Snapshot};
use curtain::Curtain;
use drawn_line::DrawnLine;
use egui::{Id, Rect, Ui, UiBuilder};
use handles::Handles;
use handles::strokes::Strokes;
use handles::tools::Tools;
use launcher::Launcher;
use layer::{Painting, emphasis};
use layers::Layers;
use legend::Legend;
use maps::Maps;
use plane_view::{PlaneView, Taken};
use probe::Probe;
use respawn_hint::RespawnHint;
use share_plates::PlateTools;
use slow_motion::SlowMotion;
use twin::Twin;

/// The canvas and what it remembers between frames.
#[derive(Default)]
pub struct Canvas {
    plane: PlaneView,
    /// Where the plane was on the screen in the last frame.
    pub(in crate::ui) projection: Option<Projection>,
    ramp: ThemedRamp,
    typical_score: TypicalScore,
    layers: Layers,
    legend: Legend,
    peak: LogPeak,
    maps: Maps,
    line: DrawnLine,
    twin: Twin,
    /// Where the switch of fields, the legend and what a map says were in the last frame.
    plates: [Option<Rect>; 3],
    handles: Handles,
    launcher: Launcher,
    strokes: Strokes,
    requests: Requests,
    curtain: Curtain,
    respawn_hint: RespawnHint,
    probe: Probe,
    slow_motion: SlowMotion,
    /// Where the menu of the plane was opened.
    menu_at: Option<Point>,
    /// What was asked for by what stands on it.
    asked: Vec<Action>,
    /// What a stroke has changed, to be said.
    said: Option<String>,
}

impl Canvas {
    /// Shows the whole target again.
    pub fn fit(&mut self) {
        self.plane.fit();
    }

    /// Asks for its field anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.requests = Requests::default();
        self.maps.step_aside();
        self.line.step_aside();
        self.probe.step_aside();
        self.curtain.fall();
    }

    /// What was asked for in the last frame by what stands on the canvas.
    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.asked)
    }

    /// What a stroke of the last frame has changed, in a sentence.
    pub fn take_said(&mut self) -> Option<String> {
        self.said.take()
    }

    /// The handle that has the keyboard.
    pub fn focused(&self) -> Option<Id> {
        (self.handles.attention().focused).or(self.probe.focused())
    }

    /// What the canvas shows, in data units.
    pub fn visible(&self) -> Option<Bounds> {
        self.plane.visible()
    }

    /// Where the plane is on the screen.
    pub fn screen(&self) -> Option<Rect> {
        self.plane.screen()
    }

    /// The middle of the view, and a standard deviation that suits it.
    pub fn place_for_one_more(&self) -> (Point, f64) {
        self.plane.place_for_one_more()
    }

    /// The probe of its points.
    pub fn probe_mut(&mut self) -> &mut Probe {
        &mut self.probe
    }

    /// The slow motion of a step on it.
    pub fn slow_motion_mut(&mut self) -> &mut SlowMotion {
        &mut self.slow_motion
    }

    /// Shows the plane with all its layers, the handles, the switch of fields and the legend on top.
    ///
    /// # Errors
    /// One sentence when a click asks for what cannot be done.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &mut View,
        document: &mut Document,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let whole = ui.available_rect_before_wrap();
        let halves = twin::halves(whole, view, theme::scale(ui));
        let Some([first, second]) = halves.filter(|_| !self.slow_motion.is_open()) else {
            return self.plane(ui, None, view, document, snapshot, commands);
        };
        let room = UiBuilder::new().max_rect(first);
        let shown = ui.scope_builder(room, |ui| {
            self.plane(ui, Some(second), view, document, snapshot, commands)
        });
        shown.inner
    }

    /// The first plane, and its twin on the `second` place where there is one.
    fn plane(
        &mut self,
        ui: &mut Ui,
        second: Option<Rect>,
        view: &mut View,
        document: &mut Document,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let twin = second.and_then(|place| Some((place, view.of_twin()?)));
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let launching = self.launcher.armed(ui, view);
        let busy = launching || view.line.is_some() || view.slow_motion;
        let tool = self.strokes.armed(ui, view, busy);
        let scene = document.id();
        self.slow_motion.follow(ui, view, snapshot, scene, commands);
        let slow = self.slow_motion.is_open();
        let step = snapshot.step.as_deref().filter(|_| slow);
        if slow && self.slow_motion.strip(ui, view, step) {
            self.asked.push(Action::ToggleTraining);
        }
        let height = ui.available_height().max(0.0);
        let taken = Taken {
            drag: busy || tool.is_some() || self.probe.is_asking(),
            wheel: self.handles.attention().hovered,
        };
        let (response, projection) = self.plane.ui(ui, height, document, taken);
        self.probe.belong_to(document.id());
        // Nothing else takes the eye from a step in slow motion.
        let quiet = slow.then(|| view.in_slow_motion());
        let idle = view.probe && !(busy || slow || tool.is_some() || self.plane.was_pinched());
        self.probe.look(ui, &response, idle);
        self.projection = Some(projection);
        let painter = ui.painter().with_clip_rect(projection.screen);
        let whole = self.requests.are_answered_by(snapshot);
        let mut veiled = painter.clone();
        let opacity = self.curtain.opacity(ui, document.id(), whole);
        veiled.set_opacity(opacity);
        // What is not to be seen is not read aloud either, and cannot be clicked.
        let is_seen = opacity > 0.0;

        let sigma = shown_level(view, document, snapshot);
        let place = (&projection, sigma);
        let beside = twin.as_ref().and_then(|(_, twin)| twin.shown_map());
        let wanted = [view.shown_map(), beside];
        self.maps.follow(ui, wanted, snapshot, place, commands);
        let ramp = self.ramp.of(palette);
        let field = snapshot.field.as_ref();
        let noising = field.map_or(Noising::exploding(sigma), |field| field.noising());
        let taken: Vec<Rect> = self.plates.into_iter().flatten().collect();
        let compression = self
            .typical_score
            .of(&snapshot.mixture, Noising::exploding(sigma));
        let mut free = projection.screen;
        if let Some(legend) = self.plates[2].or(self.plates[1]) {
            *free.bottom_mut() = legend.top();
        }
        let sheet = Sheet {
            painter: &veiled,
            projection: &projection,
            free,
            palette,
            scale,
            emphasis: emphasis(view),
            field: field.map(|field| (&**field, compression)),
        };
        let painting = Painting {
            ui,
            painter: &veiled,
            view: quiet.as_ref().unwrap_or(view),
            document,
            snapshot,
            projection: &projection,
            sigma,
            compression,
            log_peak: self.peak.of(&snapshot.mixture, noising),
            taken: &taken,
            map: self.maps.picture(0),
            ramp,
            // Where particles are what is looked at, a pin beside them is not.
            quiet: self.probe.is_asking()
                || (self.probe.is_open() && view.stage == Stage::Learn)
                || view.shown_map() == Some(Quantity::Surplus),
            palette,
            scale,
        };
        let mut entries = self.layers.draw(&painting);
        if let Some(step) = step {
            entries.extend(self.slow_motion.paint(ui, &sheet, &response, step));
        }
        if let Some((place, of_twin)) = &twin {
            self.twin
                .paint(*place, of_twin, &painting, self.maps.picture(1));
        }

        let swarm = snapshot.swarm.as_deref().filter(|_| !slow);
        if view.shares_on_canvas()
            && is_seen
            && let Some(swarm) = swarm
        {
            let tools = PlateTools {
                painter: &veiled,
                projection: &projection,
                palette,
                scale,
                taken: &taken,
            };
            share_plates::ui(ui, &tools, document, swarm);
        }
        let sweeping = matches!(tool, Some(HandTool::Brush | HandTool::Eraser));
        let through = launching && self.launcher.passes_handles(ui, view);
        let tools = |base: &str| Tools {
            base: Id::unique(base),
            projection: &projection,
            painter: &painter,
            palette,
            scale,
            launching: through || sweeping,
            legend: self.plates[1],
            hovered: self.handles.attention().hovered,
        };
        let (mut drawn, mut edited) = (Ok(()), Ok(()));
        if !slow {
            let pins = tools("pins");
            entries.extend(self.probe.ui(ui, &painting, &sheet, &pins, commands));
            let tool = view.line.filter(|_| !launching);
            drawn = (self.line).draw(ui, tool, document.id(), (&response, &painting));
            let line = (self.line).ui(ui, &painting, &tools("line"), commands);
            entries.extend(line);
        }
        let handles = painting.view.handles;
        if let Some(tool) = tool {
            let tools = tools("strokes");
            let said = (self.strokes).ui(ui, (tool, view), &response, &tools, document);
            edited = said.map(|said| self.said = said);
        }
        if handles {
            let tools = tools("handles");
            entries.extend(self.handles.ui(ui, &tools, document));
            self.asked.extend(self.handles.attention().asked);
        }
        match step {
            Some(step) => self.slow_motion.show_numbers(ui, &sheet, step),
            None if is_seen && !slow => {
                let legend = self.plates[1].map_or(projection.screen.bottom(), |plate| plate.top());
                let free = projection.screen.with_max_y(legend);
                self.line.show_plate(ui, free, palette);
                self.probe.show_numbers(ui, &sheet, &snapshot.mixture);
            }
            None => {}
        }
        if is_seen
            && let Some(swarm) = swarm
            && level_note::ui(
                ui,
                &veiled,
                &projection,
                view,
                self.plates[0],
                (sigma, swarm),
            )
        {
            self.asked.push(Action::ToggleFollowing);
        }
        if self
            .respawn_hint
            .ui(ui, &projection, document, snapshot, &view.playback)
        {
            self.asked.push(Action::Respawn);
        }
        let offset = self.plane.say_offsets(ui, self.plates[0]);
        let mut free = projection.screen;
        if let Some(offset) = offset {
            *free.right_mut() = offset.left();
        }
        let legend = self.legend.ui(ui, free, entries);
        let said = if is_seen && !slow && view.shown_map().is_some() {
            self.maps.say(ui, 0, projection.screen, legend)
        } else {
            None
        };
        let data = document.scene().data;
        let switch = (!slow).then(|| field_switch::ui(ui, projection.screen, view, data));
        self.plates = [switch.flatten(), legend, said];
        self.requests.ask(
            view,
            snapshot,
            &projection,
            Noising::exploding(sigma),
            emphasis(view),
            commands,
        );
        // With the launch tool a button that is held sends a stream.
        if !launching && let Some(chosen) = context_menu::of_plane(&response, document, view.stage)
        {
            self.choose(chosen, document)?;
        }
        if let (Some((_, mut of_twin)), true) = (twin, is_seen) {
            let maps = &self.maps;
            let of = (&mut of_twin, document.scene().data);
            (self.twin).ui(ui, of, &projection, maps, &mut self.plane);
            view.take_twin(&of_twin);
        }
        let taken = (launching, tool.is_some());
        let acted = self.act(ui, &response, &projection, taken, document, commands);
        drawn.and(edited).and(acted)
    }
}
