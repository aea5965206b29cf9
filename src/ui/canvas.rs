//! The plane: density, arrows, particles and handles in one picture, panned and zoomed by hand.

use super::arrows::{ArrowMesh, ArrowStyle};
use super::density::{Density, Source};
use super::document::Document;
use super::handles::{Handles, Tools};
use super::ink::{Compression, Ramps};
use super::launcher::Launcher;
use super::legend::ColorScale;
use super::projection::{Camera, Projection};
use super::request::Requests;
use super::theme;
use super::ticks::linear_marks;
use super::trails::{TrailMesh, TrailStyle};
use super::view::{FieldKind, View};
use super::{legend, untrained};
use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Grid, Point};
use crate::score::NoiseLevels;
use crate::session::{Command, FieldFrame, Snapshot};
use egui::{Color32, Id, Rect, Ui, Vec2, pos2};
use egui_plot::{Plot, PlotResponse};

/// Standard deviations of the target that are in view at first.
const STDS_IN_VIEW: f64 = 3.0;
/// Points of the screen per sample of the density without noise, which has fine detail.
const POINTS_PER_CLEAN_SAMPLE: f32 = 3.0;
/// One notch of a wheel is about 50 points.
const ZOOM_PER_POINT: f64 = 0.004;
/// Numbers along the y axis have this room, in points: the canvas must not move when they change.
const Y_AXIS: f32 = 30.0;
/// A change of size by more than this, in points, is the user's.
const RESIZED: f32 = 8.0;
/// At the presenter size arrows are this much fewer and thicker, besides growing with the letters.
const EMPHASIS: f32 = 1.45;
/// A component added by hand has this part of the view as standard deviation.
const NEW_STD: f64 = 0.04;

type Plane = PlotResponse<Option<Vec2>>;

/// The canvas and what it remembers between frames.
#[derive(Default)]
pub struct Canvas {
    camera: Option<Camera>,
    /// The size of the canvas, while the view still fits the whole target: it then follows the size.
    fitted: Option<Vec2>,
    visible: Option<Bounds>,
    /// The scene for which the camera was placed.
    placed_for: Option<String>,
    requests: Requests,
    ramps: Option<(bool, Ramps)>,
    density: Density,
    arrows: ArrowMesh,
    trails: TrailMesh,
    handles: Handles,
    launcher: Launcher,
}

impl Canvas {
    /// Shows the whole target again.
    pub fn fit(&mut self) {
        self.camera = None;
    }

    /// Asks for its field anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.requests = Requests::default();
    }

    /// The handle that has the keyboard.
    pub fn focused(&self) -> Option<Id> {
        self.handles.attention().focused
    }

    /// What the canvas shows, in data units.
    pub fn visible(&self) -> Option<Bounds> {
        self.visible
    }

    /// The middle of the view, and a standard deviation that suits it.
    pub fn place_for_one_more(&self) -> (Point, f64) {
        let visible = self.visible.unwrap_or(Bounds::square([0.0, 0.0], 4.0));
        let std = NEW_STD * visible.width().min(visible.height());
        (visible.center(), std)
    }

    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &mut View,
        document: &mut Document,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        if self.placed_for.as_ref() != Some(&document.scene().title) {
            self.placed_for = Some(document.scene().title.clone());
            self.camera = None;
        }
        let emphasis = if view.presenter { EMPHASIS } else { 1.0 };
        let launching = self.launcher.armed(ui, view);
        let response = self.plane(ui, document, launching);
        let projection = Projection::new(&response.transform);
        self.camera = Some(Camera::of(&response.transform));
        if response.response.dragged() && !launching {
            self.fitted = None;
        }
        self.visible = Some(projection.visible());
        let painter = ui.painter().with_clip_rect(projection.screen);

        let dark = ui.visuals().dark_mode;
        let (_, ramps) = match self.ramps.take() {
            Some(ramps) if ramps.0 == dark => self.ramps.insert(ramps),
            _ => self.ramps.insert((dark, Ramps::new(dark, palette))),
        };

        // The density lies below everything.
        let source = if view.clean_density {
            let visible = projection.visible();
            let samples = |points: f32| (points / POINTS_PER_CLEAN_SAMPLE) as usize;
            let grid = Grid::new(
                visible,
                samples(projection.screen.width()).min(512),
                samples(projection.screen.height()).min(512),
            );
            Some(Source::Clean(grid))
        } else {
            snapshot.field.as_ref().map(Source::Smoothed)
        };
        if view.density
            && let Some(source) = source
        {
            let mixture = if view.clean_density {
                document.mixture()
            } else {
                &snapshot.mixture
            };
            let constant = 10f64.powf(view.log10_constant);
            let (texture, covered) =
                self.density
                    .texture(ui.ctx(), &source, mixture, constant, &ramps.density);
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), projection.rect(&covered), uv, Color32::WHITE);
        }

        let sigma = shown_level(view, document, snapshot);
        let compression = Compression {
            half: typical_score(&snapshot.mixture, sigma),
        };
        let ramp = match view.field {
            FieldKind::Difference => &ramps.difference,
            FieldKind::Learned | FieldKind::Exact => &ramps.score,
        };
        if view.arrows
            && let Some(field) = &snapshot.field
        {
            let style = ArrowStyle {
                ramp,
                compression,
                width: 1.4 * scale * emphasis,
            };
            painter.add(self.arrows.shape(field, view.field, &projection, &style));
        }
        if view.particles
            && let Some(swarm) = &snapshot.swarm
        {
            let style = TrailStyle {
                color: palette.particle,
                radius: dot_radius(swarm.len()) * scale,
                trails: view.trails,
            };
            painter.add(self.trails.shape(swarm, &projection, style));
        }

        if view.arrows {
            let scale_of_colors = ColorScale {
                kind: view.field,
                ramp,
                compression,
            };
            legend::paint(ui, &painter, projection.screen, &scale_of_colors);
        }
        let untrained = |field: &FieldFrame| field.learned.is_empty();
        if view.arrows
            && view.field != FieldKind::Exact
            && snapshot.field.as_deref().is_some_and(untrained)
        {
            untrained::ui(ui, &painter, &projection, snapshot, sigma);
        }

        if view.handles {
            let tools = Tools {
                projection: &projection,
                painter: &painter,
                palette,
                scale,
            };
            let free = !self.launcher.owns_the_pointer(view);
            ui.add_enabled_ui(free, |ui| self.handles.ui(ui, &tools, document));
        }
        self.requests.ask(
            view,
            snapshot,
            &projection,
            [1.0, sigma],
            emphasis,
            commands,
        );
        self.act(ui, &response, &projection, launching, document, commands)
    }

    /// Axes, panning and zooming.
    fn plane(&mut self, ui: &mut Ui, document: &Document, launching: bool) -> Plane {
        let wheel_is_free = !self.handles.attention().hovered;
        let (mut camera, mut fitted) = (self.camera, self.fitted);
        let held = ui.input(|input| input.pointer.any_down());
        let target = document.scene().mixture();
        let response = Plot::new("plane")
            .data_aspect(1.0)
            .show_grid(false)
            .x_grid_spacer(linear_marks)
            .y_grid_spacer(linear_marks)
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .allow_drag(!launching)
            .y_axis_min_width(Y_AXIS * theme::scale(ui))
            .show(ui, |plot| {
                let response = plot.response().clone();
                let screen = response.rect;
                let resized = |size: Vec2| (size - screen.size()).abs().max_elem() > RESIZED;
                if fitted.is_some_and(resized) && !held {
                    camera = None;
                }
                let camera = camera.get_or_insert_with(|| {
                    fitted = Some(screen.size());
                    let bounds = target.as_ref().map(|mixture| mixture.bounds(STDS_IN_VIEW));
                    Camera::fit(&bounds.unwrap_or(Bounds::square([0.0, 0.0], 4.0)), screen)
                });
                let wheel = f64::from(response.ctx.input(|input| input.smooth_scroll_delta().y));
                if wheel != 0.0
                    && wheel_is_free
                    && response.contains_pointer()
                    && let Some(pointer) = plot.pointer_coordinate()
                {
                    camera.zoom((ZOOM_PER_POINT * wheel).exp(), [pointer.x, pointer.y]);
                    fitted = None;
                }
                plot.set_plot_bounds(camera.bounds(screen));
                fitted
            });
        self.fitted = response.inner;
        response
    }

    /// Clicks on the empty plane.
    fn act(
        &mut self,
        ui: &Ui,
        plane: &Plane,
        projection: &Projection,
        launching: bool,
        document: &mut Document,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let response = &plane.response;
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

/// The level on screen: the chosen one, else the only one that is trained, else a middle one.
pub fn shown_level(view: &View, document: &Document, snapshot: &Snapshot) -> f64 {
    let unchosen = || match document.scene().training.noise_levels {
        NoiseLevels::Fixed(sigma) => sigma,
        NoiseLevels::All => snapshot.noise.at(0.4),
    };
    view.sigma.unwrap_or_else(unchosen)
}

/// The root of E|s|^2 of the components taken one by one: the middle of the colour scale. It
/// depends on target and level only, so colours do not change under panning.
pub fn typical_score(mixture: &GaussianMixture, sigma: f64) -> f64 {
    let variance = sigma * sigma;
    let mean: f64 = mixture
        .components()
        .iter()
        .map(|component| {
            let ([large, small], _) = component.axes();
            let precision = |std: f64| 1.0 / (std * std + variance).max(1e-24);
            component.weight * (precision(large) + precision(small))
        })
        .sum();
    mean.sqrt()
}

/// Dots get smaller as they get many.
fn dot_radius(particles: usize) -> f32 {
    match particles {
        0..=500 => 2.2,
        501..=3000 => 1.6,
        _ => 1.3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn the_typical_score_of_one_gaussian_is_its_root_mean_square() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 1.0], 0.6, 1.0)]).unwrap();
        let expected = (2.0 / (0.36 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, 0.8) - expected).abs() < 1e-12);
    }
}
