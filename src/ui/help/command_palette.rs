//! A line to type into: what can be done, and which scenes there are, found by their names.

use crate::document::Document;
use crate::scene::Scene;
use crate::scene::preset;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::View;
use egui::{
    Align, Button, Context, Id, Key, Modal, Modifiers, RichText, Role, ScrollArea, TextEdit, Ui,
    WidgetInfo,
};

/// The width at the ordinary size, and the height of the list at most, in points.
const WIDTH: f32 = 420.0;
const LIST: f32 = 330.0;

/// What was chosen.
#[derive(Debug)]
pub enum Found {
    /// To be done.
    Action(Action),
    /// To be opened.
    Scene(Box<Scene>),
}

/// The line while it is open.
#[derive(Default)]
pub struct CommandPalette {
    open: bool,
    typed: String,
    /// Which of the found stands out, from the top.
    chosen: usize,
}

/// One line of what is found.
struct Entry {
    name: String,
    /// At its right: a key, or what it is.
    note: String,
    help: String,
    /// Whether it does something at the moment.
    able: bool,
    leads_to: Target,
}

/// Where an entry leads.
#[derive(Clone, Copy)]
enum Target {
    Action(Action),
    /// The preset with this number.
    Preset(usize),
}

impl CommandPalette {
    /// Opens an empty line, or closes it.
    pub fn toggle(&mut self) {
        *self = Self {
            open: !self.open,
            ..Self::default()
        };
    }

    /// Whether it has the keyboard.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Shows it while it is open; what was chosen.
    pub fn ui(
        &mut self,
        ctx: &Context,
        view: &View,
        document: &Document,
        on_page: bool,
    ) -> Option<Found> {
        if !self.open {
            return None;
        }
        let turn = self.turn(ctx);
        let shown = Modal::new(Id::unique("command palette")).show(ctx, |ui| {
            let width = WIDTH * theme::scale(ui);
            ui.set_width(width.min(ctx.content_rect().width() - 40.0));
            self.line(ui);
            let found = found(&self.typed, entries(ctx, view, document, on_page));
            self.chosen = (self.chosen + turn.steps).min(found.len().saturating_sub(1));
            self.list(ui, &found, turn.steps > 0 || turn.moved_up, turn.enter)
        });
        if shown.should_close() {
            self.open = false;
        }
        let leads_to = shown.inner?;
        self.open = false;
        match leads_to {
            Target::Action(action) => Some(Found::Action(action)),
            Target::Preset(index) => {
                let preset = preset::all().get(index)?;
                Some(Found::Scene(Box::new(preset.scene.clone())))
            }
        }
    }

    /// What the keys say that go through the list; they are not typed.
    fn turn(&mut self, ctx: &Context) -> Turn {
        let pressed = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let moved_up = pressed(Key::ArrowUp);
        let down = pressed(Key::ArrowDown);
        let enter = pressed(Key::Enter);
        if moved_up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        Turn {
            moved_up,
            steps: usize::from(down),
            enter,
        }
    }

    fn line(&mut self, ui: &mut Ui) {
        let line = TextEdit::singleline(&mut self.typed)
            .hint_text("What would you like to do or to see?")
            .desired_width(f32::INFINITY);
        let line = ui.add(line);
        line.widget_info(|| {
            WidgetInfo::labeled(Role::TextInput, true, "Find an action or a scene")
        });
        line.request_focus();
        if line.changed() {
            self.chosen = 0;
        }
        ui.add_space(4.0);
    }

    /// The found, one below the other; where the one that was taken leads.
    fn list(&self, ui: &mut Ui, found: &[Entry], follow: bool, enter: bool) -> Option<Target> {
        let mut taken = None;
        if found.is_empty() {
            ui.label(RichText::new("Nothing has such a name; try one word of it").weak());
        }
        let height = LIST * theme::scale(ui);
        let area = ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height);
        area.show(ui, |ui| {
            for (index, entry) in found.iter().enumerate() {
                let stands_out = index == self.chosen;
                let button = Button::selectable(stands_out, entry.name.as_str())
                    .right_text(RichText::new(entry.note.as_str()).weak())
                    .min_size(egui::vec2(ui.available_width(), 0.0));
                let response = ui.add_enabled(entry.able, button);
                response.widget_info(|| {
                    WidgetInfo::selected(Role::Button, entry.able, stands_out, entry.name.as_str())
                });
                if stands_out && follow {
                    response.scroll_to_me(Some(Align::Center));
                }
                let clicked = response.clicked();
                if !entry.help.is_empty() {
                    response.on_hover_text(entry.help.as_str());
                }
                if entry.able && (clicked || stands_out && enter) {
                    taken = Some(entry.leads_to);
                }
            }
        });
        taken
    }
}

/// What the keys did in this frame.
struct Turn {
    moved_up: bool,
    steps: usize,
    enter: bool,
}

/// All that there is to find, actions first.
fn entries(ctx: &Context, view: &View, document: &Document, on_page: bool) -> Vec<Entry> {
    let actions = Action::every().into_iter();
    // The line itself is open, and a page is left by the browser.
    let actions =
        actions.filter(|action| *action != Action::Find && !(on_page && *action == Action::Quit));
    let actions = actions.map(|action| Entry {
        name: action.name().to_owned(),
        note: action
            .shortcut()
            .map_or(String::new(), |key| ctx.format_shortcut(&key)),
        help: String::new(),
        able: action.acts_on(view.stage)
            && (action != Action::Undo || document.can_undo())
            && (action != Action::Redo || document.can_redo()),
        leads_to: Target::Action(action),
    });
    let presets = preset::all().iter().enumerate();
    let presets = presets.map(|(index, preset)| Entry {
        name: preset.scene.title.clone(),
        note: "scene".to_owned(),
        help: preset.scene.why.clone(),
        able: true,
        leads_to: Target::Preset(index),
    });
    actions.chain(presets).collect()
}

/// Those of `entries` whose names or notes have every word of `typed`, those first that begin with it.
fn found(typed: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(usize, Entry)> = entries
        .into_iter()
        .filter_map(|entry| {
            let name = entry.name.to_lowercase();
            let text = format!("{name} {}", entry.note.to_lowercase());
            let fits = typed.split_whitespace().all(|word| text.contains(word));
            let rank = match name.find(&typed) {
                Some(0) => 0,
                Some(at) if name.is_char_boundary(at) && name[..at].ends_with(' ') => 1,
                Some(_) | None => 2,
            };
            fits.then_some((rank, entry))
        })
        .collect();
    // Of equal ones the order of the menus stays.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &str) -> Vec<String> {
        let entry = |name: &str, note: &str| Entry {
            name: name.to_owned(),
            note: note.to_owned(),
            help: String::new(),
            able: true,
            leads_to: Target::Action(Action::Undo),
        };
        let entries = vec![
            entry("Respawn particles", "N"),
            entry("Save scene…", "Ctrl+S"),
            entry("Open scene…", "Ctrl+O"),
            entry("Scene of nothing", ""),
            entry("Two moons", "scene"),
        ];
        found(typed, entries)
            .into_iter()
            .map(|entry| entry.name)
            .collect()
    }

    #[test]
    fn every_word_is_found_wherever_it_stands_and_beginnings_come_first() {
        assert_eq!(names("").len(), 5);
        assert_eq!(
            names("scene"),
            [
                "Scene of nothing",
                "Save scene…",
                "Open scene…",
                "Two moons"
            ]
        );
        assert_eq!(names("MOON scene"), ["Two moons"]);
        assert_eq!(names("ctrl+o"), ["Open scene…"]);
        assert!(names("xyz").is_empty());
    }

    #[test]
    fn every_action_is_listed_once_under_a_name_of_its_own() {
        let all = Action::every();
        let mut names: Vec<&str> = all.iter().map(|action| action.name()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two actions share a name");
        assert!(all.contains(&Action::OpenScene) && all.contains(&Action::Find));
    }
}
