//! What a figure shows: the sampler's paths, or a view of the table.

use super::figure_form::named;
use crate::figure::{FieldKind, PictureView};
use crate::session::saving::Shown;
use crate::ui::controls::combo_box::list;
use crate::ui::theme;
use egui::{ComboBox, RichText, Ui};

/// The width of the list at the ordinary size, in points.
const LIST: f32 = 220.0;
const PATHS: &str = "Paths of the sampler";
const HELP: &str = "A view is drawn at the noise level and on the part of the plane that the canvas shows now; charts run samplers of their own.";

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewForm {
    /// Which vectors the canvas shows.
    pub field: FieldKind,
    /// The view; none is the paths of the sampler.
    pub shown: Option<PictureView>,
}

impl ViewForm {
    /// What is to be drawn in place of paths.
    pub fn shows(self) -> Option<Shown> {
        let field = self.field;
        self.shown.map(|view| Shown { view, field })
    }

    /// What the figure is good for, where it shows a view.
    pub fn explanation(self) -> Option<&'static str> {
        self.shown.map(|_| "A view of the scene and the present network. The same scene, model and seed make the same figure again, here and on the command line.")
    }

    /// Shows the list.
    pub fn ui(&mut self, ui: &mut Ui) {
        let views: Vec<Option<PictureView>> = std::iter::once(None)
            .chain(PictureView::all().into_iter().map(Some))
            .filter(|view| *view != Some(PictureView::Paths))
            .collect();
        let name = |view: Option<PictureView>| view.map_or(PATHS, PictureView::title);
        let help = |view: Option<PictureView>| {
            view.map_or("the sampler, run from the scene's seed", PictureView::help)
        };
        ui.horizontal(|ui| {
            named(ui, "Shows");
            let combo = ComboBox::from_id_salt("what a figure shows")
                .width(LIST * theme::scale(ui))
                .selected_text(name(self.shown));
            let chosen = views.iter().position(|view| *view == self.shown);
            let entries = views.iter().map(|view| (name(*view), help(*view)));
            let (button, picked) = list(ui, combo, chosen, entries);
            button
                .on_hover_text(HELP)
                .accessible_name("What the figure shows");
            if let Some(index) = picked {
                self.shown = views[index];
            }
        });
        if let Some(view @ PictureView::Field(_)) = self.shown {
            let field = self.field.name().to_lowercase();
            let text = format!("The {field} field, {}.", view.help());
            ui.label(RichText::new(text).weak());
        }
    }
}
