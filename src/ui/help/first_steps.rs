//! The first steps: ten things to see, each a staged scene, a sentence or two, and one action that shows it.

use crate::sampling::Sampler;
use crate::scene::Scene;
use crate::scene::preset;
use crate::session::Lane;
use crate::ui::view::{FieldKind, Following, Stage, View};

/// One of the first steps.
pub struct FirstStep {
    pub title: &'static str,
    pub text: &'static str,
    /// What its button says.
    pub action: &'static str,
    pub staging: Staging,
}

/// What an action puts on the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staging {
    /// The scene by its name among the presets.
    pub preset: &'static str,
    pub stage: Stage,
    pub field: FieldKind,
    /// The noise level shown, in data units; none leaves it to the scene.
    pub sigma: Option<f64>,
    /// c in c p(x).
    pub constant: f64,
    /// How particles move and whether they follow the exact score; none hides them.
    pub particles: Option<(Sampler, bool)>,
    /// Whether the network trains.
    pub training: bool,
    /// Where the clock of the journey stands, from 0 (data) by 1 (noise) to 2 (data again), and whether it
    /// runs.
    pub clock: (f64, bool),
    /// What is compared on the journey; nothing leaves the choice as it is.
    pub lanes: &'static [Lane],
}

const EXACT: Staging = Staging {
    preset: "three-gaussians",
    stage: Stage::Learn,
    field: FieldKind::Exact,
    sigma: Some(0.3),
    constant: 1.0,
    particles: None,
    training: false,
    clock: (0.0, true),
    lanes: &[],
};

const JOURNEY: Staging = Staging {
    preset: "eight-gaussians",
    stage: Stage::Journey,
    field: FieldKind::Learned,
    training: true,
    particles: Some((Sampler::Annealed, false)),
    sigma: None,
    ..EXACT
};

/// Two samplers, and the first of them with few and with many steps.
const TWO_SAMPLERS: [Lane; 2] = [
    Lane::by_exact_score(Sampler::OdeHeun, 32),
    Lane::by_exact_score(Sampler::ReverseSde, 128),
];
const FEW_AND_MANY: [Lane; 2] = [
    Lane::by_exact_score(Sampler::OdeHeun, 4),
    Lane::by_exact_score(Sampler::OdeHeun, 64),
];

/// All of them, in the order in which they are best taken.
pub const FIRST_STEPS: [FirstStep; 10] = [
    FirstStep {
        title: "What is a score?",
        text: "An arrow at every point: the way in which data become likelier. Blue is where data lie. Of these data the exact arrows are known.",
        action: "Show the exact arrows",
        staging: EXACT,
    },
    FirstStep {
        title: "The target is known",
        text: "Nobody knows the score of real data. But who adds noise ε knows the way back, −ε/σ, and on average that is the score. A network learns from nothing else: watch its arrows turn into the grey, exact ones.",
        action: "Let it learn",
        staging: Staging {
            field: FieldKind::Learned,
            training: true,
            ..EXACT
        },
    },
    FirstStep {
        title: "Why add noise?",
        text: "Data without noise say nothing about the space between. With noise of σ = 1.5 eight peaks become one hill, and from everywhere an arrow leads to it.",
        action: "Raise the noise to 1.5",
        staging: Staging {
            preset: "eight-gaussians",
            sigma: Some(1.5),
            ..EXACT
        },
    },
    FirstStep {
        title: "The constant c",
        text: "Multiply the density by 10: the picture gets stronger, and no arrow moves. A score needs no normalising constant.",
        action: "Multiply by 10",
        staging: Staging {
            constant: 10.0,
            ..EXACT
        },
    },
    FirstStep {
        title: "Empty regions",
        text: "Between far modes there are no data to learn from. There the learned arrows stay wrong longest: the difference shows where.",
        action: "Show the difference",
        staging: Staging {
            preset: "song-ermon",
            field: FieldKind::Difference,
            sigma: Some(0.5),
            training: true,
            ..EXACT
        },
    },
    FirstStep {
        title: "One network, all levels",
        text: "The noise level is an input of the network, like x and y. Particles that follow it walk through all levels, from the largest to the smallest.",
        action: "Follow the network down",
        staging: Staging {
            preset: "eight-gaussians",
            stage: Stage::Sample,
            field: FieldKind::Learned,
            sigma: None,
            particles: Some((Sampler::Annealed, false)),
            training: true,
            ..EXACT
        },
    },
    FirstStep {
        title: "Why anneal?",
        text: "At one small level no particle crosses the empty middle: each side keeps the half that began there, though 0.8 and 0.2 are true. Walking down from σ = 20 gets the shares nearly right.",
        action: "Walk down from σ = 20",
        staging: Staging {
            preset: "song-ermon",
            stage: Stage::Sample,
            sigma: None,
            particles: Some((Sampler::Annealed, true)),
            ..EXACT
        },
    },
    FirstStep {
        title: "From data to noise",
        text: "Add more and more noise: the data drown in one wide Gaussian. That one is easy to draw from.",
        action: "Drown the data",
        staging: JOURNEY,
    },
    FirstStep {
        title: "From noise to data",
        text: "Draw points from that Gaussian and follow the score back: they become new data. Here two samplers do it side by side, on the exact score.",
        action: "Come back from the noise",
        staging: Staging {
            clock: (1.0, true),
            lanes: &TWO_SAMPLERS,
            ..JOURNEY
        },
    },
    FirstStep {
        title: "What is left of the error?",
        text: "Few steps, a learned score and the way it begins each leave an error. Here one sampler takes 4 steps and one 64, on the exact score: the table on the right tells all three errors apart.",
        action: "Show what is left",
        staging: Staging {
            clock: (2.0, false),
            lanes: &FEW_AND_MANY,
            ..JOURNEY
        },
    },
];

impl Staging {
    /// The scene that is opened.
    pub fn scene(&self) -> Option<Scene> {
        let mut scene = preset::find(self.preset).ok()?;
        if let Some((sampler, _)) = self.particles {
            scene.sampling.sampler = sampler;
        }
        Some(scene)
    }

    /// How it is looked at, by one who looked at things as `before`.
    pub fn view(&self, before: &View) -> View {
        let mut view = View {
            stage: self.stage,
            field: self.field,
            sigma: self.sigma,
            log10_constant: self.constant.log10(),
            arrows: true,
            density: true,
            clean_density: false,
            truth: true,
            launching: false,
            charts: true,
            ..before.clone()
        };
        view.following = Following::default();
        view.playback.training = self.training;
        view.playback.particles_shown = self.particles.is_some();
        if let Some((_, exact)) = self.particles {
            view.playback.particles = true;
            view.playback.follow_exact = exact;
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_first_step_has_a_scene_and_a_level_within_its_range() {
        for step in &FIRST_STEPS {
            let scene = step.staging.scene().expect(step.title);
            let range = scene.noise_range(&scene.mixture().unwrap());
            let sigma = step.staging.sigma.unwrap_or(range.min());
            assert!(
                (range.min()..=range.max()).contains(&sigma),
                "{}: {sigma}",
                step.title
            );
        }
    }

    #[test]
    fn numbers_in_the_texts_are_those_of_the_staging() {
        let [raised, multiplied] = [2, 3].map(|index| &FIRST_STEPS[index]);
        assert!(raised.text.contains("σ = 1.5") && raised.staging.sigma == Some(1.5));
        assert!(multiplied.text.contains("by 10") && multiplied.staging.constant == 10.0);
        let annealed = FIRST_STEPS[6].staging.scene().unwrap();
        assert_eq!(annealed.sampling.sigma_max, Some(20.0));
        let shares: Vec<f64> = annealed
            .target
            .components()
            .iter()
            .map(|c| c.weight)
            .collect();
        assert_eq!(shares, [0.8, 0.2]);
    }
}
