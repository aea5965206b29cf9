//! How several Gaussians are brought into line.

use crate::mixture::Component;
use crate::wording::every;

/// What becomes of the means of the selected Gaussians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrangement {
    /// All have the same x.
    Column,
    /// All have the same y.
    Row,
    /// Their distances along x are equal; the outermost stay.
    SpreadAcross,
    /// Their distances along y are equal; the outermost stay.
    SpreadUp,
}

every!(Arrangement: Column, Row, SpreadAcross, SpreadUp);

impl Arrangement {
    /// What menus call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Column => "Align in a column",
            Self::Row => "Align in a row",
            Self::SpreadAcross => "Space evenly across",
            Self::SpreadUp => "Space evenly up",
        }
    }

    /// What it changes.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Column => {
                "Gives the selected Gaussians the same x: the average of theirs, or of the locked ones among them."
            }
            Self::Row => {
                "Gives the selected Gaussians the same y: the average of theirs, or of the locked ones among them."
            }
            Self::SpreadAcross => {
                "Puts the selected Gaussians at equal distances along x, between the outermost two."
            }
            Self::SpreadUp => {
                "Puts the selected Gaussians at equal distances along y, between the outermost two."
            }
        }
    }

    /// Fewer Gaussians than this are in such an order already.
    pub fn least(self) -> usize {
        match self {
            Self::Column | Self::Row => 2,
            Self::SpreadAcross | Self::SpreadUp => 3,
        }
    }

    /// Where the mean of each of `chosen` comes to lie along [`Arrangement::axis`]; `locked` says which give the
    /// line of the others.
    pub fn places(self, chosen: &[&Component], locked: &[bool]) -> Vec<f64> {
        let axis = self.axis();
        let at: Vec<f64> = chosen.iter().map(|c| c.mean[axis]).collect();
        match self {
            Self::Column | Self::Row => {
                let fixed: Vec<f64> = (at.iter().zip(locked))
                    .filter_map(|(at, locked)| locked.then_some(*at))
                    .collect();
                let of = if fixed.is_empty() { &at } else { &fixed };
                let line = of.iter().sum::<f64>() / of.len() as f64;
                vec![line; at.len()]
            }
            Self::SpreadAcross | Self::SpreadUp => {
                let mut order: Vec<usize> = (0..at.len()).collect();
                order.sort_by(|a, b| at[*a].total_cmp(&at[*b]));
                let (first, last) = (at[order[0]], at[order[at.len() - 1]]);
                let mut places = at.clone();
                for (rank, index) in order.into_iter().enumerate() {
                    let part = rank as f64 / (at.len() - 1) as f64;
                    places[index] = first + part * (last - first);
                }
                places
            }
        }
    }

    /// The coordinate that it changes.
    pub fn axis(self) -> usize {
        match self {
            Self::Column | Self::SpreadAcross => 0,
            Self::Row | Self::SpreadUp => 1,
        }
    }
}
