//! Where everything stands on the page.
//!
//! The plot takes the room that title, labels, colour bar, legend and caption leave; its sides have
//! the ratio of the figure's bounds exactly. Page units: y down, text sizes as below.

use super::legend::{self, Item};
use crate::export::font::{text_width, wrapped};
use crate::figure::{Figure, fixed, round_numbers};

/// A page is at least this wide; a wide, low page is widened until the plot has room.
pub const PAGE_WIDTH: f64 = 400.0;
/// The shorter side of the smallest plot.
const SMALLEST_PLOT: f64 = 150.0;
/// The widest page that is tried, in steps by this factor.
const WIDEN: f64 = 1.06;
const WIDEST: f64 = 1e6;
/// A natural page is at most this many times higher than wide.
const TALLEST: f64 = 2.0;
/// Text below the plot is never narrower than this where the page allows it.
const TEXT_WIDTH: f64 = 300.0;

pub const TITLE: f64 = 12.5;
pub const LABEL: f64 = 11.0;
pub const TICK: f64 = 10.0;
pub const LEGEND: f64 = 9.5;
pub const CAPTION: f64 = 9.0;
/// Baseline below the middle, in text sizes, for figures and capitals centred on a line.
pub const CENTRED: f64 = 0.36;
/// Between baselines, in text sizes.
const LEADING: f64 = 1.32;
pub const TICK_LENGTH: f64 = 3.5;
pub const FRAME_LINE: f64 = 0.7;
/// Between a mark and its label.
pub const GAP: f64 = 3.0;
const MARGIN: f64 = 9.0;
/// Between the plot and the colour bar, and other blocks.
const BLOCK_GAP: f64 = 10.0;
const BAR_WIDTH: f64 = 8.0;
/// Lines of title shown at most.
const TITLE_LINES: usize = 3;

/// A rectangle of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// A line of text and the start of its baseline.
pub struct Line {
    pub at: [f64; 2],
    pub text: String,
}

/// The colour bar and the right edges of its columns of labels.
pub struct Bar {
    pub rect: Rect,
    pub columns: Vec<f64>,
    pub head_base: f64,
}

#[derive(Clone, Copy)]
pub enum Axis {
    X = 0,
    Y = 1,
}

/// A round number on an axis.
pub struct Tick {
    pub value: f64,
    pub label: String,
}

/// The places of one page.
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub plot: Rect,
    pub bar: Option<Bar>,
    pub title: Vec<Line>,
    pub caption: Vec<Line>,
    pub legend: Vec<(Item, [f64; 2])>,
    pub x_label_base: f64,
    pub y_label_base: f64,
    /// Page units a data unit.
    pub scale: f64,
    min: [f64; 2],
    ticks: [Vec<Tick>; 2],
}

impl Layout {
    /// A page whose height is `aspect` times its width.
    pub fn new(figure: &Figure, aspect: f64) -> Self {
        let mut width = PAGE_WIDTH;
        loop {
            let page = Page::new(figure, width);
            let room = width * aspect;
            let plot = page.plot_for(room);
            let roomy = plot[0].min(plot[1]) >= SMALLEST_PLOT.min(page.widest_plot);
            if roomy || width > WIDEST {
                return page.placed(plot, room);
            }
            width *= WIDEN;
        }
    }

    /// The page that the figure fills.
    pub fn natural(figure: &Figure) -> Self {
        let page = Page::new(figure, PAGE_WIDTH);
        let plot = page.widest();
        let height = page.height_around(&plot) + plot[1];
        if height > TALLEST * PAGE_WIDTH {
            return Self::new(figure, TALLEST);
        }
        page.placed(plot, height)
    }

    pub fn x(&self, x: f64) -> f64 {
        self.plot.left + (x - self.min[0]) * self.scale
    }

    pub fn y(&self, y: f64) -> f64 {
        self.plot.bottom() - (y - self.min[1]) * self.scale
    }

    pub fn point(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.x(x), self.y(y)]
    }

    pub fn ticks(&self, axis: Axis) -> &[Tick] {
        &self.ticks[axis as usize]
    }
}

/// A page of known width, before the plot's size is settled.
struct Page<'a> {
    figure: &'a Figure,
    width: f64,
    ticks: [Vec<Tick>; 2],
    /// Room left of the plot, for ticks and the y label.
    left: f64,
    /// Room right of the plot, for the colour bar.
    right: f64,
    widest_plot: f64,
}

impl<'a> Page<'a> {
    fn new(figure: &'a Figure, width: f64) -> Self {
        let ticks = axis_ticks(figure);
        let widest = |ticks: &[Tick]| {
            let widths = ticks.iter().map(|tick| text_width(&tick.label, TICK));
            widths.fold(0.0, f64::max)
        };
        let left = MARGIN + LABEL + 2.0 * GAP + widest(&ticks[1]) + GAP + TICK_LENGTH;
        let columns: f64 = bar_columns(figure).iter().sum();
        // The last x label may stand half outside the plot.
        let overhang = 0.5 * widest(&ticks[0]);
        let right = if figure.colour_bar.is_some() {
            BLOCK_GAP + BAR_WIDTH + TICK_LENGTH + columns + MARGIN
        } else {
            overhang + MARGIN
        };
        Self {
            figure,
            width,
            ticks,
            left,
            right,
            widest_plot: (width - left - right).max(1.0),
        }
    }

    /// Height divided by width.
    fn aspect(&self) -> f64 {
        self.figure.bounds.height() / self.figure.bounds.width()
    }

    fn widest(&self) -> [f64; 2] {
        [self.widest_plot, self.widest_plot * self.aspect()]
    }

    /// The largest plot on a page of this height. Text is wrapped to the plot, so its height
    /// depends on the answer: shrink until both agree.
    fn plot_for(&self, height: f64) -> [f64; 2] {
        let mut plot = self.widest();
        for _ in 0..8 {
            let room = (height - self.height_around(&plot)).max(1.0);
            let width = plot[0].min(room / self.aspect());
            if width >= plot[0] {
                break;
            }
            plot = [width, width * self.aspect()];
        }
        plot
    }

    /// Left edge and width of title, legend and caption. They start where the plot starts, unless
    /// the plot is too narrow for them.
    fn text_column(&self, plot: &[f64; 2]) -> (f64, f64) {
        let group = self.left + plot[0] + self.right;
        let group_left = 0.5 * (self.width - group);
        let beside_plot = plot[0] + self.right - MARGIN;
        let whole = self.width - 2.0 * MARGIN;
        if beside_plot >= TEXT_WIDTH.min(whole - self.left + MARGIN) {
            (group_left + self.left, beside_plot)
        } else {
            let width = TEXT_WIDTH.min(whole);
            (0.5 * (self.width - width), width)
        }
    }

    fn title_lines(&self, width: f64) -> Vec<String> {
        let mut lines = wrapped(&self.figure.title, width, TITLE);
        if lines.len() > TITLE_LINES {
            lines.truncate(TITLE_LINES);
            if let Some(last) = lines.last_mut() {
                while text_width(last, TITLE) + text_width("…", TITLE) > width {
                    last.pop();
                }
                last.push('…');
            }
        }
        lines
    }

    fn caption_lines(&self, width: f64) -> Vec<String> {
        let paragraphs = self.figure.caption.iter();
        paragraphs
            .flat_map(|paragraph| wrapped(paragraph, width, CAPTION))
            .collect()
    }

    fn legend(&self, plot: &[f64; 2], width: f64) -> legend::Rows {
        let scale = plot[0] / self.figure.bounds.width();
        legend::rows(self.figure, scale, width)
    }

    /// Everything above and below the plot.
    fn height_around(&self, plot: &[f64; 2]) -> f64 {
        let (_, width) = self.text_column(plot);
        let [above, labels, legend, caption] = self.heights(plot, width);
        above + labels + legend + caption + MARGIN
    }

    /// The heights of title, x axis, legend and caption, with the gaps above the last two.
    fn heights(&self, plot: &[f64; 2], width: f64) -> [f64; 4] {
        let block = |lines: usize, size: f64, gap: f64| match lines {
            0 => 0.0,
            _ => gap + lines as f64 * size * LEADING,
        };
        let title = block(self.title_lines(width).len(), TITLE, 0.0);
        let labels = TICK_LENGTH + 1.3 * TICK + 1.4 * LABEL;
        let legend = block(self.legend(plot, width).len(), LEGEND, 0.6 * BLOCK_GAP);
        let caption = block(self.caption_lines(width).len(), CAPTION, 0.6 * BLOCK_GAP);
        [MARGIN + title, labels, legend, caption]
    }

    /// Settles every place for a plot of this size, in the middle of a page of this height.
    fn placed(self, plot: [f64; 2], height: f64) -> Layout {
        let (column, column_width) = self.text_column(&plot);
        let [above, labels, legend_height, _] = self.heights(&plot, column_width);
        let spare = (height - self.height_around(&plot) - plot[1]).max(0.0);
        let group = self.left + plot[0] + self.right;
        let rect = Rect {
            left: 0.5 * (self.width - group) + self.left,
            top: 0.5 * spare + above,
            width: plot[0],
            height: plot[1],
        };
        let stack = |lines: Vec<String>, top: f64, size: f64| -> Vec<Line> {
            let place = |(index, text): (usize, String)| Line {
                at: [column, top + (index as f64 * LEADING + 1.0) * size],
                text,
            };
            lines.into_iter().enumerate().map(place).collect()
        };
        let title_top = 0.5 * spare + MARGIN - 0.2 * TITLE;
        let legend_top = rect.bottom() + labels + 0.6 * BLOCK_GAP;
        let caption_top = rect.bottom() + labels + legend_height + 0.6 * BLOCK_GAP;
        let rows = self.legend(&plot, column_width);
        Layout {
            width: self.width,
            height,
            plot: rect,
            bar: self.bar(rect),
            title: stack(self.title_lines(column_width), title_top, TITLE),
            caption: stack(self.caption_lines(column_width), caption_top, CAPTION),
            legend: legend::placed(rows, [column, legend_top], LEGEND * LEADING),
            x_label_base: rect.bottom() + TICK_LENGTH + 1.3 * TICK + LABEL,
            y_label_base: rect.left - self.left + MARGIN + 0.8 * LABEL,
            scale: plot[0] / self.figure.bounds.width(),
            min: self.figure.bounds.min,
            ticks: self.ticks,
        }
    }

    fn bar(&self, plot: Rect) -> Option<Bar> {
        self.figure.colour_bar.as_ref()?;
        let head = 1.8 * TICK;
        let rect = Rect {
            left: plot.left + plot.width + BLOCK_GAP,
            top: plot.top + head,
            width: BAR_WIDTH,
            height: (plot.height - head).max(1.0),
        };
        let mut edge = rect.left + BAR_WIDTH + TICK_LENGTH;
        let right_edge = |width: f64| {
            edge += width;
            edge
        };
        Some(Bar {
            rect,
            columns: bar_columns(self.figure)
                .into_iter()
                .map(right_edge)
                .collect(),
            head_base: plot.top + 0.75 * TICK,
        })
    }
}

/// The widths of the columns beside the colour bar, each with the gap to its left.
fn bar_columns(figure: &Figure) -> Vec<f64> {
    let Some(bar) = &figure.colour_bar else {
        return Vec::new();
    };
    let column = |(index, head): (usize, &String)| {
        let labels = bar.ticks.iter().filter_map(|tick| tick.labels.get(index));
        let widths = labels.chain([head]).map(|label| text_width(label, TICK));
        let gap = if index == 0 { GAP } else { 3.0 * GAP };
        gap + widths.fold(0.0, f64::max)
    };
    bar.heads.iter().enumerate().map(column).collect()
}

/// The same round step on both axes: about six on the longer one.
fn axis_ticks(figure: &Figure) -> [Vec<Tick>; 2] {
    let bounds = figure.bounds;
    let longer = bounds.width().max(bounds.height());
    [0, 1].map(|axis| {
        let side = bounds.max[axis] - bounds.min[axis];
        let wanted = (6.0 * side / longer).round().max(2.0) as usize;
        let (values, decimals) = round_numbers(bounds.min[axis], bounds.max[axis], wanted);
        let tick = |value: f64| Tick {
            value,
            label: fixed(value, decimals),
        };
        values.into_iter().map(tick).collect()
    })
}
