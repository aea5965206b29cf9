//! Lines along a field, evenly spaced.

use super::arrows::recycled;
use super::flow::{Flow, push_head, push_ribbon};
use super::projection::Projection;
use crate::measure::evenly_spaced;
use crate::plane::Point;
use crate::session::FieldFrame;
use crate::ui::view::FieldKind;
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Shape};
use std::sync::Arc;

/// Between lines where they begin, and one step along a line, in points.
const APART: f64 = 21.0;
const STEP: f64 = 2.5;
/// Heads stand so far apart, in points, and are so much wider than lines.
const HEADS: f64 = 84.0;
const HEAD: f32 = 5.6;
/// While a network learns, lines are drawn anew after so many seconds: in between they stand still to be looked at.
const RENEW: f64 = 0.4;

/// How lines are drawn.
#[derive(Clone, Copy)]
pub struct LineStyle {
    pub ink: Color32,
    /// In points.
    pub width: f32,
    /// log of the density's peak, by which lines fade.
    pub log_peak: f64,
    /// How much farther apart than usual.
    pub thinning: f32,
}

/// The lines of the last field, kept until it changes.
#[derive(Default)]
pub struct Streamlines {
    lines: Vec<Vec<Point>>,
    of: Option<Of>,
    mesh: Arc<Mesh>,
}

/// What lines are of.
struct Of {
    field: Arc<FieldFrame>,
    kind: FieldKind,
    points_per_unit: f64,
    since: f64,
}

impl Streamlines {
    /// The lines of `field` at the time `now`, in seconds; when the next ones are due.
    pub fn follow(
        &mut self,
        field: &Arc<FieldFrame>,
        kind: FieldKind,
        projection: &Projection,
        thinning: f32,
        now: f64,
    ) -> Option<f64> {
        let points_per_unit = projection.points_per_unit();
        if let Some(of) = &self.of {
            let same_place = of.field.arrows == field.arrows
                && of.points_per_unit == points_per_unit
                && of.kind == kind;
            // The exact score changes with target and level only, and at once.
            let same_truth = Arc::ptr_eq(&of.field.exact, &field.exact);
            let same = Arc::ptr_eq(&of.field, field) || (kind == FieldKind::Exact && same_truth);
            if same_place && same {
                return None;
            }
            let due = of.since + RENEW;
            if same_place && same_truth && now < due {
                return Some(due - now);
            }
        }
        let apart = APART * f64::from(thinning) / points_per_unit;
        self.lines = Flow::of(field, kind)
            .map(|flow| of_flow(&flow, apart, STEP / points_per_unit))
            .unwrap_or_default();
        self.of = Some(Of {
            field: field.clone(),
            kind,
            points_per_unit,
            since: now,
        });
        None
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines on the screen.
    pub fn shape(&mut self, projection: &Projection, style: &LineStyle) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let Some(flow) = (self.of.as_ref()).and_then(|of| Flow::of(&of.field, of.kind)) else {
            return Shape::Noop;
        };
        let every = (HEADS / STEP) as usize;
        let mut ribbon: Vec<(Pos2, Color32)> = Vec::new();
        for line in &self.lines {
            ribbon.clear();
            ribbon.extend(line.iter().map(|at| {
                let seen = flow.opacity(*at, style.log_peak);
                let pos = projection.screen_from_data(*at);
                (pos, style.ink.gamma_multiply(seen))
            }));
            push_ribbon(mesh, &ribbon, style.width);
            let first = (ribbon.len() / 2) % every;
            for at in (first..ribbon.len()).step_by(every) {
                let (tip, color) = ribbon[at];
                let before = ribbon[at.saturating_sub(2)].0;
                let along = (tip - before).normalized();
                if along.is_finite() && at >= 2 {
                    let size = HEAD * style.width.max(1.0);
                    push_head(mesh, tip + along * (0.5 * size), along, size, color);
                }
            }
        }
        Shape::Mesh(self.mesh.clone())
    }
}

/// Lines of `flow` that begin `apart` from each other, in steps of `step`, both in data units.
fn of_flow(flow: &Flow<'_>, apart: f64, step: f64) -> Vec<Vec<Point>> {
    evenly_spaced(&|at| flow.at(at), flow.grid().bounds, apart, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::{Bounds, Grid};

    /// A field of two sinks.
    fn field() -> FieldFrame {
        let arrows = Grid::new(Bounds::new(-3.0, 3.0, -2.0, 2.0).unwrap(), 49, 33);
        let vector = |[x, y]: Point| {
            let u = if x.abs() < 0.5 {
                x
            } else {
                x.signum() * (1.0 - x.abs())
            };
            [u, -y]
        };
        let exact: Vec<Point> = (0..arrows.len())
            .map(|i| vector(arrows.at(i % arrows.nx, i / arrows.nx)))
            .collect();
        FieldFrame {
            alpha: 1.0,
            center: [0.0, 0.0],
            sigma: 0.5,
            arrows,
            learned: Arc::default(),
            exact: exact.into(),
            empirical: Arc::default(),
            density: arrows,
            log_density: vec![0.0; arrows.len()].into(),
        }
    }

    #[test]
    fn lines_follow_the_field_keep_apart_and_leave_no_room_for_another() {
        let field = field();
        let flow = Flow::of(&field, FieldKind::Exact).unwrap();
        let (apart, step) = (0.2, 0.025);
        let lines = of_flow(&flow, apart, step);
        assert!(lines.len() > 20);
        for line in &lines {
            for pair in line.windows(2) {
                let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
                let middle = [pair[0][0] + 0.5 * dx, pair[0][1] + 0.5 * dy];
                let [u, v] = flow.at(middle).unwrap();
                let length = u.hypot(v);
                let along = (dx * u + dy * v) / (dx.hypot(dy) * length);
                assert!(along > 0.97 || length < 0.2, "{along} at {middle:?}");
            }
        }
        let distance = |a: Point, b: Point| (a[0] - b[0]).hypot(a[1] - b[1]);
        for (i, line) in lines.iter().enumerate() {
            for other in &lines[..i] {
                let nearest = line
                    .iter()
                    .flat_map(|a| other.iter().map(|b| distance(*a, *b)));
                assert!(nearest.fold(f64::INFINITY, f64::min) >= 0.5 * apart);
            }
        }
        for i in 0..40 {
            let at = [-2.8 + 0.14 * f64::from(i), 1.8 - 0.09 * f64::from(i)];
            let nearest = lines.iter().flatten().map(|point| distance(*point, at));
            assert!(
                nearest.fold(f64::INFINITY, f64::min) < 1.6 * apart,
                "{at:?}"
            );
        }
    }

    #[test]
    fn between_its_points_a_field_is_linear_and_outside_unknown() {
        let field = field();
        let flow = Flow::of(&field, FieldKind::Exact).unwrap();
        let [u, v] = flow.at([1.93, -0.57]).unwrap();
        assert!((u + 0.93).abs() < 1e-9 && (v - 0.57).abs() < 1e-9);
        assert!(flow.at([3.1, 0.0]).is_none());
        assert!(
            Flow::of(&field, FieldKind::Learned).is_none(),
            "nothing learned"
        );
    }
}
