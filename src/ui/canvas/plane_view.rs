//! The plane on the screen: its axes, panned and zoomed by hand.

use crate::document::{Document, SceneId};
use crate::mixture::STD_RANGE;
use crate::plane::{Bounds, Point};
use crate::ui::drawing::projection::{Camera, Projection};
use crate::ui::drawing::ticks::{Ruler, Way, letter};
use crate::ui::frame::gesture;
use crate::ui::theme;
use egui::{Align2, PointerButton, Pos2, Rect, Response, TextStyle, Ui, Vec2, vec2};
use egui_plot::{AxisHints, HPlacement, Placement, Plot, PlotResponse};

/// Standard deviations of the target that are in view at first.
const STDS_IN_VIEW: f64 = 3.0;
/// One notch of a wheel is about 50 points.
const ZOOM_PER_POINT: f64 = 0.004;
/// Numbers along the y axis have this room, in points: the canvas must not move when they change.
const Y_AXIS: f32 = 30.0;
/// A change of size by more than this, in points, is the user's.
const RESIZED: f32 = 8.0;
/// A component added by hand has this part of the view as standard deviation.
const NEW_STD: f64 = 0.04;

/// Which hands the plane leaves alone in this frame.
#[derive(Clone, Copy)]
pub struct Taken {
    /// A drag launches particles.
    pub drag: bool,
    /// The wheel belongs to a handle.
    pub wheel: bool,
}

/// Where the plane is looked at, kept between frames.
#[derive(Default)]
pub struct PlaneView {
    camera: Option<Camera>,
    /// The size of the canvas, while the view still fits the whole target: it then follows the size.
    fitted: Option<Vec2>,
    visible: Option<Bounds>,
    screen: Option<Rect>,
    /// Whether the whole target is to be shown.
    to_be_fitted: bool,
    /// What is added to the numbers along x and y.
    offsets: [Option<String>; 2],
    /// The scene for which the camera was placed.
    placed_for: Option<SceneId>,
    /// Whether what is pressed, or was released just now, has been fingers that moved the view.
    pinched: bool,
}

impl PlaneView {
    /// Shows the whole target again, once the hand holds nothing any more.
    pub fn fit(&mut self) {
        self.to_be_fitted = true;
    }

    /// Moves the view with a hand that drags elsewhere.
    pub fn pan(&mut self, by: Vec2) {
        if let Some(camera) = &mut self.camera {
            camera.pan(by);
            self.fitted = None;
        }
    }

    /// Zooms as the wheel and a pinch say that are turned elsewhere, around a point of the plane.
    pub fn zoom(&mut self, wheel: f32, pinch: f32, around: Point) {
        let factor = zoom_factor(wheel, pinch);
        if let Some(camera) = self.camera.as_mut().filter(|_| factor != 1.0) {
            camera.zoom(factor, around);
            self.fitted = None;
        }
    }

    /// What is shown, in data units.
    pub fn visible(&self) -> Option<Bounds> {
        self.visible
    }

    /// Where the plane is on the screen.
    pub fn screen(&self) -> Option<Rect> {
        self.screen
    }

    /// Whether a click is the end of a pinch.
    pub fn was_pinched(&self) -> bool {
        self.pinched
    }

    /// The middle of the view, and a standard deviation that suits it.
    pub fn place_for_one_more(&self) -> (Point, f64) {
        let visible = self.visible.unwrap_or(Bounds::square([0.0, 0.0], 4.0));
        let std = NEW_STD * visible.width().min(visible.height());
        let std = std.clamp(*STD_RANGE.start(), *STD_RANGE.end());
        (visible.center(), std)
    }

    /// Shows the axes on `height` points; what is done to the empty plane, and where it is now.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        height: f32,
        document: &Document,
        taken: Taken,
    ) -> (Response, Projection) {
        if self.placed_for != Some(document.id()) {
            self.placed_for = Some(document.id());
            self.camera = None;
        }
        // What is held must not slide from under the hand.
        if self.to_be_fitted && !ui.input(|input| input.pointer.any_down()) {
            (self.camera, self.to_be_fitted) = (None, false);
        }
        let rulers = rulers(ui, height);
        let plot = self.plot(ui, height, document, taken, rulers);
        let (camera, fitted, pinched) = plot.inner;
        if pinched || ui.input(|input| input.pointer.any_pressed()) {
            self.pinched = pinched;
        }
        let projection = Projection::through(&camera, *plot.transform.frame());
        (self.camera, self.fitted) = (Some(camera), fitted);
        let visible = projection.visible();
        self.visible = Some(visible);
        self.screen = Some(projection.screen);
        name_axes(ui, projection.screen);
        self.offsets = [0, 1].map(|axis| rulers[axis].offset(visible.min[axis], visible.max[axis]));
        (plot.response, projection)
    }

    /// Says what is added to the numbers, in the corners of the plane where the axes end, below what
    /// stands in the `corner` of y; above everything that is drawn there. Where it is said of x.
    pub fn say_offsets(&self, ui: &Ui, corner: Option<Rect>) -> Option<Rect> {
        let (Some(plane), [x, y]) = (self.screen, &self.offsets) else {
            return None;
        };
        let gap = vec2(4.0, 3.0);
        if let Some(y) = y {
            let top = corner.map_or(plane.top(), |corner| corner.bottom());
            let at = Pos2::new(plane.left(), top) + gap;
            say(ui, at, Align2::LEFT_TOP, y);
        }
        x.as_ref()
            .map(|x| say(ui, plane.right_bottom() - gap, Align2::RIGHT_BOTTOM, x))
    }

    fn plot(
        &self,
        ui: &mut Ui,
        height: f32,
        document: &Document,
        taken: Taken,
        [across, up]: [Ruler; 2],
    ) -> PlotResponse<(Camera, Option<Vec2>, bool)> {
        let (mut camera, mut fitted) = (self.camera, self.fitted);
        let held = ui.input(|input| input.pointer.any_down());
        let y_axis = AxisHints::new_y()
            .placement(Placement::from(HPlacement::Left))
            .min_thickness(Y_AXIS * theme::scale(ui));
        Plot::new("plane")
            .height(height)
            .data_aspect(1.0)
            .show_grid(false)
            .x_grid_spacer(across.marks())
            .y_grid_spacer(up.marks())
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_scroll(false)
            .allow_zoom(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .allow_drag(false)
            .custom_x_axes(vec![across.labels(AxisHints::new_x())])
            .custom_y_axes(vec![up.labels(y_axis)])
            .show(ui, |plot| {
                let response = plot.response().clone();
                let screen = response.rect;
                let resized = |size: Vec2| (size - screen.size()).abs().max_elem() > RESIZED;
                if fitted.is_some_and(resized) && !held {
                    camera = None;
                }
                let camera = camera.get_or_insert_with(|| {
                    fitted = Some(screen.size());
                    Camera::fit(&document.mixture().bounds(STDS_IN_VIEW), screen)
                });
                let wants = response.contains_pointer();
                let fingers = gesture::fingers(&response.ctx, response.id, wants);
                let wheel = gesture::wheel(&response.ctx, response.id, wants && !taken.wheel);
                let pinch = gesture::pinch(&response.ctx, response.id, wants);
                let zoom = zoom_factor(wheel, pinch);
                let pointer = response.ctx.input(|input| input.pointer.latest_pos());
                let mut zoom_around = |camera: &mut Camera, factor: f64, pos: Pos2| {
                    let projection = Projection::through(camera, screen);
                    camera.zoom(factor, projection.data_from_screen(pos));
                    fitted = None;
                };
                // The camera moves with the hand: read back from the plot's bounds it would lose digits
                // far from the origin.
                if let Some(touch) = fingers {
                    // What the first finger has taken hold of stays where the second one came down.
                    response.ctx.stop_dragging();
                    camera.pan(touch.translation_delta);
                    // Fingers at one point have no distance that could grow.
                    let factor = f64::from(touch.zoom_delta);
                    if factor.is_finite() && factor > 0.0 {
                        zoom_around(camera, factor, touch.center_pos);
                    }
                } else if zoom != 1.0
                    && let Some(pointer) = pointer
                {
                    zoom_around(camera, zoom, pointer);
                }
                if fingers.is_none() && !taken.drag && response.dragged_by(PointerButton::Primary) {
                    camera.pan(response.drag_delta());
                    fitted = None;
                }
                plot.set_plot_bounds(camera.bounds(screen));
                (*camera, fitted, fingers.is_some())
            })
    }
}

/// How much larger the view is after this much of a wheel, in points, and a pinch.
fn zoom_factor(wheel: f32, pinch: f32) -> f64 {
    f64::from(pinch) * (ZOOM_PER_POINT * f64::from(wheel)).exp()
}

/// The axes of a plane of this height; their upper ends are left to the names.
fn rulers(ui: &Ui, height: f32) -> [Ruler; 2] {
    let letter = letter(ui, &TextStyle::Body.resolve(ui.style()));
    let width = ui.available_width() - Y_AXIS * theme::scale(ui);
    let row = letter[1] as f32;
    [(Way::Across, width), (Way::Up, height - row)].map(|(way, length)| Ruler {
        way,
        length: f64::from(length.max(1.0)),
        letter,
        logarithmic: false,
        name: 1,
    })
}

/// A line of text on a ground of its own, and where that is.
fn say(ui: &Ui, at: Pos2, align: Align2, text: &str) -> Rect {
    let font = TextStyle::Body.resolve(ui.style());
    let galley =
        ui.painter()
            .layout_no_wrap(text.to_owned(), font, ui.visuals().strong_text_color());
    let place = align.anchor_size(at, galley.size());
    let ground = ui.visuals().panel_fill.gamma_multiply(0.8);
    ui.painter().rect_filled(place.expand(2.0), 2.0, ground);
    ui.painter()
        .galley(place.min, galley, ui.visuals().strong_text_color());
    place.expand(2.0)
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
