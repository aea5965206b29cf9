//! The first steps as cards: one at a time, with its action, and what was there before it.

use super::card;
use super::first_steps::{FIRST_STEPS, FirstStep, Staging};
use crate::document::SceneId;
use crate::ui::journey::Lineup;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::View;
use egui::{
    Align, Align2, Area, Button, FontId, Id, Layout, Order, Rect, RichText, TextStyle, Ui, vec2,
};

/// On a smaller picture a card would cover too much, in sizes of a letter; and it is at most so wide.
const NARROWEST: f32 = 24.0;
const LOWEST: f32 = 26.0;
const WIDEST: f32 = 22.0;

/// How things were looked at before a scene was staged.
pub struct Before {
    pub view: View,
    /// What the journey compared.
    pub compared: Lineup,
}

/// What was staged by a card, and what was there before.
struct Staged {
    card: usize,
    id: SceneId,
    before: Before,
}

/// What was asked for on a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// To stage it.
    Stage(Staging),
    /// To take back what was staged.
    TakeBack,
}

/// The cards; which one is open is kept in the [`View`].
#[derive(Default)]
pub struct Deck {
    /// The newest last: each is taken back to the one before.
    staged: Vec<Staged>,
    /// The height of the longest card, and the width and the fonts that it has so.
    longest: Option<(f32, [FontId; 2], f32)>,
}

impl Deck {
    /// Stands for a scene that no card has staged.
    pub const NO_CARD: usize = usize::MAX;

    /// Whether a card is open.
    pub fn is_open(view: &View) -> bool {
        view.card < FIRST_STEPS.len()
    }

    /// Takes note that the open card was staged as scene `id`, before which things were looked at so.
    pub fn staged(&mut self, card: usize, id: SceneId, before: Before) {
        self.staged.push(Staged { card, id, before });
    }

    /// After an undo: how things were looked at before, if the scene that was left is the staged one.
    pub fn taken_back(&mut self, left: SceneId, now: SceneId) -> Option<Before> {
        let is_left = |staged: &mut Staged| staged.id == left && left != now;
        self.staged.pop_if(is_left).map(|staged| staged.before)
    }

    /// The height of the longest card where `ui` shows one.
    fn longest(&mut self, ui: &Ui) -> f32 {
        let width = ui.available_width();
        let fonts = [TextStyle::Heading, TextStyle::Body].map(|style| style.resolve(ui.style()));
        if let Some((of_width, of_fonts, height)) = &self.longest
            && (*of_width, of_fonts) == (width, &fonts)
        {
            return *height;
        }
        let heights = FIRST_STEPS
            .iter()
            .map(|step| body_height(ui, step, width, &fonts));
        let height = heights.fold(0.0, f32::max);
        self.longest = Some((width, fonts, height));
        height
    }

    /// Shows the open card; what was asked for on it. `id` is the scene on show.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View, id: SceneId) -> Option<Asked> {
        let index = view.card;
        let step = FIRST_STEPS.get(index)?;
        let staged = self.staged.last();
        let is_staged = staged.is_some_and(|staged| staged.card == index && staged.id == id);
        card::ui(ui, true, |ui| {
            head(ui, view);
            // As high as the longest: what is below must not move from card to card.
            let top = ui.cursor().top();
            body(ui, step);
            let height = self.longest(ui);
            ui.add_space((top + height - ui.cursor().top()).max(0.0));
            let asked = action(ui, step, is_staged);
            turn(ui, view);
            asked
        })
    }
}

/// Shows the open card on `picture`, where no column has room for it; what was asked for on it.
pub fn over(
    deck: &mut Deck,
    ui: &Ui,
    picture: Rect,
    view: &mut View,
    id: SceneId,
) -> Option<Asked> {
    let letter = TextStyle::Body.resolve(ui.style()).size;
    let room = picture.size() / letter;
    if !Deck::is_open(view) || room.x < NARROWEST || room.y < LOWEST {
        return None;
    }
    let margin = vec2(8.0, 8.0);
    Area::new(Id::unique("first steps"))
        .order(Order::Middle)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(picture.right_bottom() - margin)
        .constrain_to(picture)
        .show(ui.ctx(), |ui| {
            ui.set_max_width((WIDEST * letter).min(picture.width() - 2.0 * margin.x));
            deck.ui(ui, view, id)
        })
        .inner
}

fn head(ui: &mut Ui, view: &mut View) {
    let place = format!("First steps, {} of {}", view.card + 1, FIRST_STEPS.len());
    ui.horizontal(|ui| {
        ui.label(RichText::new(place).weak());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hide = ui
                .add(Button::new("✖").frame(false))
                .on_hover_text("Hides the first steps. The Help menu shows them again.")
                .accessible_name("Hide the first steps");
            if hide.clicked() {
                view.card = FIRST_STEPS.len();
            }
        });
    });
}

fn body(ui: &mut Ui, step: &FirstStep) {
    ui.label(RichText::new(step.title).heading().strong());
    ui.label(step.text);
}

/// The height of [`body`] in these fonts of title and text.
fn body_height(ui: &Ui, step: &FirstStep, width: f32, [title, text]: &[FontId; 2]) -> f32 {
    let height = |words: &str, font: &FontId| {
        let ink = ui.visuals().text_color();
        let galley = ui
            .painter()
            .layout(words.to_owned(), font.clone(), ink, width);
        galley.size().y + ui.spacing().item_spacing.y
    };
    height(step.title, title) + height(step.text, text)
}

/// The one thing to do; what was asked for.
fn action(ui: &mut Ui, step: &FirstStep, is_staged: bool) -> Option<Asked> {
    let palette = theme::palette(ui.visuals());
    let size = vec2(ui.available_width(), 1.4 * ui.spacing().interact_size.y);
    if is_staged {
        let help = format!(
            "Shows again what was there before. {}",
            Action::Undo.help(ui.ctx())
        );
        let back = ui
            .add_sized(size, Button::new("Take it back"))
            .on_hover_text(help);
        return back.clicked().then_some(Asked::TakeBack);
    }
    let text = RichText::new(step.action).strong().color(palette.canvas);
    let button = ui.add_sized(size, Button::new(text).fill(palette.accent));
    button.clicked().then_some(Asked::Stage(step.staging))
}

/// To the card before and to the next one.
fn turn(ui: &mut Ui, view: &mut View) {
    let last = view.card + 1 >= FIRST_STEPS.len();
    ui.horizontal(|ui| {
        let width = 0.5 * (ui.available_width() - ui.spacing().item_spacing.x);
        let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
        // Before the first there is none; what goes on stays under the hand.
        if view.card == 0 {
            ui.add_space(width + ui.spacing().item_spacing.x);
        } else if ui.add_sized(size, Button::new("Back")).clicked() {
            view.card -= 1;
        }
        let next = if last { "Done" } else { "Next" };
        if ui.add_sized(size, Button::new(next)).clicked() {
            view.card += 1;
        }
    });
}
