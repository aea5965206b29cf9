//! What the dialog says of everything that can be saved.

use crate::session::saving::What;

impl What {
    /// The heading of its dialog.
    pub fn title(self) -> &'static str {
        match self {
            Self::Scene => "Save the scene",
            Self::Model => "Save the model",
            Self::Figure => "Export a figure",
            Self::View => "Save the canvas",
            Self::Trajectories => "Export trajectories",
            Self::Screenshot => "Save a screenshot",
        }
    }

    /// What it is good for.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Scene => {
                "The target, the network's shape, the training, the sampler and the seed, as a text file."
            }
            Self::Model => "The network as it is now, for the command line and for later.",
            Self::Figure => {
                "Runs the sampler from the scene's seed on the present network. The same scene, model and seed make the same figure again, here and on the command line."
            }
            Self::View => {
                "The canvas as it is now, with its live particles. They move by chance: a figure that can be made again is exported instead."
            }
            Self::Trajectories => {
                "Runs the sampler from the scene's seed and saves every particle's path."
            }
            Self::Screenshot => {
                "The middle of the window as it was on the screen: with pins, slow motion and live particles, in pixels."
            }
        }
    }

    /// File endings and what they are good for.
    pub fn formats(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Scene => &[("toml", "A text file that can be read and edited.")],
            Self::Model => &[("safetensors", "Weights that other programs can read.")],
            Self::Figure | Self::View => &[
                (
                    "svg",
                    "Lines and letters: sharp at any size, can be edited.",
                ),
                ("png", "Pixels, for slides and web pages."),
                ("pdf", "Lines and letters, for papers."),
            ],
            Self::Screenshot => &[("png", "Pixels, for slides and web pages.")],
            Self::Trajectories => &[
                ("npz", "Arrays for numpy."),
                ("csv", "A table that any program reads."),
            ],
        }
    }

    /// Whether it is drawn, in a size and on a ground.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Figure | Self::View)
    }
}
