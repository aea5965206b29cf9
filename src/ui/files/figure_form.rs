//! How a figure is drawn: on a screen, or on a page of paper for a purpose.

use super::choices::SaveChoices;
use crate::export::{PageStyle, Size};
use crate::ui::controls::combo_box::list;
use crate::ui::theme;
use crate::ui::typed;
use egui::{Align, ComboBox, DragValue, Key, Layout, RichText, Ui, vec2};

/// Sides of a figure, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=16_384;
/// The first suggestion when the size is chosen by hand.
const SIZE: [u32; 2] = [1200, 1200];
/// Pixels an inch: what printers draw sharply, and those of a page of lines and letters.
pub const PRINT_PIXELS: u32 = 300;
const PAGE_PIXELS: f64 = 96.0;
const CM_PER_INCH: f64 = 2.54;
const MM_PER_POINT: f64 = 25.4 / 72.0;
/// The width of the list of pages at the ordinary size, in points.
const LIST: f32 = 220.0;
/// The width of what such a list is of.
const NAME: f32 = 44.0;

/// What is chosen of a figure's page.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureForm {
    /// A page in real units; none is a screen.
    pub page: Option<PageStyle>,
    /// Whether the caption stands on a page that usually has none.
    pub caption: bool,
    size: [u32; 2],
    /// Whether the size is chosen by hand instead of by the figure.
    sized: bool,
    /// Light ink on a dark ground.
    pub dark: bool,
}

/// What a list is of, so wide that the lists of a form stand under each other.
pub fn named(ui: &mut Ui, name: &str) {
    let size = vec2(NAME * theme::scale(ui), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(size.x);
        ui.label(name);
    });
}

impl FigureForm {
    /// As it was chosen last.
    pub fn new(choices: &SaveChoices) -> Self {
        Self {
            page: choices.page,
            caption: choices.caption,
            size: choices.size.unwrap_or(SIZE),
            sized: choices.size.is_some(),
            dark: choices.dark,
        }
    }

    /// Takes note of what was chosen.
    pub fn remember(&self, choices: &mut SaveChoices) {
        choices.page = self.page;
        choices.caption = self.caption;
        choices.size = self.size();
        choices.dark = self.dark;
    }

    /// Width and height in pixels; `None` leaves them to the figure.
    pub fn size(&self) -> Option<[u32; 2]> {
        self.sized.then_some(self.size)
    }

    /// Shows the choices for a file of pixels, or of lines and letters; whether Return ended a number.
    pub fn ui(&mut self, ui: &mut Ui, pixels: bool) -> bool {
        self.pages(ui);
        let ended = match self.page {
            Some(_) => {
                ui.checkbox(&mut self.caption, "Caption under the plot")
                    .on_hover_text(
                        "Otherwise it is yours to write; an SVG keeps it as its description.",
                    );
                false
            }
            None => self.screen(ui),
        };
        ui.label(RichText::new(self.on_paper(pixels)).weak());
        if self.page.is_none() {
            ui.checkbox(&mut self.dark, "Light ink on a dark ground")
                .on_hover_text("For slides; papers want dark ink on white.");
        }
        ended
    }

    fn pages(&mut self, ui: &mut Ui) {
        let pages: Vec<Option<PageStyle>> = std::iter::once(None)
            .chain(PageStyle::ALL.into_iter().map(Some))
            .collect();
        let name = |page: Option<PageStyle>| page.map_or("A screen", PageStyle::title);
        ui.horizontal(|ui| {
            named(ui, "For");
            let combo = ComboBox::from_id_salt("page of a figure")
                .width(LIST * theme::scale(ui))
                .selected_text(name(self.page));
            let chosen = pages.iter().position(|page| *page == self.page);
            let entries = pages.iter().map(|page| (name(*page), ""));
            let (button, picked) = list(ui, combo, chosen, entries);
            button
                .on_hover_text("On a page of paper letters keep their size, lines stand out, and the plot fills what is left.")
                .accessible_name("What the figure is for");
            if let Some(index) = picked {
                self.page = pages[index];
            }
        });
    }

    fn screen(&mut self, ui: &mut Ui) -> bool {
        let mut ended = false;
        ui.horizontal(|ui| {
            ui.checkbox(&mut self.sized, "Choose the size")
                .on_hover_text("Otherwise 800 pixels wide and as high as the figure needs.");
            let possible = u64::from(*SIDES.start())..=u64::from(*SIDES.end());
            for (side, name) in self.size.iter_mut().zip(["Width", "Height"]) {
                let field = DragValue::new(side)
                    .update_while_editing(false)
                    .range(SIDES)
                    .suffix(" px")
                    .custom_parser(typed::whole(ui.ctx(), possible.clone()));
                let field = ui
                    .add_enabled_ui(self.sized, |ui| typed::field(ui, field))
                    .inner
                    .accessible_name(name);
                // Return ends the number; the next one is for the path.
                ended |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            }
        });
        ended
    }

    /// How large the figure is where it is printed.
    pub fn on_paper(&self, pixels: bool) -> String {
        if let Some(page) = self.page {
            let sheet = page.sheet();
            let mm = |points: f64| format!("{:.0}", points * MM_PER_POINT);
            let width = mm(sheet.width.in_points());
            let size = match sheet.height {
                Some(height) => format!("{width} × {} mm", mm(height.in_points())),
                None => format!("{width} mm wide"),
            };
            let letters = sheet.font;
            let sharp = if pixels {
                format!(", {PRINT_PIXELS} pixels an inch")
            } else {
                String::new()
            };
            return format!("{size}, letters of {letters}{sharp}.");
        }
        let per_inch = if pixels {
            f64::from(PRINT_PIXELS)
        } else {
            PAGE_PIXELS
        };
        let cm = |side: u32| format!("{:.1}", f64::from(side) / per_inch * CM_PER_INCH);
        let size = match self.size() {
            Some([width, height]) => format!("{} × {} cm", cm(width), cm(height)),
            None => format!("{} cm wide", cm(Size::DEFAULT_WIDTH)),
        };
        if pixels {
            format!("In print {size}, at {PRINT_PIXELS} pixels an inch.")
        } else {
            format!("In print {size}; sharp at any other size, too.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_in_print_follows_the_format_and_the_page() {
        let mut form = FigureForm::new(&SaveChoices {
            size: Some([1200, 600]),
            ..SaveChoices::default()
        });
        let said = |form: &FigureForm, pixels| form.on_paper(pixels);
        assert!(said(&form, false).contains("31.8 × 15.9 cm"));
        assert!(said(&form, true).contains("10.2 × 5.1 cm, at 300"));
        form.page = Some(PageStyle::Column);
        assert_eq!(said(&form, false), "86 mm wide, letters of 8pt.");
        form.page = Some(PageStyle::Slide);
        assert_eq!(
            said(&form, true),
            "339 × 190 mm, letters of 18pt, 300 pixels an inch."
        );
        let usual = FigureForm::new(&SaveChoices::default());
        assert!(said(&usual, false).contains("21.2 cm wide"));
    }

    #[test]
    fn what_was_chosen_is_there_again() {
        let mut choices = SaveChoices::default();
        let mut form = FigureForm::new(&choices);
        (form.page, form.caption, form.dark) = (Some(PageStyle::DarkSlide), true, true);
        form.remember(&mut choices);
        let kept = toml::to_string(&choices).unwrap();
        let read: SaveChoices = toml::from_str(&kept).unwrap();
        assert_eq!(FigureForm::new(&read), form);
    }
}
