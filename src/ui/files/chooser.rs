//! The files of a folder, to choose one of them or a place for a new one.

use super::kind::FileKind;
use super::typed_path;
use crate::files::{Listing, list_folder};
use crate::ui::controls::combo_box::list;
use crate::ui::theme;
use egui::{
    Button, ComboBox, Context, Id, Key, Label, Modal, RichText, ScrollArea, TextEdit, TextStyle,
    Ui, vec2,
};
use std::path::{Path, PathBuf};

/// The width of the dialog and the height of its list at the ordinary size, in points.
const WIDTH: f32 = 480.0;
const HEIGHT: f32 = 280.0;
/// Room for everything around the list.
const AROUND: f32 = 260.0;

/// What the user decided in this frame.
pub enum Choice {
    Undecided,
    Cancelled,
    Chosen(PathBuf),
}

/// What the path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// A file of this kind that is there.
    Open(FileKind),
    /// A file that need not be there; listed are those of its ending.
    Save,
}

/// The dialog while it is open.
pub struct FileChooser {
    purpose: Purpose,
    folder: PathBuf,
    /// As it is typed; it counts when it is complete.
    typed_folder: String,
    name: String,
    listing: Result<Listing, String>,
    /// Why the last try failed.
    fault: Option<String>,
    /// Whether the name has been given the keyboard.
    focused: bool,
}

impl FileChooser {
    /// Chooses a file of `kind`, first in `folder`.
    pub fn open(kind: FileKind, folder: &Path) -> Self {
        Self::new(Purpose::Open(kind), folder, String::new())
    }

    /// Chooses where to save the file `name`.
    pub fn save(folder: &Path, name: String) -> Self {
        Self::new(Purpose::Save, folder, name)
    }

    fn new(purpose: Purpose, folder: &Path, name: String) -> Self {
        let mut chooser = Self {
            purpose,
            folder: PathBuf::new(),
            typed_folder: String::new(),
            name,
            listing: Ok(Listing::default()),
            fault: None,
            focused: false,
        };
        chooser.enter(folder.to_owned());
        chooser
    }

    fn enter(&mut self, folder: PathBuf) {
        self.listing = list_folder(&folder).map_err(|error| error.to_string());
        self.typed_folder = typed_path::shown(&folder);
        self.folder = folder;
        self.fault = None;
    }

    pub fn ui(&mut self, ctx: &Context) -> Choice {
        let shown = Modal::new(Id::unique("file chooser")).show(ctx, |ui| {
            let width = WIDTH * theme::scale(ui);
            ui.set_width(width.min(ctx.content_rect().width() - 40.0));
            self.form(ui)
        });
        match shown.inner {
            Choice::Undecided if shown.should_close() => Choice::Cancelled,
            choice @ (Choice::Undecided | Choice::Cancelled | Choice::Chosen(_)) => choice,
        }
    }

    fn form(&mut self, ui: &mut Ui) -> Choice {
        match self.purpose {
            Purpose::Open(kind) => {
                ui.heading(kind.title());
                ui.label(RichText::new(kind.explanation()).weak());
            }
            Purpose::Save => {
                ui.heading("Where to save");
            }
        }
        ui.add_space(6.0);
        self.folder_row(ui);
        ui.add_space(4.0);
        let mut choice = self.entries(ui);
        ui.add_space(4.0);
        let entered = self.name_row(ui);
        if let Purpose::Open(kind) = &mut self.purpose {
            kinds(ui, kind);
        }
        if let Some(fault) = &self.fault {
            ui.colored_label(theme::palette(ui.visuals()).error, fault);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let text = match self.purpose {
                Purpose::Open(_) => "Open",
                Purpose::Save => "Choose",
            };
            if ui.button(text).clicked() || entered {
                choice = self.decide();
            }
            if ui.button("Cancel").clicked() {
                choice = Choice::Cancelled;
            }
        });
        choice
    }

    /// The way to other folders.
    fn folder_row(&mut self, ui: &mut Ui) {
        let mut to = None;
        ui.horizontal(|ui| {
            let parent = self.folder.parent().map(Path::to_owned);
            let up = ui
                .add_enabled(parent.is_some(), Button::new("⬆"))
                .on_hover_text("To the folder above.")
                .accessible_name("Folder above");
            if up.clicked() {
                to = parent;
            }
            let edit = TextEdit::singleline(&mut self.typed_folder).desired_width(f32::INFINITY);
            let edit = ui.add(edit).accessible_name("Folder");
            if edit.lost_focus() && self.typed_folder != typed_path::shown(&self.folder) {
                to = Some(typed_path::read(&self.typed_folder, &self.folder));
            }
        });
        if let Some(folder) = to {
            self.enter(folder);
        }
    }

    /// Folders first, then the files of the kind.
    fn entries(&mut self, ui: &mut Ui) -> Choice {
        let mut choice = Choice::Undecided;
        let mut to = None;
        let least = 3.0 * ui.text_style_height(&TextStyle::Body);
        let room = ui.ctx().content_rect().height() - AROUND * theme::scale(ui);
        let height = room.clamp(least, (HEIGHT * theme::scale(ui)).max(least));
        let area = ScrollArea::vertical()
            .id_salt(&self.folder)
            .auto_shrink(false)
            .max_height(height);
        area.show(ui, |ui| match &self.listing {
            Err(why) => {
                let color = theme::palette(ui.visuals()).error;
                ui.add(Label::new(RichText::new(why).color(color)).wrap());
            }
            Ok(listing) => {
                let files: Vec<&String> = listing
                    .files
                    .iter()
                    .filter(|name| self.lists(Path::new(name)))
                    .collect();
                let width = ui.available_width();
                let row = |ui: &mut Ui, chosen: bool, text: String| {
                    let button = Button::selectable(chosen, text).truncate();
                    ui.add(button.min_size(vec2(width, 0.0)))
                };
                for folder in &listing.folders {
                    if row(ui, false, format!("🗀  {folder}")).clicked() {
                        to = Some(self.folder.join(folder));
                    }
                }
                for file in &files {
                    let entry = row(ui, **file == self.name, format!("🗋  {file}"));
                    if entry.clicked() {
                        self.name.clone_from(file);
                        self.fault = None;
                    }
                    if entry.double_clicked() && matches!(self.purpose, Purpose::Open(_)) {
                        choice = Choice::Chosen(self.folder.join(file));
                    }
                }
                if files.is_empty() {
                    ui.label(RichText::new("No file of this kind here.").weak());
                }
            }
        });
        if let Some(folder) = to {
            self.enter(folder);
        }
        choice
    }

    /// Whether a file of this name is listed.
    fn lists(&self, path: &Path) -> bool {
        match self.purpose {
            Purpose::Open(kind) => kind.fits(path),
            Purpose::Save => path.extension() == Path::new(&self.name).extension(),
        }
    }

    /// The name of the file; whether Return was pressed in it.
    fn name_row(&mut self, ui: &mut Ui) -> bool {
        let mut entered = false;
        ui.horizontal(|ui| {
            let label = ui.label("File name");
            let edit = TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY);
            let edit = ui.add(edit).labelled_by(label.id);
            if !std::mem::replace(&mut self.focused, true) {
                edit.request_focus();
            }
            if edit.changed() {
                self.fault = None;
            }
            entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        });
        entered
    }

    /// Takes the name as it is, enters a folder of that name, or says why not.
    fn decide(&mut self) -> Choice {
        // It asks again with the keyboard on the name.
        self.focused = false;
        let name = self.name.trim();
        let path = typed_path::read(name, &self.folder);
        if !name.is_empty() && path.is_dir() {
            self.name.clear();
            self.enter(path);
            return Choice::Undecided;
        }
        let fault = match self.purpose {
            Purpose::Open(_) | Purpose::Save if name.is_empty() => {
                "No file is chosen: click one in the list or write its name."
            }
            Purpose::Open(_) if !path.exists() => {
                "There is no file of this name here: click one in the list or check its name."
            }
            Purpose::Open(_) | Purpose::Save => return Choice::Chosen(path),
        };
        self.fault = Some(fault.to_owned());
        Choice::Undecided
    }
}

/// Which kind of files is listed.
fn kinds(ui: &mut Ui, kind: &mut FileKind) {
    ui.horizontal(|ui| {
        ui.label("Kind");
        let chosen = FileKind::ALL.iter().position(|other| other == kind);
        let combo = ComboBox::from_id_salt("kind of file")
            .width(ui.available_width())
            .truncate()
            .selected_text(kind.name());
        let entries = FileKind::ALL.map(|kind| (kind.name(), kind.explanation()));
        let (button, picked) = list(ui, combo, chosen, entries.into_iter());
        button.accessible_name("Kind of file");
        if let Some(index) = picked {
            *kind = FileKind::ALL[index];
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_a_wrong_name_are_refused_in_words_and_a_folder_is_entered() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("inside")).unwrap();
        std::fs::write(folder.path().join("inside/two.toml"), "").unwrap();
        let mut chooser = FileChooser::open(FileKind::Scene, folder.path());
        assert!(matches!(chooser.decide(), Choice::Undecided));
        assert!(
            chooser
                .fault
                .as_ref()
                .unwrap()
                .contains("No file is chosen")
        );
        chooser.name = "two.toml".to_owned();
        assert!(matches!(chooser.decide(), Choice::Undecided));
        assert!(
            chooser
                .fault
                .as_ref()
                .unwrap()
                .contains("no file of this name")
        );
        chooser.name = "inside".to_owned();
        assert!(matches!(chooser.decide(), Choice::Undecided));
        assert_eq!((&chooser.fault, chooser.name.as_str()), (&None, ""));
        chooser.name = "two.toml".to_owned();
        let Choice::Chosen(path) = chooser.decide() else {
            panic!("{:?}", chooser.fault);
        };
        assert_eq!(path, folder.path().join("inside/two.toml"));
    }

    #[test]
    fn where_to_save_need_not_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut chooser = FileChooser::save(folder.path(), "new.svg".to_owned());
        assert!(chooser.lists(Path::new("old.svg")) && !chooser.lists(Path::new("old.csv")));
        let Choice::Chosen(path) = chooser.decide() else {
            panic!("{:?}", chooser.fault);
        };
        assert_eq!(path, folder.path().join("new.svg"));
    }
}
