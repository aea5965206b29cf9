//! Asks which columns of a table are x and y, beside its first rows.

use super::job::{FoundTable, TableSource};
use crate::files::TablePreview;
use crate::ui::controls::combo_box::list;
use crate::ui::theme;
use crate::wording::{quote_path, shortened, visible};
use egui::{ComboBox, Context, Grid, Id, Key, Modal, Modifiers, RichText, ScrollArea, Ui};

/// The width at the ordinary size, in points.
const WIDTH: f32 = 460.0;
/// Letters of a long field that are shown, of its beginning and of its end.
const SHOWN: [usize; 2] = [12, 4];
/// The names of both coordinates.
const AXES: [&str; 2] = ["x", "y"];

/// What the user decided in this frame.
pub enum ColumnChoice {
    Undecided,
    Cancelled,
    Open,
}

/// The dialog while it is open.
pub struct ColumnsDialog {
    source: TableSource,
    preview: TablePreview,
    columns: [usize; 2],
}

impl ColumnsDialog {
    /// Begins with the columns that would be taken without a choice.
    pub fn new(table: FoundTable) -> Self {
        let FoundTable { source, preview } = table;
        Self {
            source,
            columns: preview.columns,
            preview,
        }
    }

    /// What is to be opened.
    pub fn into_choice(self) -> (TableSource, [usize; 2]) {
        (self.source, self.columns)
    }

    pub fn ui(&mut self, ctx: &Context) -> ColumnChoice {
        let shown = Modal::new(Id::unique("columns of a table")).show(ctx, |ui| {
            let width = (WIDTH * theme::scale(ui)).min(ctx.content_rect().width() - 40.0);
            ui.set_width(width);
            ui.heading("Which columns are the points?");
            ui.label(RichText::new(quote_path(&self.source.path)).weak());
            ui.add_space(6.0);
            self.choices(ui);
            ui.add_space(6.0);
            self.rows(ui);
            ui.add_space(8.0);
            self.answer(ui)
        });
        match shown.inner {
            ColumnChoice::Undecided if shown.should_close() => ColumnChoice::Cancelled,
            answer @ (ColumnChoice::Undecided | ColumnChoice::Cancelled | ColumnChoice::Open) => {
                answer
            }
        }
    }

    /// A list for each coordinate.
    fn choices(&mut self, ui: &mut Ui) {
        let names = &self.preview.names;
        let numbers = &self.preview.numbers;
        ui.horizontal(|ui| {
            for (axis, chosen) in AXES.into_iter().zip(&mut self.columns) {
                ui.label(axis);
                let at = numbers.iter().position(|column| column == chosen);
                let combo = ComboBox::from_id_salt(("column", axis))
                    .width(0.38 * WIDTH * theme::scale(ui))
                    .truncate()
                    .selected_text(names.get(*chosen).map_or("", String::as_str));
                let entries = numbers.iter().map(|column| (names[*column].as_str(), ""));
                let (button, picked) = list(ui, combo, at, entries);
                button.accessible_name(format!("Column of {axis}"));
                if let Some(index) = picked {
                    *chosen = numbers[index];
                }
            }
        });
    }

    /// The first rows; what is taken stands out.
    fn rows(&self, ui: &mut Ui) {
        let accent = theme::palette(ui.visuals()).accent;
        let axis_of = |column: usize| self.columns.iter().position(|taken| *taken == column);
        let text = |column: usize, text: &str| {
            let text = RichText::new(short(text));
            match axis_of(column) {
                Some(_) => text.strong(),
                None => text.weak(),
            }
        };
        ScrollArea::horizontal()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                Grid::new("first rows").striped(true).show(ui, |ui| {
                    for (column, name) in self.preview.names.iter().enumerate() {
                        let head = match axis_of(column) {
                            Some(axis) => {
                                let name = short(name);
                                let text = format!("{} ← {name}", AXES[axis]);
                                RichText::new(text).strong().color(accent)
                            }
                            None => text(column, name),
                        };
                        ui.label(head);
                    }
                    ui.end_row();
                    for row in &self.preview.rows {
                        for (column, field) in row.iter().enumerate() {
                            ui.label(text(column, field));
                        }
                        ui.end_row();
                    }
                });
            });
        if self.preview.rows.is_empty() {
            ui.label(RichText::new("There is no row below the names.").weak());
        }
    }

    fn answer(&self, ui: &mut Ui) -> ColumnChoice {
        let [x, y] = self.columns;
        let mut answer = ColumnChoice::Undecided;
        ui.horizontal(|ui| {
            let open = ui
                .add_enabled_ui(x != y, |ui| ui.button("Open"))
                .inner
                .on_hover_text("Makes these points the target; undo brings the present scene back.")
                .on_disabled_hover_text("Both are the same column: choose another for x or y.");
            let entered =
                x != y && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if open.clicked() || entered {
                answer = ColumnChoice::Open;
            }
            if ui.button("Cancel").clicked() {
                answer = ColumnChoice::Cancelled;
            }
            if x == y {
                let color = theme::palette(ui.visuals()).error;
                let text = "x and y are the same column: choose another for one of them";
                ui.label(RichText::new(text).color(color));
            }
        });
        answer
    }
}

/// A field on one line, short enough to stand beside others.
fn short(field: &str) -> String {
    let letters: Vec<char> = visible(field).chars().collect();
    shortened(&letters, SHOWN[0], SHOWN[1])
}
