//! What the program has to say: for a moment in a corner, and the last one in the status bar.

use egui::{Context, Rect, Vec2, vec2};
use egui_notify::{Anchor, Toasts};
use std::time::Duration;

/// Toasts do not wrap by themselves: lines of this many letters.
const LINE: usize = 56;
/// Between toasts and the edges of the part of the window that they may cover.
const MARGIN: Vec2 = vec2(12.0, 12.0);

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Bad,
}

/// What an error is about: it is over when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something that could not be done with the scene, or another one that could not be opened.
    Scene,
    /// A file that could not be written where and as it was asked for.
    Saving,
}

/// What stands in the status bar.
struct Last {
    tone: Tone,
    text: String,
    cause: Option<Cause>,
}

/// The messages of this window.
#[derive(Default)]
pub struct Messages {
    toasts: Toasts,
    last: Option<Last>,
}

impl Messages {
    /// Says `text` once; it stays in the status bar until the next one.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        self.toast(tone, &text);
        self.note(tone, text);
    }

    /// Says what went wrong; it stays in the status bar until the next message or until
    /// [`Messages::over`].
    pub fn fault(&mut self, cause: Cause, text: impl Into<String>) {
        let text = text.into();
        self.toast(Tone::Bad, &text);
        self.note_fault(cause, text);
    }

    fn toast(&mut self, tone: Tone, text: &str) {
        let seconds = (3.0 + text.len() as f32 / 25.0).min(12.0);
        let lines = wrapped(text);
        let toast = match tone {
            Tone::Good => self.toasts.success(lines),
            Tone::Plain => self.toasts.info(lines),
            Tone::Bad => self.toasts.error(lines),
        };
        toast.duration(Duration::from_secs_f32(seconds));
    }

    /// Says `text` in the status bar only: somewhere else it is said already.
    pub fn note(&mut self, tone: Tone, text: impl Into<String>) {
        self.last = Some(Last {
            tone,
            text: text.into(),
            cause: None,
        });
    }

    /// [`Messages::fault`] in the status bar only.
    pub fn note_fault(&mut self, cause: Cause, text: impl Into<String>) {
        self.last = Some(Last {
            tone: Tone::Bad,
            text: text.into(),
            cause: Some(cause),
        });
    }

    /// Forgets the last error if it was about `cause`, which is gone.
    pub fn over(&mut self, cause: Cause) {
        self.last.take_if(|last| last.cause == Some(cause));
    }

    /// Forgets `text`, which holds no longer.
    pub fn take_back(&mut self, text: &str) {
        self.last.take_if(|last| last.text == text);
    }

    /// The last message.
    pub fn last(&self) -> Option<(Tone, &str)> {
        self.last
            .as_ref()
            .map(|last| (last.tone, last.text.as_str()))
    }

    /// Shows toasts in the upper right corner of `stage`.
    pub fn ui(&mut self, ctx: &Context, stage: Rect) {
        let from_the_right = ctx.content_rect().right() - stage.right();
        let margin = vec2(from_the_right, stage.top()) + MARGIN;
        self.toasts = std::mem::take(&mut self.toasts)
            .with_anchor(Anchor::TopRight)
            .with_margin(margin);
        self.toasts.show(ctx);
    }
}

/// `text` in lines of at most [`LINE`] letters, broken between words.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > LINE {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
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
        let lines = wrapped(text);
        assert!(lines.lines().all(|line| line.chars().count() <= LINE));
        assert_eq!(lines.replace('\n', " "), text);
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
        messages.say(Tone::Good, "Saved");
        messages.over(Cause::Saving);
        assert_eq!(messages.last(), Some((Tone::Good, "Saved")));
    }
}
