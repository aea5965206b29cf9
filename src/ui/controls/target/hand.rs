//! What the hand holds: the tools that edit the target on the canvas.

use crate::ui::controls::context::ControlContext;
use crate::ui::controls::form;
use crate::ui::shortcuts::Action;
use crate::ui::view::{HandTool, View};
use egui::{Button, RichText, Ui, vec2};

const REACH: &str = "How far the brush and the eraser reach from the pointer, in points of the screen: the points of a stroke are scattered over it, and the kernels of a new cloud are 0.4 times as wide.";

/// A button for each tool; the one that is held stands out.
pub fn tools(ui: &mut Ui, context: &mut ControlContext<'_>) {
    ui.horizontal(|ui| {
        let gaps = ui.spacing().item_spacing.x * (HandTool::ALL.len() - 1) as f32;
        let width = (ui.available_width() - gaps) / HandTool::ALL.len() as f32;
        for tool in HandTool::ALL {
            let held = context.view.tool == Some(tool);
            let button = Button::selectable(held, tool.name()).frame_when_inactive(true);
            let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
            let response = ui
                .add_sized(size, button)
                .on_hover_text(format!("{} Escape puts it down.", tool.explanation()))
                .accessible_name(tool.in_full());
            if response.clicked() {
                context.actions.push(Action::ToggleTool(tool));
            }
        }
    });
}

/// How far the tool reaches, and what it does.
pub fn reach(ui: &mut Ui, context: &mut ControlContext<'_>, tool: HandTool) {
    let hint = match tool {
        HandTool::Select => "Drag a rectangle around Gaussians.",
        HandTool::Brush => "Drag on the canvas to draw points.",
        HandTool::Eraser => "Drag over points or Gaussians to erase them.",
    };
    ui.label(RichText::new(hint).weak());
    let mut reach = f64::from(context.view.brush);
    let possible = f64::from(*View::BRUSHES.start())..=f64::from(*View::BRUSHES.end());
    if form::logarithmic(
        ui,
        ["Reach, points", REACH],
        &mut reach,
        possible.clone(),
        possible,
    ) {
        context.view.brush = reach as f32;
    }
}
