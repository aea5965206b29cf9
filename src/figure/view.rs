//! The table of views: what a picture shows, under one name for the window's maps and for figures.

use super::FieldStyle;
use crate::measure::Quantity;
use serde::{Deserialize, Serialize};

/// What the panels of a figure show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureView {
    /// The score as arrows, or in another of its ways on the plane.
    Field(FieldStyle),
    /// A number at every point of the plane.
    Map(Quantity),
    /// The ends of particles over the true density.
    Samples,
    /// The ways of particles.
    Paths,
    /// Densities and paths over time, along one direction.
    Marginal,
    /// The loss over the noise levels, with its floor.
    Loss,
    /// The distance of samples from the truth over the evaluations they cost.
    Quality,
    /// The share of each mode beside the truth.
    Weights,
}

impl PictureView {
    /// Every view that can be drawn on paper, in the order in which they are listed.
    pub fn all() -> Vec<Self> {
        let fields = [
            FieldStyle::Arrows,
            FieldStyle::Streamlines,
            FieldStyle::Denoiser,
        ];
        let others = [
            Self::Samples,
            Self::Paths,
            Self::Marginal,
            Self::Loss,
            Self::Quality,
            Self::Weights,
        ];
        let fields = fields.into_iter().map(Self::Field);
        let maps = Quantity::ALL.into_iter().map(Self::Map);
        fields.chain(maps).chain(others).collect()
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(FieldStyle::Arrows) => "field",
            Self::Field(FieldStyle::Denoiser) => "denoiser",
            Self::Field(FieldStyle::Streamlines) => "streamlines",
            Self::Field(FieldStyle::Tracers) => "flow",
            Self::Map(quantity) => quantity.facts().id,
            Self::Samples => "samples",
            Self::Paths => "paths",
            Self::Marginal => "marginal",
            Self::Loss => "loss",
            Self::Quality => "quality",
            Self::Weights => "weights",
        }
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        match self {
            Self::Field(FieldStyle::Arrows) => "the score as arrows over the density",
            Self::Field(style) => style.explanation(),
            Self::Map(quantity) => quantity.facts().formula,
            Self::Samples => "the ends of particles over the true density",
            Self::Paths => "the ways of particles over the true density",
            Self::Marginal => "densities over time with paths of the SDE and the ODE",
            Self::Loss => "the loss at every noise level with its floor",
            Self::Quality => "the distance to the truth over the evaluations of the score",
            Self::Weights => "the share of each mode beside the truth",
        }
    }

    /// What menus call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Field(style) => style.name(),
            Self::Map(quantity) => quantity.facts().name,
            Self::Samples => "Samples beside the density",
            Self::Paths => "Paths over the density",
            Self::Marginal => "Densities over time",
            Self::Loss => "Loss at every noise level",
            Self::Quality => "Quality over evaluations",
            Self::Weights => "Shares of the modes",
        }
    }

    /// Whether it shows the plane at one noise level.
    pub fn is_of_one_level(self) -> bool {
        match self {
            Self::Field(_) | Self::Map(_) => true,
            Self::Samples
            | Self::Paths
            | Self::Marginal
            | Self::Loss
            | Self::Quality
            | Self::Weights => false,
        }
    }

    /// The view of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|view| view.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_found_by_its_name_and_every_map_of_the_window_is_one() {
        for view in PictureView::all() {
            assert_eq!(PictureView::of_name(view.name()), Some(view));
        }
        for quantity in Quantity::ALL {
            let view = PictureView::of_name(quantity.facts().id);
            assert_eq!(view, Some(PictureView::Map(quantity)));
        }
        assert_eq!(PictureView::of_name("colour"), None);
    }
}
