//! What an experiment was told, as far as another one must hear it to be where the first was.

use crate::scene::Scene;
use crate::session::Command;

/// The scene that runs and the newest of every lasting command.
pub struct Remembered {
    scene: Box<Scene>,
    /// In the order in which they came, one of a kind.
    lasting: Vec<Command>,
}

impl Remembered {
    /// Of an experiment that was told nothing but its scene.
    pub fn of(scene: &Scene) -> Self {
        Self {
            scene: Box::new(scene.clone()),
            lasting: Vec::new(),
        }
    }

    /// Takes note of what an experiment is told.
    pub fn hear(&mut self, command: &Command) {
        match command {
            Command::Load(scene) => {
                self.scene.clone_from(scene);
                self.lasting.retain(|known| !belongs_to_scene(known));
            }
            // What is over when it was obeyed; a single step leaves what it stepped paused, which was said before. What
            // was kept of a run ends with its worker.
            Command::Restart
            | Command::Adopt(_)
            | Command::Respawn
            | Command::Launch(_)
            | Command::Journey(_)
            | Command::Papers(_)
            | Command::Recall(_)
            | Command::GoOnFrom(_)
            | Command::Pin(_) => {}
            Command::Retarget(_)
            | Command::TrainPoints(_)
            | Command::Tune(_)
            | Command::Sampling(_)
            | Command::Train(_)
            | Command::Dissect(_)
            | Command::Frame(_)
            | Command::FollowExact(_)
            | Command::Particles(_)
            | Command::ShowParticles(_)
            | Command::Pace(_)
            | Command::ParticleSpeed(_)
            | Command::Unit(_)
            | Command::Probe(_)
            | Command::Maps(_)
            | Command::Line(_)
            | Command::Identity(_) => {
                let kind = std::mem::discriminant(command);
                self.lasting
                    .retain(|known| std::mem::discriminant(known) != kind);
                self.lasting.push(command.clone());
            }
        }
    }

    /// The scene that an experiment begins with.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What it is to be told after that.
    pub fn lasting(&self) -> &[Command] {
        &self.lasting
    }
}

/// Whether another scene says it anew.
fn belongs_to_scene(command: &Command) -> bool {
    matches!(
        command,
        Command::Retarget(_) | Command::TrainPoints(_) | Command::Tune(_) | Command::Sampling(_)
    )
}
