//! The target under the hand: its Gaussians, or its curve or points as a whole, to be dragged, stretched, turned,
//! weighted and removed. Who lives here: what a handle is, and the handles of each kind of target.

mod attention;
mod axis;
mod caption;
mod curve;
pub mod drag_handle;
mod ellipse;
mod gaussians;
mod held;
mod mean;
pub mod strokes;
pub mod tools;

use super::legend::{Entry, Mark};
use crate::document::Document;
use attention::Attention;
use curve::CurveHandles;
use egui::Ui;
use gaussians::GaussianHandles;
use tools::Tools;

/// The handles of the target.
#[derive(Default)]
pub struct Handles {
    gaussians: GaussianHandles,
    curve: CurveHandles,
    attention: Attention,
}

impl Handles {
    /// Which handle had the pointer and which the keyboard in the last frame.
    pub fn attention(&self) -> Attention {
        self.attention
    }

    /// Shows them; what the legend says of them.
    pub fn ui(&mut self, ui: &Ui, tools: &Tools<'_>, document: &mut Document) -> Vec<Entry> {
        self.attention = if document.components().is_empty() {
            self.curve.ui(ui, tools, document)
        } else {
            self.gaussians.ui(ui, tools, document)
        };
        if document.components().is_empty() {
            let noun = document.scene().target.noun();
            let help = format!(
                "The {noun} as a whole: drag its middle to move it, the others to turn and resize it."
            );
            return vec![Entry::new(
                Mark::Handle { outline: None },
                "drag, turn, resize",
                help,
            )];
        }
        gaussians::legend(tools, document)
    }
}
