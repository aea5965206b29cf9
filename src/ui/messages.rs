//! What the program has to say: for a moment in a corner, and the last one in the status bar.

use egui::Context;
use egui_notify::{Anchor, Toasts};
use std::time::Duration;

/// Toasts do not wrap by themselves: lines of this many letters.
const LINE: usize = 56;

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Bad,
}

/// The messages of this window.
pub struct Messages {
    toasts: Toasts,
    last: Option<(Tone, String)>,
}

impl Default for Messages {
    fn default() -> Self {
        let toasts = Toasts::default()
            .with_anchor(Anchor::BottomRight)
            .with_margin(egui::vec2(12.0, 40.0));
        Self { toasts, last: None }
    }
}

impl Messages {
    /// Says `text` once; it stays in the status bar until the next one.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        let seconds = (3.0 + text.len() as f32 / 25.0).min(12.0);
        let lines = wrapped(&text);
        let toast = match tone {
            Tone::Good => self.toasts.success(lines),
            Tone::Plain => self.toasts.info(lines),
            Tone::Bad => self.toasts.error(lines),
        };
        toast.duration(Duration::from_secs_f32(seconds));
        self.last = Some((tone, text));
    }

    /// Says `text` in the status bar only: somewhere else it is said already.
    pub fn note(&mut self, tone: Tone, text: impl Into<String>) {
        self.last = Some((tone, text.into()));
    }

    /// Forgets `text`, which holds no longer.
    pub fn take_back(&mut self, text: &str) {
        self.last.take_if(|(_, last)| last == text);
    }

    /// The last message.
    pub fn last(&self) -> Option<(Tone, &str)> {
        self.last
            .as_ref()
            .map(|(tone, text)| (*tone, text.as_str()))
    }

    pub fn ui(&mut self, ctx: &Context) {
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
}
