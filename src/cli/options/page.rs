//! The page of a printed figure, and what is drawn on it.

use super::number;
use crate::cli::Failure;
use crate::export::{CaptionPlace, Length, PageStyle, Sheet};
use crate::figure::{FigureOptions, Theme};
use crate::plane::Bounds;
use clap::{Args, ValueEnum};

/// A page in real units, on which letters keep their size.
#[derive(Clone, Debug, Args)]
pub struct PageArgs {
    /// A page for a purpose; the options below change it
    #[arg(long, value_parser = number::choice::<PageStyle>(), value_name = "STYLE", conflicts_with = "size", long_help = STYLES)]
    style: Option<PageStyle>,
    /// The page's width with its unit: 3.4in, 86mm, 245pt, 640px
    #[arg(
        long,
        value_name = "LENGTH",
        conflicts_with = "size",
        allow_hyphen_values = true
    )]
    width: Option<Length>,
    /// The page's height with its unit; the plane is shown as far as it fills the page [default: as high as the figure needs]
    #[arg(
        long,
        value_name = "LENGTH",
        conflicts_with = "size",
        allow_hyphen_values = true
    )]
    height: Option<Length>,
    /// The size of the numbers on the axes; titles are a quarter larger, captions a tenth smaller [default: 8pt]
    #[arg(
        long,
        value_name = "LENGTH",
        conflicts_with = "size",
        allow_hyphen_values = true
    )]
    font_size: Option<Length>,
    /// Pixels an inch of a .png [default: 300 on a page, 96 otherwise]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(30..=2400), conflicts_with = "size")]
    dpi: Option<u32>,
    /// Where the caption stands; it is always printed, and written beside the figure as .txt when it is on no page
    /// [default: none on a page, below otherwise]
    #[arg(long, value_enum, value_name = "PLACE")]
    caption: Option<Caption>,
    /// Write the caption beside the figure as .tex too: a \caption{...} for LaTeX
    #[arg(long, conflicts_with = "size")]
    caption_tex: bool,
    /// Leave the ground blank
    #[arg(long, conflicts_with = "size")]
    transparent: bool,
}

/// What is drawn.
#[derive(Clone, Debug, Args)]
pub struct LookArgs {
    /// The line above the plot, or none [default: the scene's title; none in a column]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Arrows of the score along the longer side, or 0 [default: 24]
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    arrows: Option<usize>,
    /// How many particles have a whole path, or 0 [default: as many as the picture bears]
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    paths: Option<usize>,
    /// Leave the density out
    #[arg(long)]
    no_contours: bool,
    /// The part of the plane to show [default: the target and the particles]
    #[arg(long, value_name = "X0,X1,Y0,Y1", value_parser = number::bounds, allow_hyphen_values = true)]
    bounds: Option<Bounds>,
    /// The noise level of density and arrows [default: the one at which the particles end]
    #[arg(long, value_name = "SIGMA", value_parser = number::finite, allow_negative_numbers = true)]
    level: Option<f64>,
    /// The colours of ground and ink [default: light, on a dark-slide dark]
    #[arg(long, value_enum)]
    theme: Option<Colours>,
}

const STYLES: &str = "A page for a purpose; the options below change it:
  column      3.4in wide, letters of 8pt, no title and no caption
  double      7in x 3.4in, letters of 8pt, no title and no caption
  slide       13.333in x 7.5in (16:9), letters of 18pt, no title and no caption
  dark-slide  the same in light ink on near-black
  poster      20in x 16in, letters of 28pt, with title and caption";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Caption {
    Beside,
    Below,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

/// Pixels an inch where a page is to be printed.
const PRINT_DPI: u32 = 300;
impl PageArgs {
    /// The page, where one is asked for.
    pub fn sheet(&self) -> Option<Sheet> {
        let asked = self.style.is_some()
            || self.width.is_some()
            || self.height.is_some()
            || self.font_size.is_some()
            || self.dpi.is_some()
            || self.caption_tex
            || self.transparent;
        if !asked {
            return None;
        }
        let style = self.style.unwrap_or(PageStyle::Column).sheet();
        Some(Sheet {
            width: self.width.unwrap_or(style.width),
            // Another width makes another shape.
            height: self
                .height
                .or(style.height.filter(|_| self.width.is_none())),
            font: self.font_size.unwrap_or(style.font),
            caption: match self.caption {
                Some(Caption::Beside) => CaptionPlace::Beside,
                Some(Caption::Below) => CaptionPlace::Below,
                Some(Caption::None) => CaptionPlace::None,
                None => style.caption,
            },
            transparent: self.transparent,
        })
    }

    /// Whether the caption is wanted for LaTeX.
    pub fn caption_tex(&self) -> bool {
        self.caption_tex
    }

    /// Whether no caption is wanted.
    pub fn hides_caption(&self) -> bool {
        self.caption == Some(Caption::None)
    }

    /// Pixels an inch of a page.
    pub fn dpi(&self) -> u32 {
        self.dpi.unwrap_or(PRINT_DPI)
    }

    /// What is drawn, with the defaults of the page.
    ///
    /// # Errors
    /// When the caption is to stand where only a page has room for it.
    pub fn options(&self, look: &LookArgs) -> Result<FigureOptions, Failure> {
        let sheet = self.sheet();
        if sheet.is_none() && self.caption == Some(Caption::Beside) {
            return Err(Failure::usage(
                "--caption beside needs a page: add --style or --width",
            ));
        }
        let usual = match (&sheet, self.style) {
            (Some(_), style) => style.unwrap_or(PageStyle::Column).options(),
            (None, _) => FigureOptions::default(),
        };
        Ok(FigureOptions {
            bounds: look.bounds,
            sigma: look.level,
            arrows: look
                .arrows
                .filter(|arrows| *arrows > 0)
                .unwrap_or(usual.arrows),
            paths: look.paths.filter(|paths| *paths > 0),
            show_title: match look.title.as_deref() {
                Some(title) => title != "none",
                None => usual.show_title,
            },
            show_caption: sheet.is_some() || self.caption != Some(Caption::None),
            show_contours: !look.no_contours,
            show_field: look.arrows != Some(0),
            show_paths: look.paths != Some(0),
            theme: match look.theme {
                Some(Colours::Light) => Theme::Light,
                Some(Colours::Dark) => Theme::Dark,
                None => usual.theme,
            },
            ..usual
        })
    }
}

impl LookArgs {
    /// The line above the plot that was asked for.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The noise level that was asked for.
    pub fn level(&self) -> Option<f64> {
        self.level
    }

    /// The arrows that were asked for, 0 for none.
    pub fn arrows(&self) -> Option<usize> {
        self.arrows
    }

    /// The paths that were asked for, 0 for none.
    pub fn paths(&self) -> Option<usize> {
        self.paths
    }
}
