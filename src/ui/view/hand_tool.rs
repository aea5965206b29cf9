//! What a hand holds that edits the target on the empty canvas.

use crate::wording::every;

/// What a drag on the empty canvas does to the target instead of moving the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandTool {
    /// Draws a rectangle, and selects the Gaussians in it.
    Select,
    /// Draws points.
    Brush,
    /// Takes away the points and Gaussians that it passes.
    Eraser,
}

every!(HandTool: Select, Brush, Eraser);

impl HandTool {
    /// What its button says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "Select",
            Self::Brush => "Brush",
            Self::Eraser => "Eraser",
        }
    }

    /// What menus call it.
    pub fn in_full(self) -> &'static str {
        match self {
            Self::Select => "Select by a rectangle",
            Self::Brush => "Draw points with a brush",
            Self::Eraser => "Erase points and Gaussians",
        }
    }

    /// One sentence on how it is used.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Select => {
                "Drag a rectangle around Gaussians to select them, with Shift more of them; then drag one of them and all move. Ctrl with a drag does the same without this tool."
            }
            Self::Brush => {
                "Drag on the canvas to draw points: each is the middle of a narrow Gaussian. On another target than points they begin one of their own; undo brings the other back."
            }
            Self::Eraser => {
                "Drag over points or the middles of Gaussians to take them away. What is locked stays, and so does the last one."
            }
        }
    }
}
