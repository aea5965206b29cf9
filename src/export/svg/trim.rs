//! How tightly a page is filled: on a screen with air around everything, on paper to the edge.

/// Where the caption of a printed figure stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionPlace {
    /// In a column at the right of the plot.
    Beside,
    /// Under the plot.
    Below,
    /// Not on the page: the text around the figure has it.
    #[default]
    None,
}

/// Where legend and caption stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    Below,
    Beside,
}

/// What a page spends beside its plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trim {
    /// Around everything, page units.
    pub margin: f64,
    /// Whether the letters of the axes stand at their ends, where they take no line of their own.
    pub letters_at_ends: bool,
    /// Whether the caption is on the page.
    pub caption: bool,
    /// What is tried.
    pub arrangements: &'static [Arrangement],
}

impl Trim {
    /// For screens, where nobody knows what stands around.
    pub const AIRY: Self = Self {
        margin: 9.0,
        letters_at_ends: false,
        caption: true,
        arrangements: &[Arrangement::Below, Arrangement::Beside],
    };

    /// For paper, which has margins of its own.
    pub fn printed(caption: CaptionPlace) -> Self {
        Self {
            margin: 1.5,
            letters_at_ends: true,
            caption: caption != CaptionPlace::None,
            arrangements: match caption {
                CaptionPlace::Beside => &[Arrangement::Beside],
                CaptionPlace::Below => &[Arrangement::Below],
                CaptionPlace::None => &[Arrangement::Below, Arrangement::Beside],
            },
        }
    }
}
