//! The themes there are.

use crate::wording::every;
use serde::{Deserialize, Serialize};

/// Which theme the user asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Follows the desktop.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white.
    LightContrast,
    /// White on black.
    DarkContrast,
}

every!(ThemeChoice: System, Light, Dark, LightContrast, DarkContrast);

impl ThemeChoice {
    /// What the menu calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "Like the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::LightContrast => "Light, high contrast",
            Self::DarkContrast => "Dark, high contrast",
        }
    }

    /// Dark for light and light for dark, in the same contrast; `dark` is what is on screen.
    pub fn opposite(self, dark: bool) -> Self {
        match (self, dark) {
            (Self::System | Self::Light | Self::Dark, true) => Self::Light,
            (Self::System | Self::Light | Self::Dark, false) => Self::Dark,
            (Self::LightContrast | Self::DarkContrast, true) => Self::LightContrast,
            (Self::LightContrast | Self::DarkContrast, false) => Self::DarkContrast,
        }
    }

    /// What egui is told.
    pub fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light | Self::LightContrast => egui::ThemePreference::Light,
            Self::Dark | Self::DarkContrast => egui::ThemePreference::Dark,
        }
    }
}
