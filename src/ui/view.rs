//! What is shown and how: kept between starts, never part of a scene.

mod chart_kind;
mod following;
mod hand_tool;
mod level;
mod line_tool;
mod panel_widths;
mod pictures;
mod stage;
mod twin;

pub use crate::figure::{FieldKind, FieldStyle};
pub use chart_kind::ChartKind;
pub use following::Following;
pub use hand_tool::HandTool;
pub use level::shown_level;
pub use line_tool::LineTool;
pub use panel_widths::PanelWidths;
pub use stage::Stage;
pub use twin::TwinView;

use super::files::choices::SaveChoices;
use super::theme::ThemeChoice;
use crate::lesson::Progress;
use crate::measure::Quantity;
use crate::session::{Playback, Speed, TrainingPace};
use crate::shapes::Fit;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How the window shows things, and what of the experiment runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Which field the arrows show.
    pub field: FieldKind,
    /// Whether arrows are drawn.
    pub arrows: bool,
    /// As what the field is drawn on the plane.
    pub style: FieldStyle,
    /// What a second plane beside the first one shows.
    pub twin: Option<TwinView>,
    /// Shows the exact arrows behind the learned ones, where they differ.
    pub truth: bool,
    /// Arrows along the longer side of the canvas.
    pub arrows_across: usize,
    /// Whether the density is drawn, or another map in its place.
    pub density: bool,
    /// What is drawn there.
    pub map: Quantity,
    /// Whether both coordinates are shown for themselves at the edges.
    pub marginals: bool,
    /// Whether contours of log p are drawn.
    pub contours: bool,
    /// Shows the density without noise instead of the one at the shown level.
    pub clean_density: bool,
    /// log10 of the constant c in c p(x).
    pub log10_constant: f64,
    /// The noise level shown; `None` until a scene's range is known.
    pub sigma: Option<f64>,
    /// Where it follows the particles instead.
    pub following: Following,
    /// Whether handles are drawn.
    pub handles: bool,
    /// Whether the points of a target of points, and training points, are marked.
    pub points: bool,
    /// What runs, and what the particles follow.
    pub playback: Playback,
    /// Whether the network trains as soon as the window opens.
    pub train_at_start: bool,
    /// How fast the clock of the journey runs.
    pub journey_speed: Speed,
    /// Whether particles leave their last steps behind them.
    pub trails: bool,
    /// Whether the controls are shown.
    pub controls: bool,
    /// Whether the charts are shown.
    pub charts: bool,
    /// How wide both were made.
    pub widths: PanelWidths,
    /// Which chart is in front.
    pub chart: ChartKind,
    /// Which chart lies on the picture in presenter mode.
    pub wall_chart: Option<ChartKind>,
    /// Whether all charts are shown where there is room, not one at a time.
    pub all_charts: bool,
    /// Whether the rail shows all there is to set.
    pub more: bool,
    /// Whether the status line shows what only developers ask for.
    pub timings: bool,
    /// Whether everything is larger, for a room.
    pub presenter: bool,
    /// Whether nothing in the window is animated but what is shown.
    pub less_motion: bool,
    /// The colours of the window.
    pub theme: ThemeChoice,
    /// What stands in the middle.
    pub stage: Stage,
    /// Which card of the first steps is open, counted from 0; none when there is no such card.
    pub card: usize,
    /// How far one has come in the lessons.
    pub lessons: Progress,
    /// How files were saved last.
    pub saving: SaveChoices,
    /// Whether a pointer at rest on the canvas is told the numbers under it.
    pub probe: bool,
    /// Whether the column tells how the objectives of the network differ.
    #[serde(skip)]
    pub identity: bool,
    /// What a drag on the empty canvas draws instead of moving the view.
    #[serde(skip)]
    pub line: Option<LineTool>,
    /// How far the brush and the eraser reach, in points.
    pub brush: f32,
    /// How many Gaussians are fitted to points.
    pub fitted: usize,
    /// What a drag on the empty canvas does to the target instead of moving the view.
    #[serde(skip)]
    pub tool: Option<HandTool>,
    /// Whether the target is shown as a table of numbers.
    #[serde(skip)]
    pub table: bool,
    /// Clicks on the canvas send particles.
    #[serde(skip)]
    pub launching: bool,
    /// A step of the training is shown stage by stage.
    #[serde(skip)]
    pub slow_motion: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            field: FieldKind::Learned,
            arrows: true,
            style: FieldStyle::Arrows,
            twin: None,
            truth: true,
            arrows_across: 24,
            density: true,
            map: Quantity::Density,
            marginals: false,
            contours: true,
            clean_density: false,
            log10_constant: 0.0,
            sigma: None,
            following: Following::default(),
            handles: true,
            points: true,
            // Whoever opens the window sees the network untrained, and then how it learns.
            playback: Playback {
                training: false,
                pace: TrainingPace::Rising,
                ..Playback::default()
            },
            train_at_start: false,
            journey_speed: Speed::Usual,
            trails: true,
            controls: true,
            charts: true,
            widths: PanelWidths::default(),
            chart: ChartKind::Loss,
            wall_chart: None,
            all_charts: false,
            more: false,
            timings: false,
            presenter: false,
            less_motion: false,
            theme: ThemeChoice::System,
            stage: Stage::Learn,
            card: 0,
            lessons: Progress::default(),
            saving: SaveChoices::default(),
            probe: true,
            identity: false,
            line: None,
            brush: 18.0,
            fitted: 5,
            tool: None,
            table: false,
            launching: false,
            slow_motion: false,
        }
    }
}

impl View {
    /// Brings the next chart to the front where charts of the training are; on the wall of a room there is
    /// none after the last.
    pub fn show_next_chart(&mut self) {
        let after = |chart: ChartKind| {
            let at = ChartKind::ALL.iter().position(|kind| *kind == chart)?;
            ChartKind::ALL.get(at + 1).copied()
        };
        let first = ChartKind::ALL[0];
        if self.presenter {
            self.wall_chart = self.wall_chart.map_or(Some(first), after);
        } else if self.stage == Stage::Learn {
            self.chart = after(self.chart).unwrap_or(first);
        }
    }

    /// Both panels beside the stage, as wide as they are by themselves.
    pub fn reset_panels(&mut self) {
        (self.controls, self.charts) = (true, true);
        self.widths = PanelWidths::default();
    }

    /// The most arrows along a side: more are thinner than a pixel apart.
    pub const MAX_ARROWS: usize = 60;
    /// The fewest that still show a field.
    pub const MIN_ARROWS: usize = 8;
    /// How far a brush can reach, in points.
    pub const BRUSHES: RangeInclusive<f32> = 4.0..=80.0;
    /// c reaches from 10^-this to 10^this.
    pub const LOG10_CONSTANT: f64 = 2.0;

    /// Takes `tool` up or puts it down.
    pub fn toggle_line(&mut self, tool: LineTool) {
        self.line = (self.line != Some(tool)).then_some(tool);
        self.tool = None;
    }

    /// Takes `tool` up or puts it down; the hand holds one at a time.
    pub fn toggle_tool(&mut self, tool: HandTool) {
        self.tool = (self.tool != Some(tool)).then_some(tool);
        (self.line, self.launching) = (None, false);
    }

    /// Shows a second plane, of the truth beside what was learned and the other way round, or none.
    pub fn toggle_twin(&mut self) {
        let field = match self.field {
            FieldKind::Learned | FieldKind::Difference => FieldKind::Exact,
            FieldKind::Exact | FieldKind::Empirical => FieldKind::Learned,
        };
        let map = self.map;
        let pinned = false;
        self.twin = self
            .twin
            .is_none()
            .then_some(TwinView { field, map, pinned });
    }

    /// Whether either plane shows `field`.
    pub fn shows_field(&self, field: FieldKind) -> bool {
        self.field == field || self.twin.is_some_and(|twin| twin.field == field)
    }

    /// How the second plane shows things.
    pub fn of_twin(&self) -> Option<Self> {
        let TwinView { field, map, .. } = self.twin?;
        let marginals = false;
        Some(Self {
            field,
            map,
            marginals,
            ..self.clone()
        })
    }

    /// Takes over what was chosen on the second plane.
    pub fn take_twin(&mut self, twin: &Self) {
        let &Self { field, map, .. } = twin;
        self.twin = self.twin.map(|known| TwinView {
            field,
            map,
            ..known
        });
    }

    /// The same without what takes the eye from a step that is shown: arrows, particles and handles.
    pub fn in_slow_motion(&self) -> Self {
        let mut view = self.clone();
        (view.arrows, view.truth, view.handles) = (false, false, false);
        (view.map, view.marginals) = (Quantity::Density, false);
        view.playback.particles_shown = false;
        view
    }

    /// Whether the shares of the particles stand beside the means.
    pub fn shares_on_canvas(&self) -> bool {
        self.stage == Stage::Sample
    }

    /// Brings what was read from disk back into range.
    pub fn sanitized(mut self) -> Self {
        self.arrows_across = self.arrows_across.clamp(Self::MIN_ARROWS, Self::MAX_ARROWS);
        self.log10_constant = if self.log10_constant.is_finite() {
            self.log10_constant
                .clamp(-Self::LOG10_CONSTANT, Self::LOG10_CONSTANT)
        } else {
            0.0
        };
        self.widths = self.widths.sanitized();
        self.playback.training = self.train_at_start;
        self.brush = if self.brush.is_finite() {
            self.brush
                .clamp(*Self::BRUSHES.start(), *Self::BRUSHES.end())
        } else {
            *Self::BRUSHES.start()
        };
        self.fitted = self.fitted.clamp(1, Fit::MOST_COMPONENTS);
        self.sigma = self.sigma.filter(|s| s.is_finite() && *s >= 0.0);
        self
    }
}
