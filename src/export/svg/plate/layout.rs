//! Where everything of a page of panels stands, in page units with y down.

use super::grid::{Grid, PanelTicks};
use super::keys;
use crate::export::font::{text_width, wrapped};
use crate::export::svg::layout::TextLine;
use crate::export::svg::measures::{
    BAR_WIDTH, BLOCK_GAP, CAPTION, GAP, LABEL, LEADING, LEGEND, Rect, TICK, TICK_LENGTH, TITLE,
};
use crate::figure::{Key, PanelAxis, Plate};

/// A panel in its place.
pub struct PanelPlace {
    pub plot: Rect,
    pub axes: [PanelAxis; 2],
    pub ticks: PanelTicks,
    /// Whether the numbers of either axis stand here.
    pub numbered: [bool; 2],
    /// Whether a letter stands above the numbers of the y axis, which keep clear of it.
    pub lettered: bool,
    pub head: TextLine,
    /// The middle of the upright words left of its row; empty for none.
    pub row_head: TextLine,
}

/// The places of one page.
pub struct PlateLayout {
    pub width: f64,
    pub height: f64,
    pub panels: Vec<PanelPlace>,
    /// The scale of colours and the right edge of its name.
    pub bar: Option<(Rect, f64)>,
    /// The names of the axes, with whether they are letters at the ends.
    pub names: [(String, bool); 2],
    /// Where they stand: x begins or is centred, y begins at its right end or is centred.
    pub names_at: [[f64; 2]; 2],
    pub title: Vec<TextLine>,
    pub caption: Vec<TextLine>,
    pub keys: Vec<(Key, [f64; 2])>,
}

/// What a page spends beside its panels.
#[derive(Clone, Copy)]
pub struct PlateTrim {
    pub margin: f64,
    pub caption: bool,
}

/// The shorter side of the smallest panel.
const SMALLEST: f64 = 34.0;
/// A panel is comfortable from this width on: of planes, and of charts with their numbers.
const COMFORTABLE: [f64; 2] = [58.0, 104.0];
/// Sizes of panels and their numbers depend on each other.
const ROUNDS: usize = 4;
/// Above the legend and the caption.
const TEXT_GAP: f64 = 5.0;

impl PanelPlace {
    /// Where a point in the units of the axes lies on the page.
    pub fn point(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.plot.left + self.axes[0].fraction(x) * self.plot.width,
            self.plot.bottom() - self.axes[1].fraction(y) * self.plot.height,
        ]
    }
}

impl PlateLayout {
    /// A page of this width, and of this height where one is given, page units; `None` where letters leave too little
    /// room for the panels.
    pub fn printed(
        plate: &Plate,
        width: f64,
        height: Option<f64>,
        trim: PlateTrim,
    ) -> Option<Self> {
        let count = plate.panels.len();
        let first = plate.panels.first()?;
        let usual = match count {
            0..=3 => count,
            _ => (count as f64).sqrt().ceil() as usize,
        };
        let tried: Vec<usize> = match (plate.columns, height) {
            (Some(columns), _) => vec![columns.clamp(1, count)],
            (None, None) => (1..=usual).rev().collect(),
            (None, Some(_)) => (1..=count).collect(),
        };
        let roomy = |(_, size): &(Grid, [f64; 2])| size[0].min(size[1]) >= SMALLEST;
        let fitted = |columns: &usize| fitted(plate, (width, height), *columns, trim);
        let mut fits = tried.iter().map(fitted).filter(roomy);
        let best = match height {
            None => {
                let least = COMFORTABLE[usize::from(!first.equal)];
                let mut fits: Vec<(Grid, [f64; 2])> = fits.collect();
                let comfortable = fits.iter().position(|(_, size)| size[0] >= least);
                let last = fits.len().checked_sub(1)?;
                fits.swap_remove(comfortable.unwrap_or(last))
            }
            Some(_) => {
                let first = fits.next()?;
                let area = |(_, size): &(Grid, [f64; 2])| size[0] * size[1];
                fits.fold(first, |best, next| {
                    if area(&next) > area(&best) {
                        next
                    } else {
                        best
                    }
                })
            }
        };
        let (grid, size) = best;
        Some(placed(plate, grid, size, (width, height), trim))
    }

    /// A page without panels.
    pub fn empty(width: f64, height: f64) -> Self {
        let nothing = (String::new(), true);
        Self {
            width,
            height,
            panels: Vec::new(),
            bar: None,
            names: [nothing.clone(), nothing],
            names_at: [[0.0; 2]; 2],
            title: Vec::new(),
            caption: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// The share of the page that the panels take, 0 to 1.
    pub fn plot_share(&self) -> f64 {
        let plots = self
            .panels
            .iter()
            .map(|panel| panel.plot.width * panel.plot.height);
        plots.sum::<f64>() / (self.width * self.height)
    }
}

/// The numbers and the size of panels that agree with each other.
fn fitted(
    plate: &Plate,
    (width, height): (f64, Option<f64>),
    columns: usize,
    trim: PlateTrim,
) -> (Grid, [f64; 2]) {
    let mut size = [width / columns as f64; 2];
    let mut grid = Grid::new(plate, columns, size);
    for _ in 0..ROUNDS {
        let room = width - 2.0 * trim.margin - grid.width_around();
        let across = room / columns as f64;
        let aspect = grid.aspect(plate);
        size = match height {
            None => [across, across * aspect],
            Some(height) => {
                let texts = Texts::new(plate, &grid, (width, across), trim);
                let around = 2.0 * trim.margin + texts.height() + grid.height_around();
                let up = (height - around) / grid.rows as f64;
                if plate.panels[0].equal {
                    let across = across.min(up / aspect);
                    [across, across * aspect]
                } else {
                    [across, up]
                }
            }
        };
        size = size.map(|side| side.max(1.0));
        grid = Grid::new(plate, columns, size);
    }
    (grid, size)
}

/// Title, legend and caption.
struct Texts {
    title: Vec<String>,
    keys: Vec<Vec<(Key, f64)>>,
    caption: Vec<String>,
}

impl Texts {
    fn new(plate: &Plate, grid: &Grid, (width, across): (f64, f64), trim: PlateTrim) -> Self {
        let column = width - 2.0 * trim.margin - grid.left;
        let first = &plate.panels[0].axes[0];
        let caption = plate.caption.iter().filter(|_| trim.caption);
        Self {
            title: wrapped(&plate.title, column, TITLE),
            keys: keys::rows(&plate.keys, across / first.span(), column),
            caption: caption
                .flat_map(|text| wrapped(text, column, CAPTION))
                .collect(),
        }
    }

    fn title_height(&self) -> f64 {
        match self.title.len() {
            0 => 0.0,
            lines => (lines as f64 * LEADING + 0.2) * TITLE,
        }
    }

    fn keys_height(&self) -> f64 {
        match self.keys.len() {
            0 => 0.0,
            rows => TEXT_GAP + rows as f64 * LEGEND * LEADING,
        }
    }

    fn height(&self) -> f64 {
        let caption = match self.caption.len() {
            0 => 0.0,
            lines => TEXT_GAP + lines as f64 * CAPTION * LEADING,
        };
        self.title_height() + self.keys_height() + caption
    }
}

fn placed(
    plate: &Plate,
    grid: Grid,
    size: [f64; 2],
    (width, height): (f64, Option<f64>),
    trim: PlateTrim,
) -> PlateLayout {
    let texts = Texts::new(plate, &grid, (width, size[0]), trim);
    let content =
        2.0 * trim.margin + texts.height() + grid.height_around() + grid.rows as f64 * size[1];
    let height = height.unwrap_or(content);
    let top = trim.margin + 0.5 * (height - content).max(0.0);
    let spare = width - 2.0 * trim.margin - grid.width_around() - grid.columns as f64 * size[0];
    let left = trim.margin + 0.5 * spare.max(0.0) + grid.left;
    let first_row = top + texts.title_height() + grid.head;
    let [dx, dy] = [size[0] + grid.gaps[0], size[1] + grid.head + grid.gaps[1]];
    let count = plate.panels.len();
    let edge = left - grid.left;
    let mut panels = Vec::new();
    for (index, panel) in plate.panels.iter().enumerate() {
        let (row, column) = (index / grid.columns, index % grid.columns);
        let plot = Rect {
            left: left + column as f64 * dx,
            top: first_row + row as f64 * dy,
            width: size[0],
            height: size[1],
        };
        let row_head = plate.row_heads.get(row).filter(|_| column == 0);
        // In a table the heads of columns stand above the first row alone.
        let words = if row > 0 && !plate.row_heads.is_empty() {
            plate.letters(index)
        } else {
            plate.head(index)
        };
        panels.push(PanelPlace {
            plot,
            axes: panel.axes.clone(),
            ticks: grid.ticks[index].clone(),
            numbered: [
                !grid.shared[0] || index + grid.columns >= count,
                !grid.shared[1] || column == 0,
            ],
            lettered: grid.short[1] && index == 0,
            head: TextLine {
                at: [plot.left, plot.top - 0.36 * LABEL],
                text: words,
            },
            row_head: TextLine {
                at: [edge + 0.8 * LABEL, plot.top + 0.5 * plot.height],
                text: row_head.cloned().unwrap_or_default(),
            },
        });
    }
    let bottom = first_row + (grid.rows - 1) as f64 * dy + size[1];
    let right = left + (grid.columns - 1) as f64 * dx + size[0];
    // How far the numbers of the last panel reach beyond it.
    let last = panels.last().map_or(0.0, |panel| {
        let beyond = panel.ticks[0].iter().map(|tick| {
            let short_of_the_end = (1.0 - panel.axes[0].fraction(tick.value)) * size[0];
            0.5 * text_width(&tick.label, TICK) - short_of_the_end
        });
        beyond.fold(0.0, f64::max)
    });
    let middle = 0.5 * (left + right);
    let under = TICK_LENGTH + 1.45 * TICK;
    let last_row_right = panels
        .last()
        .map_or(right, |panel| panel.plot.left + size[0]);
    let x_at = if grid.short[0] {
        [
            last_row_right + last + GAP,
            bottom + TICK_LENGTH + 1.15 * TICK,
        ]
    } else {
        [middle, bottom + under + LABEL]
    };
    let heads = if plate.row_heads.is_empty() {
        0.0
    } else {
        LEADING * LABEL
    };
    let y_at = if grid.short[1] {
        [left - TICK_LENGTH - GAP, first_row - 0.36 * LABEL]
    } else {
        [edge + heads + 0.8 * LABEL, 0.5 * (first_row + bottom)]
    };
    let bar = plate.bar.as_ref().map(|_| {
        let rect = Rect {
            left: right + BLOCK_GAP,
            top: first_row,
            width: BAR_WIDTH,
            height: bottom - first_row,
        };
        (rect, right + grid.right)
    });
    let keys_top = bottom + grid.axis + TEXT_GAP;
    let caption_top = bottom + grid.axis + texts.keys_height() + TEXT_GAP;
    PlateLayout {
        width,
        height,
        panels,
        bar,
        names: [0, 1].map(|axis| (grid.names[axis].clone(), grid.short[axis])),
        names_at: [x_at, y_at],
        title: TextLine::stacked(texts.title, [left, top - 0.2 * TITLE], TITLE),
        caption: TextLine::stacked(texts.caption, [left, caption_top], CAPTION),
        keys: keys::placed(texts.keys, [left, keys_top]),
    }
}
