//! Pages for a purpose.

use super::sheet::Sheet;
use super::trim::CaptionPlace;
use crate::export::length::Length;
use crate::figure::{FigureOptions, Medium, Theme};
use crate::wording::choices;

/// What a printed figure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// A column of a journal.
    Column,
    /// Both columns of a journal.
    Double,
    /// A slide, 16:9.
    Slide,
    /// A slide in light ink on near-black.
    DarkSlide,
    /// Something to stand in front of.
    Poster,
}

choices!(PageStyle: Column, Double, Slide, DarkSlide, Poster);

/// The letters of a page when nobody says.
const FONT: Length = Length::points(8.0);
/// The width of a column.
const COLUMN: Length = Length::inches(3.4);

impl PageStyle {
    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Double => "double",
            Self::Slide => "slide",
            Self::DarkSlide => "dark-slide",
            Self::Poster => "poster",
        }
    }

    /// What people read.
    pub fn title(self) -> &'static str {
        match self {
            Self::Column => "A column, 3.4 in wide",
            Self::Double => "Two columns, 7 × 3.4 in",
            Self::Slide => "A slide, 16:9",
            Self::DarkSlide => "A dark slide, 16:9",
            Self::Poster => "A poster, 20 × 16 in",
        }
    }

    /// Its page.
    pub fn sheet(self) -> Sheet {
        let (width, height, font) = match self {
            Self::Column => (COLUMN, None, FONT),
            Self::Double => (Length::inches(7.0), Some(COLUMN), FONT),
            Self::Slide | Self::DarkSlide => (
                Length::inches(13.333),
                Some(Length::inches(7.5)),
                Length::points(18.0),
            ),
            Self::Poster => (
                Length::inches(20.0),
                Some(Length::inches(16.0)),
                Length::points(28.0),
            ),
        };
        let caption = if self == Self::Poster {
            CaptionPlace::Below
        } else {
            CaptionPlace::None
        };
        Sheet {
            width,
            height,
            font,
            caption,
            transparent: false,
        }
    }

    /// What is drawn on it. Papers and talks have titles of their own.
    pub fn options(self) -> FigureOptions {
        FigureOptions {
            show_title: self == Self::Poster,
            theme: if self == Self::DarkSlide {
                Theme::Dark
            } else {
                Theme::Light
            },
            medium: Medium::Print,
            ..FigureOptions::default()
        }
    }
}
