//! How files were saved last: kept between saves and between starts.

use crate::export::PageStyle;
use crate::session::saving::What;
use serde::{Deserialize, Serialize};

/// What the dialogs begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveChoices {
    /// The ending of figures; empty before one was saved.
    pub(super) figure: String,
    /// The ending of trajectories.
    pub(super) trajectories: String,
    /// Width and height in pixels where they were chosen by hand.
    pub size: Option<[u32; 2]>,
    /// Light ink on a dark ground.
    pub dark: bool,
    /// Saves the model beside a figure.
    pub with_model: bool,
    /// The page of paper that figures were made for, and whether with their captions.
    pub page: Option<PageStyle>,
    pub caption: bool,
}

impl SaveChoices {
    /// The ending that a name is suggested with.
    pub fn ending(&self, what: What) -> &'static str {
        let kept = match what {
            What::Scene | What::Model | What::Screenshot => "",
            What::Figure | What::View => &self.figure,
            What::Trajectories => &self.trajectories,
        };
        let mut known = what.formats().iter().map(|(ending, _)| *ending);
        let usual = what.formats()[0].0;
        known.find(|ending| *ending == kept).unwrap_or(usual)
    }

    /// Takes note of the ending of a file that was asked for.
    pub fn remember_ending(&mut self, what: What, ending: &str) {
        let known = what.formats().iter().any(|(known, _)| *known == ending);
        match what {
            What::Figure | What::View if known => ending.clone_into(&mut self.figure),
            What::Trajectories if known => ending.clone_into(&mut self.trajectories),
            What::Figure
            | What::View
            | What::Trajectories
            | What::Scene
            | What::Model
            | What::Screenshot => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_remembered_for_its_kind_and_nonsense_is_not() {
        let mut choices = SaveChoices::default();
        assert_eq!(choices.ending(What::Figure), "svg");
        choices.remember_ending(What::View, "pdf");
        choices.remember_ending(What::Trajectories, "csv");
        choices.remember_ending(What::Figure, "jpeg");
        choices.remember_ending(What::Scene, "pdf");
        assert_eq!(choices.ending(What::Figure), "pdf");
        assert_eq!(choices.ending(What::Trajectories), "csv");
        assert_eq!(choices.ending(What::Scene), "toml");
        let kept = toml::to_string(&choices).unwrap();
        assert_eq!(toml::from_str::<SaveChoices>(&kept).unwrap(), choices);
        let other: SaveChoices = toml::from_str("figure = \"jpeg\"").unwrap();
        assert_eq!(other.ending(What::Figure), "svg");
    }
}
