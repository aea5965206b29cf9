//! The plane: density, arrows, particles and handles in one picture, panned and zoomed by hand.

use super::arrows::{ArrowMesh, ArrowStyle};
use super::density::{Density, Source};
use super::document::Document;
use super::handles::{Handles, Tools};
use super::ink::{Compression, Ramps};
use super::launcher::Launcher;
use super::projection::{Camera, Projection};
use super::theme::{self, Palette};
use super::trails::{TrailMesh, TrailStyle};
use super::view::{FieldKind, View};
use super::{format, legend};
use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Grid, Point};
use crate::score::NoiseLevels;
use crate::session::{Command, FieldRequest, RunId, Snapshot};
use egui::{Align2, Color32, Id, Rect, Role, Sense, TextStyle, Ui, WidgetInfo, pos2};
use egui_plot::{Plot, PlotResponse};

/// Standard deviations of the target that are in view at first.
const STDS_IN_VIEW: f64 = 3.0;
/// Points of the screen per sample of the density: the texture is interpolated in between.
const POINTS_PER_SAMPLE: f32 = 5.0;
/// The density without noise has finer detail.
const POINTS_PER_CLEAN_SAMPLE: f32 = 3.0;
/// One notch of a wheel is about 50 points.
const ZOOM_PER_POINT: f64 = 0.004;
/// A component added by hand has this part of the view as standard deviation.
const NEW_STD: f64 = 0.04;

/// The canvas and what it remembers between frames.
#[derive(Default)]
pub struct Canvas {
    camera: Option<Camera>,
    visible: Option<Bounds>,
    /// The scene for which the camera was placed.
    placed_for: Option<String>,
    asked: Option<(RunId, FieldRequest)>,
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
        let launching = self.launcher.armed(ui, view);
        let response = self.plane(ui, document, launching);
        let projection = Projection::new(&response.transform);
        self.camera = Some(Camera::of(&response.transform));
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
                width: 1.4 * scale * scale,
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
            let screen = projection.screen;
            legend::paint(
                ui,
                &painter,
                screen,
                view.field,
                ramp,
                compression,
                scale,
                palette,
            );
        }
        note(ui, &painter, &projection, view, snapshot, sigma, palette);

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
        self.ask(view, snapshot, &projection, sigma, scale, commands);
        self.act(ui, &response, &projection, launching, document, commands)
    }

    /// Axes, panning and zooming.
    fn plane(&mut self, ui: &mut Ui, document: &Document, launching: bool) -> PlotResponse<()> {
        let wheel_is_free = !self.handles.attention().hovered;
        let mut camera = self.camera;
        let target = document.scene().mixture();
        Plot::new("plane")
            .data_aspect(1.0)
            .show_grid(false)
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .allow_drag(!launching)
            .show(ui, |plot| {
                let response = plot.response().clone();
                let screen = response.rect;
                let camera = camera.get_or_insert_with(|| {
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
                }
                plot.set_plot_bounds(camera.bounds(screen));
            })
    }

    /// Clicks on the empty plane.
    fn act(
        &mut self,
        ui: &Ui,
        plane: &PlotResponse<()>,
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
            return document.add_component(projection.to_data(pos), std);
        }
        if response.clicked() {
            document.select(None);
        }
        Ok(())
    }

    /// Asks the workers for the field on what is in view, when that has changed.
    fn ask(
        &mut self,
        view: &View,
        snapshot: &Snapshot,
        projection: &Projection,
        sigma: f64,
        scale: f32,
        commands: &mut Vec<Command>,
    ) {
        let screen = projection.screen;
        if !(screen.width() > 8.0 && screen.height() > 8.0) {
            return;
        }
        let visible = projection.visible();
        let longer = visible.width().max(visible.height());
        let spacing = longer * f64::from(scale) / view.arrows_across as f64;
        let (bounds, arrows) = lattice(&visible, spacing);
        let samples = |points: f32| ((points / POINTS_PER_SAMPLE) as usize).clamp(16, 400);
        let request = FieldRequest {
            bounds,
            sigma,
            arrows,
            density: [samples(screen.width()), samples(screen.height())],
        };
        if self.asked != Some((snapshot.run, request)) {
            self.asked = Some((snapshot.run, request));
            commands.push(Command::Frame(request));
        }
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

/// The multiples of `spacing` that just cover `visible`, so that arrows stay in place while the
/// view moves, and how many there are along x and y.
fn lattice(visible: &Bounds, spacing: f64) -> (Bounds, [usize; 2]) {
    let mut bounds = *visible;
    let mut counts = [2, 2];
    for axis in 0..2 {
        let first = (visible.min[axis] / spacing).floor();
        let last = (visible.max[axis] / spacing).ceil().max(first + 1.0);
        bounds.min[axis] = first * spacing;
        bounds.max[axis] = last * spacing;
        counts[axis] = (last - first) as usize + 1;
    }
    (bounds, counts)
}

/// The root of E|s|^2 of the components taken one by one: the middle of the colour scale. It
/// depends on target and level only, so colours do not change under panning.
fn typical_score(mixture: &GaussianMixture, sigma: f64) -> f64 {
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
        501..=3000 => 1.7,
        _ => 1.3,
    }
}

/// Says why there are no arrows where somebody looks for them.
fn note(
    ui: &Ui,
    painter: &egui::Painter,
    projection: &Projection,
    view: &View,
    snapshot: &Snapshot,
    sigma: f64,
    palette: &Palette,
) {
    let Some(field) = &snapshot.field else {
        return;
    };
    let untrained = view.field != FieldKind::Exact && field.learned.is_empty();
    if !(view.arrows && untrained) {
        return;
    }
    let known = match snapshot.network.noise_levels() {
        NoiseLevels::Fixed(level) => format!("only {}", format::sigma(level)),
        NoiseLevels::All => format!(
            "σ from {} to {}",
            format::significant(snapshot.noise.min()),
            format::significant(snapshot.noise.max())
        ),
    };
    let text = format!(
        "The network was not trained at {}; it knows {known}",
        format::sigma(sigma)
    );
    let font = TextStyle::Body.resolve(ui.style());
    let width = projection.screen.width() - 24.0;
    let galley = painter.layout(text.clone(), font, palette.warning, width.max(40.0));
    let pos = Align2::CENTER_TOP
        .align_size_within_rect(galley.size(), projection.screen.shrink(14.0))
        .min;
    let plate = Rect::from_min_size(pos, galley.size()).expand2(egui::vec2(10.0, 5.0));
    painter.rect_filled(plate, 6.0, palette.panel.gamma_multiply(0.92));
    painter.galley(pos, galley, palette.warning);
    // Painted text is silent: a label of the same place speaks.
    let spoken = ui.interact(plate, Id::unique("untrained"), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn panning_by_less_than_a_cell_keeps_the_arrows_in_place() {
        let view = Bounds::new(-3.02, 3.1, -2.0, 2.0).unwrap();
        let moved = Bounds::new(-2.99, 3.13, -2.0, 2.0).unwrap();
        let (bounds, counts) = lattice(&view, 0.25);
        assert_eq!(bounds.min, [-3.25, -2.0]);
        assert_eq!(
            (bounds.max[0] - bounds.min[0]) / 0.25,
            (counts[0] - 1) as f64
        );
        let (after, _) = lattice(&moved, 0.25);
        let steps = (after.min[0] - bounds.min[0]) / 0.25;
        assert_eq!(steps, steps.round());
    }

    #[test]
    fn the_typical_score_of_one_gaussian_is_its_root_mean_square() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 1.0], 0.6, 1.0)]).unwrap();
        let expected = (2.0 / (0.36 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, 0.8) - expected).abs() < 1e-12);
    }
}
