//! The clock of the journey: where it stands, and how it is played and moved.

use egui::{Context, Key, Modifiers, Popup};

/// Seconds from one end of the clock to the other at the usual pace.
const SECONDS: f32 = 12.0;
/// One press of an arrow key moves the clock by this; with Shift by a tenth of it.
const STEP: f64 = 0.02;

/// Where the clock stands: 0 clean data, 1 the noise, 2 data again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    pub position: f64,
    pub playing: bool,
    /// Whether it begins again at the end.
    pub round: bool,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            position: 0.0,
            playing: true,
            round: false,
        }
    }
}

impl Clock {
    /// How far from data the clock stands: 0 clean, 1 the prior.
    pub fn noise(self) -> f64 {
        1.0 - (self.position - 1.0).abs()
    }

    /// Whether particles are on their way to the noise.
    pub fn forward(self) -> bool {
        self.position < 1.0
    }

    pub fn advance(&mut self, seconds: f32) {
        if !self.playing {
            return;
        }
        self.position += 2.0 * f64::from(seconds / SECONDS);
        if self.position >= 2.0 {
            self.position = if self.round { 0.0 } else { 2.0 };
            self.playing = self.round;
        }
    }

    /// Plays or pauses; from the end it begins again.
    pub fn toggle(&mut self) {
        self.playing = !self.playing;
        if self.playing && self.position >= 2.0 {
            self.position = 0.0;
        }
    }

    /// Takes the keys of the clock while nothing else has the keyboard: Space plays, arrows move it,
    /// Home, End and Page Up go to data, the end and the noise.
    pub fn listen(&mut self, ctx: &Context) {
        if ctx.memory(|memory| memory.focused()).is_some() || Popup::is_any_open(ctx) {
            return;
        }
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::NONE, Key::Space) {
            self.toggle();
        }
        let mut to = None;
        // The longer combination comes first: the shorter one would take it, too.
        for (modifiers, step) in [(Modifiers::SHIFT, 0.1 * STEP), (Modifiers::NONE, STEP)] {
            for (key, sign) in [(Key::ArrowLeft, -1.0), (Key::ArrowRight, 1.0)] {
                if pressed(modifiers, key) {
                    to = Some(self.position + sign * step);
                }
            }
        }
        for (key, place) in [(Key::Home, 0.0), (Key::PageUp, 1.0), (Key::End, 2.0)] {
            if pressed(Modifiers::NONE, key) {
                to = Some(place);
            }
        }
        if let Some(to) = to {
            self.position = to.clamp(0.0, 2.0);
            self.playing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_to_the_noise_and_back_and_stops() {
        let mut clock = Clock::default();
        assert!(clock.forward() && clock.noise() == 0.0);
        clock.advance(0.5 * SECONDS);
        assert!((clock.noise() - 1.0).abs() < 1e-6);
        clock.advance(SECONDS);
        assert!(!clock.playing && clock.noise() == 0.0 && !clock.forward());
        clock.toggle();
        assert!(clock.playing && clock.position == 0.0);
    }

    #[test]
    fn a_round_clock_begins_again_and_plays_on() {
        let mut clock = Clock {
            position: 1.9,
            round: true,
            ..Clock::default()
        };
        clock.advance(SECONDS);
        assert!(clock.playing && clock.position == 0.0);
    }
}
