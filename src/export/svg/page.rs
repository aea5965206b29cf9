//! A page of known width while the size of its plot is being settled.

use super::axis_letters::AxisLetters;
use super::layout::{Bar, Layout, TextLine};
use super::legend;
use super::measures::{
    BAR_WIDTH, BLOCK_GAP, CAPTION, GAP, LABEL, LEADING, LEGEND, Rect, TICK, TICK_LENGTH, TITLE,
};
use super::ticks::axis_ticks;
use super::trim::{Arrangement, Trim};
use crate::export::font::{text_width, wrapped};
use crate::figure::Figure;
use crate::wording::Ticks;

/// Text below the plot is never narrower than this where the page allows it.
const TEXT_WIDTH: f64 = 300.0;
/// The column of text beside the plot, and the gap to its left.
const SIDE_WIDTH: f64 = 165.0;
const SIDE_GAP: f64 = 16.0;
/// Lines of title shown at most.
const TITLE_LINES: usize = 3;
/// Above the legend and the caption.
const TEXT_GAP: f64 = 6.0;
/// Above the colour bar, for its heads.
const BAR_HEAD: f64 = 1.8 * TICK;

/// A page before its plot has a size. A plot is `[width, height]`.
pub struct Page<'a> {
    figure: &'a Figure,
    width: f64,
    arrangement: Arrangement,
    trim: Trim,
    letters: AxisLetters,
    ticks: [Ticks; 2],
    /// Room left of the plot, for ticks and the y label.
    left: f64,
    /// Room right of the plot, for the colour bar and the column of text.
    right: f64,
    /// The width of the column of text beside the plot.
    side: f64,
}

/// The heights of the blocks of text for one size of plot.
struct Blocks {
    /// Left edge and width of legend and caption.
    column: (f64, f64),
    /// Left edge and lines of the title.
    title: (f64, Vec<String>),
    /// Room above the plot for the offset or the letter of the y axis.
    above: f64,
    legend: legend::Rows,
    caption: Vec<String>,
}

impl<'a> Page<'a> {
    pub fn new(figure: &'a Figure, width: f64, arrangement: Arrangement, trim: Trim) -> Self {
        let ticks = axis_ticks(figure);
        let widest = |of: &Ticks| {
            let widths = of.ticks.iter().map(|tick| text_width(&tick.label, TICK));
            widths.fold(0.0, f64::max)
        };
        let letters = AxisLetters::new(figure, &ticks, trim);
        let left = trim.margin + letters.left() + widest(&ticks[1]) + GAP + TICK_LENGTH;
        let bar = if figure.colour_bar.is_some() {
            let columns: f64 = bar_columns(figure).iter().sum();
            BLOCK_GAP + BAR_WIDTH + TICK_LENGTH + columns
        } else {
            // The last x label may stand half outside the plot.
            letters.right().max(0.5 * widest(&ticks[0]))
        };
        let side = if trim.caption {
            SIDE_WIDTH
        } else {
            legend::widest(figure, width / figure.bounds.width())
        };
        let beside = match arrangement {
            Arrangement::Below => 0.0,
            Arrangement::Beside => SIDE_GAP + side,
        };
        Self {
            figure,
            width,
            arrangement,
            trim,
            letters,
            ticks,
            left,
            right: bar + beside + trim.margin,
            side,
        }
    }

    /// The plot that fills the page from left to right.
    pub fn widest(&self) -> [f64; 2] {
        let width = (self.width - self.left - self.right).max(1.0);
        [width, width * self.aspect()]
    }

    pub fn is_filled_by(&self, plot: [f64; 2]) -> bool {
        self.arrangement == Arrangement::Below && plot[0] >= self.widest()[0]
    }

    /// The largest plot on a page of this height. Text is wrapped to the plot, so its height
    /// depends on the answer: shrink until both agree.
    pub fn plot_for(&self, height: f64) -> [f64; 2] {
        let mut plot = self.widest();
        for _ in 0..8 {
            let room = (height - self.height_around(plot)).max(1.0);
            let width = plot[0].min(room / self.aspect());
            if width >= plot[0] {
                break;
            }
            plot = [width, width * self.aspect()];
        }
        plot
    }

    /// Whether plot and text fit into this height.
    pub fn holds(&self, plot: [f64; 2], height: f64) -> bool {
        let blocks = self.blocks(plot);
        self.content_height(plot, &blocks) <= height + 1e-6
    }

    /// Everything above and below the plot.
    pub fn height_around(&self, plot: [f64; 2]) -> f64 {
        let blocks = self.blocks(plot);
        let below = match self.arrangement {
            Arrangement::Below => blocks.text_height(),
            Arrangement::Beside => 0.0,
        };
        2.0 * self.trim.margin + blocks.title_height() + self.letters.axis_height() + below
    }

    /// The height of a page with such a plot.
    pub fn height_with(&self, plot: [f64; 2]) -> f64 {
        self.content_height(plot, &self.blocks(plot))
    }

    fn content_height(&self, plot: [f64; 2], blocks: &Blocks) -> f64 {
        let around_plot = self.height_around(plot) + plot[1];
        match self.arrangement {
            Arrangement::Below => around_plot,
            Arrangement::Beside => {
                let column = 2.0 * self.trim.margin + blocks.title_height() + blocks.text_height();
                around_plot.max(column)
            }
        }
    }

    /// Height divided by width of the plot.
    fn aspect(&self) -> f64 {
        self.figure.bounds.height() / self.figure.bounds.width()
    }

    /// The left edge of the plot: everything together stands in the middle of the page.
    fn plot_left(&self, plot: [f64; 2]) -> f64 {
        0.5 * (self.width - self.left - plot[0] - self.right) + self.left
    }

    fn blocks(&self, plot: [f64; 2]) -> Blocks {
        let column = self.text_column(plot);
        let title = match self.arrangement {
            Arrangement::Below => column,
            Arrangement::Beside => (
                self.plot_left(plot),
                plot[0] + self.right - self.trim.margin,
            ),
        };
        let scale = plot[0] / self.figure.bounds.width();
        let caption: &[String] = if self.trim.caption {
            &self.figure.caption
        } else {
            &[]
        };
        Blocks {
            column,
            title: (title.0, title_lines(&self.figure.title, title.1)),
            above: self.letters.above(&self.ticks[1]),
            legend: legend::rows(self.figure, scale, column.1),
            caption: caption
                .iter()
                .flat_map(|paragraph| wrapped(paragraph, column.1, CAPTION))
                .collect(),
        }
    }

    /// Text below starts where the plot starts, unless the plot is too narrow for it.
    fn text_column(&self, plot: [f64; 2]) -> (f64, f64) {
        let left = self.plot_left(plot);
        if self.arrangement == Arrangement::Beside {
            return (
                left + plot[0] + self.right - self.trim.margin - self.side,
                self.side,
            );
        }
        let under_plot = plot[0] + self.right - self.trim.margin;
        let whole = self.width - 2.0 * self.trim.margin;
        if self.trim.letters_at_ends {
            // On paper text has the whole width: under a low plot it would be a tall column.
            return (self.left, self.width - self.left - self.trim.margin);
        }
        if under_plot >= TEXT_WIDTH || plot[0] >= self.widest()[0] {
            (left, under_plot)
        } else {
            let width = TEXT_WIDTH.min(whole);
            (0.5 * (self.width - width), width)
        }
    }

    /// Settles every place for a plot of this size, in the middle of a page of this height.
    pub fn placed(self, plot: [f64; 2], height: f64) -> Layout {
        let blocks = self.blocks(plot);
        let top = 0.5 * (height - self.content_height(plot, &blocks)).max(0.0) + self.trim.margin;
        let rect = Rect {
            left: self.plot_left(plot),
            top: top + blocks.title_height(),
            width: plot[0],
            height: plot[1],
        };
        let text_top = match self.arrangement {
            Arrangement::Below => rect.bottom() + self.letters.axis_height() + TEXT_GAP,
            // The first sign stands level with the frame.
            Arrangement::Beside => rect.top - 0.2 * LEGEND,
        };
        let caption_top = text_top + blocks.legend_height();
        let column = blocks.column.0;
        Layout {
            width: self.width,
            height,
            plot: rect,
            bar: self.bar(rect),
            title: TextLine::stacked(blocks.title.1, [blocks.title.0, top - 0.2 * TITLE], TITLE),
            caption: TextLine::stacked(blocks.caption, [column, caption_top], CAPTION),
            legend: legend::placed(blocks.legend, [column, text_top], LEGEND * LEADING),
            letters: self
                .letters
                .placed(rect, rect.left - self.left + self.trim.margin),
            x_offset_base: rect.bottom() + TICK_LENGTH + 1.45 * TICK + LABEL,
            offset_base: rect.top - 0.75 * TICK,
            scale: plot[0] / self.figure.bounds.width(),
            min: self.figure.bounds.min,
            ticks: self.ticks,
        }
    }

    fn bar(&self, plot: Rect) -> Option<Bar> {
        self.figure.colour_bar.as_ref()?;
        let rect = Rect {
            left: plot.left + plot.width + BLOCK_GAP,
            top: plot.top + BAR_HEAD,
            width: BAR_WIDTH,
            height: (plot.height - BAR_HEAD).max(1.0),
        };
        let mut edge = rect.left + BAR_WIDTH + TICK_LENGTH;
        let right_edge = |width: f64| {
            edge += width;
            edge
        };
        let columns = bar_columns(self.figure).into_iter();
        Some(Bar {
            rect,
            columns: columns.map(right_edge).collect(),
            head_base: plot.top + 0.75 * TICK,
        })
    }
}

impl Blocks {
    /// With room for a tick label at the upper end of the frame, and for the offset above it.
    fn title_height(&self) -> f64 {
        let lines = match self.title.1.len() {
            0 => 0.0,
            lines => (lines as f64 * LEADING + 0.2) * TITLE,
        };
        lines + self.above
    }

    /// With the gap to the caption.
    fn legend_height(&self) -> f64 {
        match self.legend.len() {
            0 => 0.0,
            rows => rows as f64 * LEGEND * LEADING + TEXT_GAP,
        }
    }

    /// Legend and caption, with the gap above them.
    fn text_height(&self) -> f64 {
        let caption = self.caption.len() as f64 * CAPTION * LEADING;
        match self.legend_height() + caption {
            0.0 => 0.0,
            height => TEXT_GAP + height,
        }
    }
}

fn title_lines(title: &str, width: f64) -> Vec<String> {
    let mut lines = wrapped(title, width, TITLE);
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
