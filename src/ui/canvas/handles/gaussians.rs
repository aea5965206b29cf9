//! The handles of separate Gaussians: every mean, and the axes of the selected one.

use super::attention::Attention;
use super::ellipse;
use super::held::Hold;
use super::tools::Tools;
use super::{axis, mean};
use crate::document::Document;
use crate::ui::canvas::legend::{Entry, Mark};
use egui::layers::ShapeIdx;
use egui::{Shape, Ui};

/// More handles than this hide the picture; such targets are edited as files.
const MAX_HANDLES: usize = 100;

/// What the legend says of them.
pub fn legend(tools: &Tools<'_>, document: &Document) -> Vec<Entry> {
    if document.components().len() > MAX_HANDLES {
        return Vec::new();
    }
    let help = "The mean of a Gaussian of the target, without noise: drag it to move the target, roll the wheel over it for its weight. Around it one standard deviation; two as well while it is touched.";
    let outline = Some(ellipse::ink(tools));
    let mark = Mark::Handle { outline };
    vec![Entry::new(mark, "Gaussian: drag it", help)]
}

/// The handles of the Gaussians, and which of them is held.
#[derive(Default)]
pub struct GaussianHandles {
    held: Hold,
}

impl GaussianHandles {
    /// Shows the handles; which one has pointer or keyboard.
    pub fn ui(&mut self, ui: &Ui, tools: &Tools<'_>, document: &mut Document) -> Attention {
        let mut attention = Attention::default();
        let count = document.components().len();
        if count > MAX_HANDLES {
            return attention;
        }
        // Room below the handles: where an ellipse stands is known after its handles have moved.
        let below: Vec<ShapeIdx> = (0..2 * count)
            .map(|_| tools.painter.add(Shape::Noop))
            .collect();
        let mut said = None;
        let held = &mut self.held;
        for index in 0..count {
            said = mean::ui(held, &mut attention, ui, tools, document, index).or(said);
        }
        let stretched = document.alone().filter(|index| !document.is_locked(*index));
        if let Some(index) = stretched {
            for axis in 0..2 {
                said = axis::ui(held, &mut attention, ui, tools, document, index, axis).or(said);
            }
        }
        for (index, component) in document.components().iter().enumerate() {
            let touched = attention.component == Some(index);
            let chosen = document.is_selected(index) || touched;
            let places = &below[2 * index..2 * index + 2];
            ellipse::outline(tools, component, chosen, places);
        }
        if let Some(caption) = said {
            caption.paint(tools);
        }
        if !ui.input(|input| input.pointer.any_down()) {
            self.held.release();
        }
        attention
    }
}
