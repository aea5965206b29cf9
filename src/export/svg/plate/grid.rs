//! What panels share, and what stands beside them, for a given size of theirs.

use crate::export::font::text_width;
use crate::export::svg::measures::{BAR_WIDTH, BLOCK_GAP, GAP, LABEL, LEADING, TICK, TICK_LENGTH};
use crate::figure::{Panel, Plate};
use crate::wording::Tick;

/// Letters at the ends of axes have at most so many characters.
const SHORT: usize = 3;
/// Between panels.
const PANEL_GAP: f64 = 10.0;
const ROW_GAP: f64 = 5.0;
/// Room for a number on either axis, page units.
const TICK_ROOM: [f64; 2] = [40.0, 32.0];
/// Height divided by width of panels whose axes have units of their own: of a lone one, of a stack, beside others.
const LONE: f64 = 0.66;
const STACKED: f64 = 0.46;
const BESIDE: f64 = 0.8;

/// The numbers along both axes of one panel.
pub type PanelTicks = [Vec<Tick>; 2];

/// Panels in rows and columns, with the room that everything around them needs.
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
    /// Of every panel.
    pub ticks: Vec<PanelTicks>,
    /// The names of the axes, with what is added to every number.
    pub names: [String; 2],
    /// Whether a name is a letter at the end of its axis.
    pub short: [bool; 2],
    /// Whether all panels have the same axis: then its numbers stand once a row or column.
    pub shared: [bool; 2],
    /// Room left of the first column and right of the last, without margins.
    pub left: f64,
    pub right: f64,
    /// Between columns, and between rows.
    pub gaps: [f64; 2],
    /// Above every row.
    pub head: f64,
    /// Below the last row.
    pub axis: f64,
}

impl Grid {
    /// Of `plate` in `columns` columns, with numbers for panels of about this `size`.
    pub fn new(plate: &Plate, columns: usize, size: [f64; 2]) -> Self {
        let first = &plate.panels[0];
        let shared = [0, 1].map(|axis| {
            let same = |panel: &Panel| panel.axes[axis] == first.axes[axis];
            plate.panels.iter().all(same)
        });
        let mut names = [0, 1].map(|axis| first.axes[axis].label.clone());
        let mut ticks = Vec::new();
        for panel in &plate.panels {
            let of_axis =
                |axis: usize| panel.axes[axis].ticks(wanted(axis, size), |t| fits(axis, t, size));
            let found = [0, 1].map(of_axis);
            for (name, (_, offset)) in names.iter_mut().zip(&found) {
                if let Some(offset) = offset
                    && !name.ends_with(offset.as_str())
                {
                    *name = format!("{name}, {offset}");
                }
            }
            ticks.push(found.map(|(ticks, _)| ticks));
        }
        let short = [0, 1].map(|axis| names[axis].chars().count() <= SHORT);
        let widest = |axis: usize| {
            let labels = ticks.iter().flat_map(|ticks: &PanelTicks| &ticks[axis]);
            labels
                .map(|tick| text_width(&tick.label, TICK))
                .fold(0.0, f64::max)
        };
        let numbers = widest(1) + GAP + TICK_LENGTH;
        let row_heads = if plate.row_heads.is_empty() {
            0.0
        } else {
            LEADING * LABEL
        };
        let name = if short[1] { 0.0 } else { LABEL + 2.0 * GAP };
        let letter = if short[0] {
            GAP + text_width(&names[0], LABEL)
        } else {
            0.0
        };
        let under = TICK_LENGTH + 1.45 * TICK;
        let headed = (0..plate.panels.len()).any(|index| !plate.head(index).is_empty());
        Self {
            columns,
            rows: plate.panels.len().div_ceil(columns),
            left: row_heads + name + numbers,
            right: (0.5 * widest(0) + letter).max(bar_room(plate)),
            gaps: [
                (overhang(plate, &ticks, size[0]) + GAP).max(PANEL_GAP)
                    + if shared[1] { 0.0 } else { numbers },
                ROW_GAP + if shared[0] { 0.0 } else { under },
            ],
            head: if headed || short[1] {
                LEADING * LABEL
            } else {
                0.5 * TICK
            },
            axis: under + if short[0] { 0.0 } else { 1.4 * LABEL },
            ticks,
            names,
            short,
            shared,
        }
    }

    /// Height divided by width of every panel.
    pub fn aspect(&self, plate: &Plate) -> f64 {
        let first = &plate.panels[0];
        match (first.equal, self.columns, self.rows) {
            (true, _, _) => first.axes[1].span() / first.axes[0].span(),
            (false, 1, 1) => LONE,
            (false, 1, _) => STACKED,
            (false, _, _) => BESIDE,
        }
    }

    /// Everything above, between and below the panels.
    pub fn height_around(&self) -> f64 {
        let rows = self.rows as f64;
        rows * self.head + (rows - 1.0) * self.gaps[1] + self.axis
    }

    /// Everything left of, between and right of the panels.
    pub fn width_around(&self) -> f64 {
        self.left + (self.columns - 1) as f64 * self.gaps[0] + self.right
    }
}

/// How far numbers of two neighbours reach into the gap between them.
fn overhang(plate: &Plate, ticks: &[PanelTicks], width: f64) -> f64 {
    let beyond = |place: &dyn Fn(f64) -> f64| {
        let panels = plate.panels.iter().zip(ticks);
        let numbers =
            panels.flat_map(|(panel, ticks)| ticks[0].iter().map(move |tick| (panel, tick)));
        let reach = numbers.map(|(panel, tick)| {
            let at = place(panel.axes[0].fraction(tick.value));
            0.5 * text_width(&tick.label, TICK) - at * width
        });
        reach.fold(0.0, f64::max)
    };
    beyond(&|at| at) + beyond(&|at| 1.0 - at)
}

fn wanted(axis: usize, size: [f64; 2]) -> f64 {
    (size[axis] / TICK_ROOM[axis]).clamp(2.0, 7.0)
}

fn fits(axis: usize, ticks: &[Tick], size: [f64; 2]) -> bool {
    let length = |tick: &Tick| match axis {
        0 => text_width(&tick.label, TICK) + 2.0 * GAP,
        _ => TICK * LEADING,
    };
    ticks.iter().map(length).sum::<f64>() <= size[axis]
}

/// The scale of colours with its numbers and its name.
fn bar_room(plate: &Plate) -> f64 {
    plate.bar.as_ref().map_or(0.0, |bar| {
        let widths = bar.ticks.iter().map(|(_, label)| text_width(label, TICK));
        let numbers = widths.fold(0.0, f64::max);
        BLOCK_GAP + BAR_WIDTH + TICK_LENGTH + GAP + numbers + GAP + LABEL
    })
}
