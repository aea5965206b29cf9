//! What runs and what is shown, as data: its difference from what was sent gives the commands.

use super::command::{Command, Motion};
use super::pace::{Speed, TrainingPace};
use serde::{Deserialize, Serialize};

/// Which parts of an experiment run, and what its particles follow. The default is how an experiment
/// starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Playback {
    /// Whether the network trains.
    pub training: bool,
    /// Whether the particles move, shown or not.
    pub particles: bool,
    /// Whether there are particles at all; hidden ones cost nothing.
    pub particles_shown: bool,
    /// Whether particles follow the exact score instead of the learned one.
    pub follow_exact: bool,
    /// How fast the network trains.
    pub pace: TrainingPace,
    /// How fast the particles move.
    pub particle_speed: Speed,
}

impl Default for Playback {
    fn default() -> Self {
        Self {
            training: true,
            particles: true,
            particles_shown: true,
            follow_exact: false,
            pace: TrainingPace::FlatOut,
            particle_speed: Speed::Usual,
        }
    }
}

impl Playback {
    /// The commands that turn an experiment that was sent `sent` into this one: none when they are
    /// equal, one for every difference, all of them when nothing was sent. A single step is no state
    /// but a command of its own, to be sent after these.
    pub fn changes_from(&self, sent: Option<&Self>) -> Vec<Command> {
        let differs = |of: fn(&Self) -> bool| sent.is_none_or(|sent| of(sent) != of(self));
        let mut commands = Vec::new();
        // Before anything runs it is known how fast.
        if sent.is_none_or(|sent| sent.pace != self.pace) {
            commands.push(Command::Pace(self.pace));
        }
        if sent.is_none_or(|sent| sent.particle_speed != self.particle_speed) {
            commands.push(Command::ParticleSpeed(self.particle_speed));
        }
        if differs(|playback| playback.training) {
            commands.push(Command::Train(motion(self.training)));
        }
        if differs(|playback| playback.follow_exact) {
            commands.push(Command::FollowExact(self.follow_exact));
        }
        if differs(|playback| playback.particles) {
            commands.push(Command::Particles(motion(self.particles)));
        }
        if differs(|playback| playback.particles_shown) {
            commands.push(Command::ShowParticles(self.particles_shown));
        }
        commands
    }
}

fn motion(runs: bool) -> Motion {
    if runs { Motion::Run } else { Motion::Pause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_experiment_that_was_sent_nothing_is_told_everything() {
        let commands = Playback::default().changes_from(None);
        assert!(
            matches!(
                commands[..],
                [
                    Command::Pace(TrainingPace::FlatOut),
                    Command::ParticleSpeed(Speed::Usual),
                    Command::Train(Motion::Run),
                    Command::FollowExact(false),
                    Command::Particles(Motion::Run),
                    Command::ShowParticles(true)
                ]
            ),
            "{commands:?}"
        );
    }

    #[test]
    fn equal_states_ask_for_nothing_and_every_difference_for_one_command() {
        let sent = Playback::default();
        assert!(sent.changes_from(Some(&sent)).is_empty());
        let one = |change: fn(&mut Playback)| {
            let mut wanted = sent;
            change(&mut wanted);
            let commands = wanted.changes_from(Some(&sent));
            assert_eq!(commands.len(), 1, "{commands:?}");
            commands[0].clone()
        };
        let paused = one(|wanted| wanted.training = false);
        assert!(matches!(paused, Command::Train(Motion::Pause)));
        let rested = one(|wanted| wanted.particles = false);
        assert!(matches!(rested, Command::Particles(Motion::Pause)));
        let hidden = one(|wanted| wanted.particles_shown = false);
        assert!(matches!(hidden, Command::ShowParticles(false)));
        let exact = one(|wanted| wanted.follow_exact = true);
        assert!(matches!(exact, Command::FollowExact(true)));
        let slow = one(|wanted| wanted.pace = TrainingPace::Steps(10));
        assert!(matches!(slow, Command::Pace(TrainingPace::Steps(10))));
        let fast = one(|wanted| wanted.particle_speed = Speed::Fourfold);
        assert!(matches!(fast, Command::ParticleSpeed(Speed::Fourfold)));
    }
}
