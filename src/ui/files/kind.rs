//! The kinds of files that can be opened.

use crate::files;
use crate::wording::every;
use std::path::Path;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Scene,
    Points,
    Model,
}

every!(FileKind: Scene, Points, Model);

impl FileKind {
    /// The heading of its dialog.
    pub fn title(self) -> &'static str {
        match self {
            Self::Scene => "Open a scene",
            Self::Points => "Open points",
            Self::Model => "Open a model",
        }
    }

    /// What the list calls it, with its endings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scene => "Scenes (.toml)",
            Self::Points => "Points (.csv, .tsv, .txt, .npy, .npz, .png)",
            Self::Model => "Models (.safetensors)",
        }
    }

    /// The endings as a browser wants to hear them.
    pub fn accepted(self) -> &'static str {
        match self {
            Self::Scene => ".toml",
            Self::Points => ".csv,.tsv,.tab,.txt,.dat,.npy,.npz,.png",
            Self::Model => ".safetensors",
        }
    }

    /// What becomes of it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Scene => "A target with its network, training and sampling, saved before.",
            Self::Points => {
                "A table of x and y, or a picture with a silhouette: a narrow Gaussian around every point is the target."
            }
            Self::Model => "A network that was trained before: training goes on from it.",
        }
    }

    /// Whether a file of this name may be one.
    pub fn fits(self, path: &Path) -> bool {
        match self {
            Self::Scene => path
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("toml")),
            Self::Points => files::is_table(path) || files::is_picture(path),
            Self::Model => files::is_model(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_that_is_named_fits_its_kind_and_no_other() {
        for kind in FileKind::ALL {
            let (_, endings) = kind.name().split_once('(').unwrap();
            for ending in endings.trim_end_matches(')').split(", ") {
                let path = format!("a{ending}");
                for other in FileKind::ALL {
                    assert_eq!(other.fits(Path::new(&path)), other == kind, "{path}");
                }
            }
        }
    }
}
