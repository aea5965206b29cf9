//! The plane: density, arrows, particles and handles in one picture, panned and zoomed by hand.

mod handles;
mod launcher;
mod legend;
mod picture;
mod untrained;

use super::charts::ticks::{clear_of_the_end, linear_marks, tick};
use super::drawing::field_request::Requests;
use super::drawing::projection::{Camera, Projection};
use super::theme;
use super::view::{FieldKind, View, shown_level};
use crate::document::{Document, SceneId};
use crate::plane::{Bounds, Point};
use crate::session::{Command, FieldFrame, Snapshot};
use egui::{Align2, Id, Rect, TextStyle, Ui, Vec2, vec2};
use egui_plot::{GridMark, Plot, PlotResponse};
use handles::Handles;
use handles::tools::Tools;
use launcher::Launcher;
use picture::{Picture, Subject, emphasis};
use std::ops::RangeInclusive;

/// Standard deviations of the target that are in view at first.
const STDS_IN_VIEW: f64 = 3.0;
/// One notch of a wheel is about 50 points.
const ZOOM_PER_POINT: f64 = 0.004;
/// Numbers along the y axis have this room, in points: the canvas must not move when they change.
const Y_AXIS: f32 = 30.0;
/// Left and right of the legend, in points.
const LEGEND_MARGIN: f32 = 8.0;
/// A change of size by more than this, in points, is the user's.
const RESIZED: f32 = 8.0;
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
    screen: Option<Rect>,
    /// The scene for which the camera was placed.
    placed_for: Option<SceneId>,
    requests: Requests,
    picture: Picture,
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

    /// Where the plane is on the screen.
    pub fn screen(&self) -> Option<Rect> {
        self.screen
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
        view: &View,
        document: &mut Document,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        if self.placed_for != Some(document.id()) {
            self.placed_for = Some(document.id());
            self.camera = None;
        }
        let launching = self.launcher.armed(ui, view);
        let whole = ui.available_rect_before_wrap();
        let mut strip = whole;
        *strip.top_mut() = whole.bottom() - self.picture.legend_height(ui, whole.height());
        let height = (strip.top() - whole.top()).max(0.0);
        let response = self.plane(ui, height, document, launching);
        let projection = Projection::new(&response.transform);
        self.camera = Some(Camera::of(&response.transform));
        if response.response.dragged() && !launching {
            self.fitted = None;
        }
        self.visible = Some(projection.visible());
        self.screen = Some(projection.screen);
        name_axes(ui, projection.screen);
        let painter = ui.painter().with_clip_rect(projection.screen);

        let sigma = shown_level(view, document, snapshot);
        self.picture.ui(
            ui,
            &painter,
            strip.shrink2(vec2(LEGEND_MARGIN, 0.0)),
            &Subject {
                view,
                document,
                snapshot,
                projection: &projection,
                sigma,
            },
        );
        let untrained = |field: &FieldFrame| field.learned.is_empty();
        if view.arrows
            && view.field != FieldKind::Exact
            && snapshot.field.as_deref().is_some_and(untrained)
        {
            untrained::ui(ui, &painter, projection.screen, snapshot, sigma);
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
        self.requests.ask(
            view,
            snapshot,
            &projection,
            [1.0, sigma],
            emphasis(view),
            commands,
        );
        self.act(ui, &response, &projection, launching, document, commands)
    }

    /// Axes, panning and zooming.
    fn plane(&mut self, ui: &mut Ui, height: f32, document: &Document, launching: bool) -> Plane {
        let wheel_is_free = !self.handles.attention().hovered;
        let (mut camera, mut fitted) = (self.camera, self.fitted);
        let held = ui.input(|input| input.pointer.any_down());
        let target = document.scene().mixture();
        let response = Plot::new("plane")
            .height(height)
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
            .x_axis_formatter(label)
            .y_axis_formatter(label)
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

/// Numbers along both axes; their ends are left to the names.
fn label(mark: GridMark, range: &RangeInclusive<f64>) -> String {
    if clear_of_the_end(mark, range) {
        tick(mark, range, false)
    } else {
        String::new()
    }
}

/// x and y, at the ends of the axes.
fn name_axes(ui: &Ui, plane: Rect) {
    let font = TextStyle::Body.resolve(ui.style());
    let color = ui.visuals().strong_text_color();
    let painter = ui.painter();
    let gap = 4.0;
    let right = plane.right_bottom() - vec2(gap, 0.0);
    painter.text(right, Align2::RIGHT_TOP, "x", font.clone(), color);
    let above = plane.left_top() - vec2(gap, 0.0);
    painter.text(above, Align2::RIGHT_TOP, "y", font, color);
}
