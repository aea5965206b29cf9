//! What the program has to say: the last message in the status bar, and for a moment in a corner.

use egui::{Context, Rect, TextStyle, Vec2, vec2};
use egui_notify::{Anchor, Toasts};
use std::time::Duration;

/// Toasts do not wrap by themselves: lines of at most this many letters, and at least this many.
const LONGEST_LINE: usize = 56;
const SHORTEST_LINE: usize = 20;
/// The mean width of a letter, and the width of the icon with its surroundings, in sizes of a letter.
const LETTER: f32 = 0.5;
const ICON: f32 = 2.0;
/// Around the words of a toast, and between toasts and the edges of the part of the window that they
/// may cover.
const PADDING: Vec2 = vec2(10.0, 10.0);
const MARGIN: Vec2 = vec2(12.0, 12.0);

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Bad,
}

/// What a message is about: it is over when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something that could not be done with the scene, or another one that could not be opened.
    Scene,
    /// A file that could not be written where and as it was asked for.
    Saving,
    /// A number that a field has refused.
    Typing,
    /// Training that has ended.
    Training,
    /// Panels that have no room.
    NarrowWindow,
}

/// What stands in the status bar.
struct Last {
    tone: Tone,
    text: String,
    cause: Option<Cause>,
    /// Whether it is the newest toast as well.
    toast: bool,
}

/// The messages of this window.
pub struct Messages {
    toasts: Toasts,
    last: Option<Last>,
    /// Letters of a line of a toast where toasts are shown.
    line: usize,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            toasts: Toasts::default().with_padding(PADDING),
            last: None,
            line: LONGEST_LINE,
        }
    }
}

impl Messages {
    /// Says `text` once; it stays in the status bar until the next one.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.tell(tone, text.into(), None);
    }

    /// Says what went wrong; it is there until [`Messages::over`], in the status bar until the next
    /// message at most.
    pub fn fault(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Bad, text.into(), Some(cause));
    }

    /// [`Messages::fault`] for what is no error.
    pub fn hint(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Plain, text.into(), Some(cause));
    }

    /// Says it in the status bar only: somewhere else it is said or seen already.
    pub fn note(&mut self, tone: Tone, cause: Cause, text: impl Into<String>) {
        self.last = Some(Last {
            tone,
            text: text.into(),
            cause: Some(cause),
            toast: false,
        });
    }

    fn tell(&mut self, tone: Tone, text: String, cause: Option<Cause>) {
        let seconds = (3.0 + text.len() as f32 / 25.0).min(12.0);
        let lines = wrapped(&text, self.line);
        // Two of them would cover too much; the newest counts.
        self.toasts = Toasts::default().with_padding(PADDING);
        let toast = match tone {
            Tone::Good => self.toasts.success(lines),
            Tone::Plain => self.toasts.info(lines),
            Tone::Bad => self.toasts.error(lines),
        };
        toast.duration(Duration::from_secs_f32(seconds));
        self.last = Some(Last {
            tone,
            text,
            cause,
            toast: true,
        });
    }

    /// Takes the last message back, everywhere, if it was about `cause`, which is gone.
    pub fn over(&mut self, cause: Cause) {
        let gone = self.last.take_if(|last| last.cause == Some(cause));
        if gone.is_some_and(|last| last.toast) {
            self.toasts.dismiss_latest_toast();
        }
    }

    /// The last message.
    pub fn last(&self) -> Option<(Tone, &str)> {
        self.last
            .as_ref()
            .map(|last| (last.tone, last.text.as_str()))
    }

    /// Shows toasts in the lower right corner of `stage`, no wider than it.
    pub fn ui(&mut self, ctx: &Context, stage: Rect) {
        let letter = TextStyle::Body.resolve(&ctx.global_style()).size;
        let room = stage.width() - 2.0 * (MARGIN.x + PADDING.x) - ICON * letter;
        let letters = (room / (LETTER * letter)).max(0.0) as usize;
        self.line = letters.clamp(SHORTEST_LINE, LONGEST_LINE);
        let margin = ctx.content_rect().right_bottom() - stage.right_bottom() + MARGIN;
        let shadow = ctx.global_style().visuals.popup_shadow;
        self.toasts = std::mem::take(&mut self.toasts)
            .with_anchor(Anchor::BottomRight)
            .with_shadow(shadow)
            .with_margin(margin);
        self.toasts.show(ctx);
    }
}

/// `text` in lines of at most so many letters, broken between words.
fn wrapped(text: &str, line: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let end = &mut lines[last];
        if !end.is_empty() && end.chars().count() + 1 + word.chars().count() > line {
            lines.push(word.to_owned());
        } else {
            if !end.is_empty() {
                end.push(' ');
            }
            end.push_str(word);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_messages_are_broken_between_words() {
        let text = "could not save \"ring.svg\": permission denied; choose another folder, please";
        let lines = wrapped(text, 30);
        assert!(lines.lines().all(|line| line.chars().count() <= 30));
        assert_eq!(lines.replace('\n', " "), text);
    }

    #[test]
    fn toasts_stay_where_they_may_be() {
        let long = "could not train: denoising divides by the noise level and cannot train at sigma 0; choose a level above 0 or another objective";
        for (width, height) in [(900.0, 600.0), (400.0, 300.0), (260.0, 300.0)] {
            let stage = Rect::from_min_size(egui::pos2(300.0, 90.0), vec2(width, height));
            let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(1280.0, 800.0));
            let ctx = Context::default();
            let mut messages = Messages::default();
            let mut drawn = Rect::NOTHING;
            for frame in 0..60 {
                if frame == 1 {
                    messages.fault(Cause::Scene, long);
                }
                let input = egui::RawInput {
                    screen_rect: Some(screen),
                    time: Some(0.1 * f64::from(frame)),
                    ..Default::default()
                };
                let mut output = ctx.run_ui(input, |ui| messages.ui(ui.ctx(), stage));
                output.textures_delta.clear();
                // By then it has slid in.
                if frame > 40 {
                    let solid = output.shapes.iter().filter(|clipped| {
                        !matches!(&clipped.shape, egui::Shape::Rect(rect) if rect.blur_width > 0.0)
                    });
                    let shown = solid.map(|clipped| clipped.shape.visual_bounding_rect());
                    drawn = shown.fold(drawn, Rect::union);
                }
            }
            assert!(drawn.is_positive(), "nothing is said");
            assert!(stage.contains_rect(drawn), "{drawn:?} leaves {stage:?}");
        }
    }

    #[test]
    fn the_last_message_is_remembered() {
        let mut messages = Messages::default();
        messages.say(Tone::Good, "first");
        messages.say(Tone::Bad, "second");
        assert_eq!(messages.last(), Some((Tone::Bad, "second")));
    }

    #[test]
    fn an_error_goes_with_its_cause_and_with_no_other() {
        let mut messages = Messages::default();
        messages.fault(Cause::Saving, "could not save");
        messages.over(Cause::Scene);
        assert_eq!(messages.last(), Some((Tone::Bad, "could not save")));
        messages.over(Cause::Saving);
        assert_eq!(messages.last(), None);
        messages.hint(Cause::NarrowWindow, "no room");
        messages.note(Tone::Plain, Cause::Training, "it has ended");
        messages.over(Cause::NarrowWindow);
        assert_eq!(messages.last(), Some((Tone::Plain, "it has ended")));
        messages.over(Cause::Training);
        assert_eq!(messages.last(), None);
        messages.say(Tone::Good, "Saved");
        messages.over(Cause::Saving);
        assert_eq!(messages.last(), Some((Tone::Good, "Saved")));
    }
}
