//! The plane: density, arrows, particles and handles in one picture, panned and zoomed by hand. Who
//! lives here: the plane itself, the layers painted on it, the handles of the target, the launcher of
//! particles, and the legend.

mod curtain;
mod handles;
mod launcher;
mod layer;
mod layers;
mod legend;
pub mod level_bar;
mod level_note;
mod plane_view;
mod respawn_hint;
mod share_plates;

use super::drawing::color_ramp::{Compression, ThemedRamps, typical_score};
use super::drawing::field_request::Requests;
use super::drawing::projection::Projection;
use super::shortcuts::Action;
use super::theme;
use super::view::{View, shown_level};
use crate::document::Document;
use crate::noise::Noising;
use crate::plane::{Bounds, Point};
use crate::session::{Command, Snapshot};
use curtain::Curtain;
use egui::{Id, Rect, Response, Ui, vec2};
use handles::Handles;
use handles::tools::Tools;
use launcher::Launcher;
use layer::{Painting, emphasis};
use layers::Layers;
use plane_view::{PlaneView, Taken};
use respawn_hint::RespawnHint;
use share_plates::PlateTools;

/// Left and right of the legend, in points.
const LEGEND_MARGIN: f32 = 8.0;

/// The canvas and what it remembers between frames.
#[derive(Default)]
pub struct Canvas {
    plane: PlaneView,
    ramps: ThemedRamps,
    layers: Layers,
    /// How many rows the legend wants.
    legend_rows: usize,
    handles: Handles,
    launcher: Launcher,
    requests: Requests,
    curtain: Curtain,
    respawn_hint: RespawnHint,
    /// What was asked for by what stands on it.
    asked: Vec<Action>,
}

impl Canvas {
    /// Shows the whole target again.
    pub fn fit(&mut self) {
        self.plane.fit();
    }

    /// Asks for its field anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.requests = Requests::default();
        self.curtain.fall();
    }

    /// What was asked for in the last frame by what stands on the canvas.
    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.asked)
    }

    /// The handle that has the keyboard.
    pub fn focused(&self) -> Option<Id> {
        self.handles.attention().focused
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

    /// Shows the plane with all its layers, the handles on top and the legend below.
    ///
    /// # Errors
    /// One sentence when a click asks for what cannot be done.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        document: &mut Document,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let launching = self.launcher.armed(ui, view);
        let whole = ui.available_rect_before_wrap();
        let mut strip = whole;
        *strip.top_mut() = whole.bottom() - legend::height(ui, self.legend_rows, whole.height());
        let height = (strip.top() - whole.top()).max(0.0);
        let taken = Taken {
            drag: launching,
            wheel: self.handles.attention().hovered,
        };
        let (response, projection) = self.plane.ui(ui, height, document, taken);
        let painter = ui.painter().with_clip_rect(projection.screen);
        let whole = self.requests.are_answered_by(snapshot);
        let mut veiled = painter.clone();
        veiled.set_opacity(self.curtain.opacity(ui, document.id(), whole));

        let sigma = shown_level(view, document, snapshot);
        let ramps = self.ramps.of(ui.visuals().dark_mode, palette);
        let scales = self.layers.draw(&Painting {
            ui,
            painter: &veiled,
            view,
            document,
            snapshot,
            projection: &projection,
            sigma,
            compression: Compression {
                half: typical_score(&snapshot.mixture, sigma),
            },
            ramps,
            palette,
            scale,
        });
        let rows = legend::paint(ui, strip.shrink2(vec2(LEGEND_MARGIN, 0.0)), &scales);
        if self.legend_rows != rows {
            self.legend_rows = rows;
            ui.ctx().request_repaint();
        }

        let swarm = snapshot.swarm.as_deref();
        if view.shares_on_canvas()
            && let Some(swarm) = swarm
        {
            let tools = PlateTools {
                painter: &veiled,
                projection: &projection,
                palette,
                scale,
            };
            share_plates::ui(ui, &tools, document, swarm);
        }
        if view.handles {
            let tools = Tools {
                base: Id::unique("handles"),
                projection: &projection,
                painter: &painter,
                palette,
                scale,
                launching,
                hovered: self.handles.attention().hovered,
            };
            self.handles.ui(ui, &tools, document);
        }
        self.plane.say_offsets(ui);
        if let Some(swarm) = swarm
            && level_note::ui(ui, &veiled, &projection, view, sigma, swarm)
        {
            self.asked.push(Action::ToggleFollowing);
        }
        let moves = view.playback.particles;
        if self
            .respawn_hint
            .ui(ui, &projection, document, swarm, moves)
        {
            self.asked.push(Action::Respawn);
        }
        self.requests.ask(
            view,
            snapshot,
            &projection,
            Noising::exploding(sigma),
            emphasis(view),
            commands,
        );
        self.act(ui, &response, &projection, launching, document, commands)
    }

    /// Clicks on the empty plane.
    fn act(
        &mut self,
        ui: &Ui,
        response: &Response,
        projection: &Projection,
        launching: bool,
        document: &mut Document,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        if launching {
            self.launcher.ui(ui, response, projection, commands);
            return Ok(());
        }
        if response.double_clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            let (_, std) = self.place_for_one_more();
            return document.add_component(projection.data_from_screen(pos), std);
        }
        if response.clicked() {
            document.select(None);
        }
        Ok(())
    }
}
