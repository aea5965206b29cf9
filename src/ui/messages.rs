//! What the program has to say: the last message in the status bar, and for a moment in a corner.

use egui::{
    Align2, Area, Context, Frame, Id, Label, Order, Rect, RichText, Shadow, TextStyle, Vec2, vec2,
};

/// The width of a message in a corner, in sizes of a letter.
const WIDEST: f32 = 28.0;
/// Between a message and the edges of the part of the window that it may cover.
const MARGIN: Vec2 = vec2(12.0, 12.0);

/// What was done and what went wrong stays in the status bar for so many times as long as in the corner.
const PATIENCE: f64 = 3.0;

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
    /// What was done, as a file that was saved.
    Done,
    /// Something that could not be done with the scene, or another one that could not be opened.
    Scene,
    /// A file that could not be written where and as it was asked for.
    Saving,
    /// Settings that could not be kept for the next start.
    Keeping,
    /// A number that a field has refused.
    Typing,
    /// Training that has ended.
    Training,
    /// Panels that have no room.
    NarrowWindow,
}

impl Cause {
    /// Whether it is a state that somebody ends by [`Messages::over`]. Everything else has happened and
    /// is history once it could be read.
    fn is_state(self) -> bool {
        match self {
            Self::Keeping | Self::Training | Self::NarrowWindow => true,
            Self::Done | Self::Scene | Self::Saving | Self::Typing => false,
        }
    }
}

/// What stands in the status bar.
struct Last {
    tone: Tone,
    text: String,
    cause: Cause,
    /// For how many more seconds it stands in the corner as well.
    corner: f64,
    /// For how many more seconds it stands in the status bar; `None` until it is over.
    bar: Option<f64>,
    /// The time of the frame that showed it last.
    shown: Option<f64>,
}

/// The messages of this window.
#[derive(Default)]
pub struct Messages {
    last: Option<Last>,
}

impl Messages {
    /// Says what was done.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.tell(tone, Cause::Done, text.into());
    }

    /// Says what went wrong; it is there until [`Messages::over`], until the next message or until it
    /// could be read, whichever is first.
    pub fn fault(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Bad, cause, text.into());
    }

    /// [`Messages::fault`] for what is no error.
    pub fn hint(&mut self, cause: Cause, text: impl Into<String>) {
        self.tell(Tone::Plain, cause, text.into());
    }

    /// Says it in the status bar only: somewhere else it is said or seen already.
    pub fn note(&mut self, tone: Tone, cause: Cause, text: impl Into<String>) {
        self.tell(tone, cause, text.into());
        if let Some(last) = &mut self.last {
            last.corner = 0.0;
        }
    }

    fn tell(&mut self, tone: Tone, cause: Cause, text: String) {
        let seconds = reading(&text);
        let patience = match tone {
            Tone::Good | Tone::Bad => PATIENCE,
            Tone::Plain => 1.0,
        };
        self.last = Some(Last {
            tone,
            text,
            cause,
            corner: seconds,
            bar: (!cause.is_state()).then_some(patience * seconds),
            shown: None,
        });
    }

    /// Takes the last message back, everywhere, if it was about `cause`, which is gone.
    pub fn over(&mut self, cause: Cause) {
        self.last.take_if(|last| last.cause == cause);
    }

    /// The last message.
    pub fn last(&self) -> Option<(Tone, &str)> {
        self.last
            .as_ref()
            .map(|last| (last.tone, last.text.as_str()))
    }

    /// Shows the last message for a while in the lower right corner of `stage`, and takes it back
    /// everywhere when it has had its time. A pointer that rests on it stops the clock.
    pub fn ui(&mut self, ctx: &Context, stage: Rect) {
        let Some(last) = &mut self.last else {
            return;
        };
        let is_held = last.corner > 0.0 && last.corner_ui(ctx, stage);
        let now = ctx.input(|input| input.time);
        let before = last.shown.replace(now).unwrap_or(now);
        if !is_held {
            last.corner -= now - before;
            last.bar = last.bar.map(|left| left - (now - before));
        }
        let next = [Some(last.corner), last.bar];
        let next = next.into_iter().flatten().filter(|left| *left > 0.0);
        if let Some(next) = next.reduce(f64::min) {
            ctx.request_repaint_after_secs(next as f32);
        }
        self.last
            .take_if(|last| last.bar.is_some_and(|left| left <= 0.0));
    }
}

/// Seconds in which `text` is seen and read.
fn reading(text: &str) -> f64 {
    (3.0 + text.len() as f64 / 25.0).min(12.0)
}

impl Last {
    /// Shows it at once where it stays, whatever the frames take; whether a pointer rests on it.
    fn corner_ui(&self, ctx: &Context, stage: Rect) -> bool {
        let letter = TextStyle::Body.resolve(&ctx.global_style()).size;
        let room = stage.width() - 2.0 * MARGIN.x;
        let corner = Area::new(Id::unique("message"))
            .order(Order::Foreground)
            .fade_in(false)
            .pivot(Align2::RIGHT_BOTTOM)
            .fixed_pos(stage.right_bottom() - MARGIN)
            .constrain_to(stage);
        let shown = corner.show(ctx, |ui| {
            let frame = Frame::popup(ui.style()).shadow(Shadow::NONE);
            let inside = room - frame.total_margin().sum().x;
            frame.show(ui, |ui| {
                ui.set_max_width(inside.min(WIDEST * letter));
                ui.horizontal_top(|ui| {
                    let visuals = ui.visuals();
                    let (sign, color) = match self.tone {
                        Tone::Good => ("\u{2714}", visuals.text_color()),
                        Tone::Plain => ("\u{2139}", visuals.text_color()),
                        Tone::Bad => ("\u{26a0}", visuals.error_fg_color),
                    };
                    ui.label(RichText::new(sign).color(color));
                    ui.add(Label::new(&self.text).wrap());
                });
            });
        });
        shown.response.contains_pointer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::every;

    every!(Cause: Done, Scene, Saving, Keeping, Typing, Training, NarrowWindow);

    #[test]
    fn a_message_appears_where_it_stays_and_nowhere_else() {
        let long = "could not train: denoising divides by the noise level and cannot train at sigma 0; choose a level above 0 or another objective";
        for (width, height) in [(900.0, 600.0), (400.0, 300.0), (260.0, 300.0)] {
            let stage = Rect::from_min_size(egui::pos2(300.0, 90.0), vec2(width, height));
            let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(1280.0, 800.0));
            let ctx = Context::default();
            let mut messages = Messages::default();
            let mut places = Vec::new();
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
                let solid = output.shapes.iter().filter(|clipped| {
                    !matches!(&clipped.shape, egui::Shape::Rect(rect) if rect.blur_width > 0.0)
                });
                let shown = solid.map(|clipped| clipped.shape.visual_bounding_rect());
                let drawn = shown.fold(Rect::NOTHING, Rect::union);
                if drawn.is_positive() {
                    places.push(drawn);
                }
            }
            // At most the frame that measures it shows nothing.
            assert!(places.len() > 50, "{} frames", places.len());
            for place in &places {
                assert!(stage.contains_rect(*place), "{place:?} leaves {stage:?}");
                assert_eq!(place, &places[0]);
            }
        }
    }

    /// For how many seconds, up to a minute, what `say` says stands in the corner and in the status bar.
    fn seconds(say: impl FnOnce(&mut Messages)) -> [f64; 2] {
        let ctx = Context::default();
        let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(800.0, 600.0));
        let mut messages = Messages::default();
        say(&mut messages);
        let mut seconds = [0.0; 2];
        for tick in 0..600 {
            let time = 0.1 * f64::from(tick);
            let input = egui::RawInput {
                screen_rect: Some(screen),
                time: Some(time),
                ..Default::default()
            };
            let mut output = ctx.run_ui(input, |ui| messages.ui(ui.ctx(), screen));
            output.textures_delta.clear();
            if !output.shapes.is_empty() {
                seconds[0] = time;
            }
            if messages.last().is_some() {
                seconds[1] = time;
            }
        }
        seconds
    }

    #[test]
    fn every_message_goes_when_it_could_be_read_unless_it_is_about_a_state() {
        let text = "There is nothing to undo";
        for cause in Cause::ALL {
            let [corner, bar] = seconds(|messages| messages.hint(cause, text));
            assert!((3.0..5.0).contains(&corner), "{cause:?}: {corner}");
            let [corner, fault] = seconds(|messages| messages.fault(cause, text));
            assert!((3.0..5.0).contains(&corner), "{cause:?}: {corner}");
            if cause.is_state() {
                assert!(bar > 59.0 && fault > 59.0, "{cause:?}: {bar}, {fault}");
            } else {
                assert!((3.0..5.0).contains(&bar), "{cause:?}: {bar}");
                assert!((9.0..15.0).contains(&fault), "{cause:?}: {fault}");
            }
            let [corner, _] = seconds(|messages| messages.note(Tone::Plain, cause, text));
            assert_eq!(corner, 0.0, "{cause:?}");
        }
        let [corner, bar] = seconds(|messages| messages.say(Tone::Good, "Saved two.svg"));
        assert!(
            corner < 5.0 && (9.0..15.0).contains(&bar),
            "{corner}, {bar}"
        );
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
