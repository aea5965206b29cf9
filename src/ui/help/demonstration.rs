//! What is to be seen in the window of a claim of the papers: its scene, and where one looks at it.

use crate::measure::papers::GROUPS;
use crate::mixture::Component;
use crate::noise::{Center, NoiseRange, PriorKind, ProcessKind, Scale};
use crate::sampling::{Init, Sampler, SamplingSpec};
use crate::scene::{Scene, Target};
use crate::score::{NoiseLevels, Objective};
use crate::session::Lane;
use crate::ui::view::{FieldKind, Stage};
use crate::wording::every;

/// The levels at which the floors of the losses are measured.
const FLOORS: [f64; 7] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0];
/// How far apart the two modes lie whose weights the score does not see.
const SEPARATIONS: [f64; 6] = [1.0, 2.0, 4.0, 6.0, 8.0, 8.0];
/// Steps of the solvers whose order is measured; the last claim compares the last two.
const STEPS: [usize; 4] = [16, 32, 64, 128];
/// The largest noise level of a prior that is too narrow, and of one that is wide enough.
const NARROW: f64 = 5.0;
const WIDE: f64 = 80.0;
/// The smallest level of the flows.
const SMALLEST: f64 = 0.002;
/// sqrt((1 - alpha-bar)/alpha-bar) at the end of DDPM's betas, for T = 50, 250 and 1000.
const DDPM_LEVELS: [f64; 3] = [0.811, 3.39, 158.0];

/// What a group of claims is about, in the order of the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lesson {
    EmptyMiddle,
    FarModes,
    Unadjusted,
    Floors,
    Blindness,
    Orders,
    Prior,
    Likelihood,
    EnoughNoise,
    StableTargets,
}

every!(
    Lesson: EmptyMiddle, FarModes, Unadjusted, Floors, Blindness, Orders, Prior, Likelihood, EnoughNoise,
    StableTargets
);

/// A scene with the stage, the level and the field that show it.
pub struct Demonstration {
    pub scene: Scene,
    pub stage: Stage,
    pub sigma: Option<f64>,
    pub field: FieldKind,
    /// Of the journey: the process and what is compared on it.
    pub journey: Option<(ProcessKind, Vec<Lane>)>,
}

impl Demonstration {
    /// Of claim number `claim` of group number `group`, both counted from 0; `None` where there is none.
    pub fn of(group: usize, claim: usize) -> Option<Self> {
        let of = GROUPS.get(group).filter(|of| claim < of.claims)?;
        let mut shown = match Lesson::ALL.get(group)? {
            Lesson::EmptyMiddle => {
                let sigma = if claim == 2 { 5.0 } else { 0.0 };
                let shown = learned_at(sigma, Objective::Explicit);
                shown.showing(FieldKind::Difference)
            }
            Lesson::FarModes if claim < 3 => langevin(pair([5.0, 5.0], 1.0), 0.05, 8.0),
            Lesson::FarModes => annealed(),
            Lesson::Unadjusted => {
                let (std, step_size) = if claim < 2 { (1.0, 0.5) } else { (0.5, 0.1) };
                let one = vec![Component::round([0.0, 0.0], std, 1.0)];
                langevin(one, step_size, std)
            }
            Lesson::Floors => loss(claim),
            Lesson::Blindness => {
                let half = 0.5 * SEPARATIONS[claim];
                learning(pair([half, 0.0], 1.0)).showing(FieldKind::Exact)
            }
            Lesson::Orders => orders(claim),
            Lesson::Prior => {
                let largest = [NARROW, 10.0, 20.0][claim];
                flow(
                    ProcessKind::VeRho,
                    largest,
                    vec![Lane::by_exact_score(Sampler::OdeHeun, 128)],
                )
            }
            Lesson::Likelihood => {
                let (process, largest) = match claim {
                    4 => (ProcessKind::VpLinear, WIDE),
                    3 => (ProcessKind::Ve, NARROW),
                    _ => (ProcessKind::Ve, WIDE),
                };
                flow(
                    process,
                    largest,
                    vec![Lane::by_exact_score(Sampler::OdeHeun, 128)],
                )
            }
            Lesson::EnoughNoise => {
                let (level, steps) = [(0, 50), (1, 250), (2, 1000), (0, 50), (2, 1000)][claim];
                let lanes = vec![Lane::by_exact_score(Sampler::Ddpm, steps)];
                flow(ProcessKind::Ddpm, DDPM_LEVELS[level], lanes)
            }
            Lesson::StableTargets => learned_at(3.0, Objective::StableTarget),
        };
        shown.scene.title = of.title.to_owned();
        shown.scene.why = of.lesson.to_owned();
        Some(shown)
    }

    fn showing(self, field: FieldKind) -> Self {
        Self { field, ..self }
    }
}

/// 4/5 of the mass around `mean` and 1/5 opposite of it.
fn pair(mean: [f64; 2], std: f64) -> Vec<Component> {
    let opposite = mean.map(|x| -x);
    vec![
        Component::round(mean, std, 0.8),
        Component::round(opposite, std, 0.2),
    ]
}

fn learning(components: Vec<Component>) -> Demonstration {
    Demonstration {
        scene: Scene::new("", Target::Components(components)),
        stage: Stage::Learn,
        sigma: None,
        field: FieldKind::Learned,
        journey: None,
    }
}

/// A network on the mixture of Song and Ermon.
fn song_ermon() -> Demonstration {
    let mut shown = learning(pair([5.0, 5.0], 1.0));
    shown.scene.noise = NoiseRange::new(0.1, 20.0).ok();
    shown
}

/// One of the single level `sigma`.
fn learned_at(sigma: f64, objective: Objective) -> Demonstration {
    let mut shown = song_ermon();
    shown.scene.training.noise_levels = NoiseLevels::Fixed(sigma);
    shown.scene.training.objective = objective;
    shown.sigma = Some(sigma).filter(|sigma| *sigma > 0.0);
    shown
}

/// The floors first, then the implicit loss without noise, then the constants between the losses.
fn loss(claim: usize) -> Demonstration {
    if let Some(sigma) = FLOORS.get(claim) {
        return learned_at(*sigma, Objective::Denoising);
    }
    let at_all = |sigma, objective| {
        let mut shown = song_ermon();
        shown.scene.training.objective = objective;
        shown.sigma = Some(sigma);
        shown
    };
    match claim {
        8 => learned_at(1.0, Objective::Denoising),
        9 => learned_at(1.0, Objective::Implicit),
        10 => at_all(0.3, Objective::Denoising),
        11 => at_all(0.3, Objective::Implicit),
        12 => at_all(5.0, Objective::Denoising),
        13 => at_all(5.0, Objective::Implicit),
        _ => learned_at(0.0, Objective::Implicit),
    }
}

/// Particles by the exact score from the middle of a square.
fn sampling(components: Vec<Component>, spec: SamplingSpec) -> Demonstration {
    let mut shown = learning(components).showing(FieldKind::Exact);
    shown.stage = Stage::Sample;
    shown.scene.noise = NoiseRange::new(0.1, 20.0).ok();
    shown.scene.sampling = SamplingSpec {
        center: Center::At([0.0, 0.0]),
        prior: PriorKind::Plain,
        ..spec
    };
    shown
}

/// Without noise, from the square of half the side `half`.
fn langevin(components: Vec<Component>, step_size: f64, half: f64) -> Demonstration {
    let spec = SamplingSpec {
        sampler: Sampler::Langevin,
        sigma: Some(0.0),
        step_size: Some(step_size),
        steps: 1000,
        init: Init::Box(-half, half),
        ..SamplingSpec::default()
    };
    sampling(components, spec)
}

/// Down the ladder of Song and Ermon's figure 3, to points that the smallest level widens.
fn annealed() -> Demonstration {
    let spec = SamplingSpec {
        sampler: Sampler::Annealed,
        sigma_min: Some(1.0),
        sigma_max: Some(20.0),
        levels: 10,
        steps: 100,
        step_size: Some(0.05),
        init: Init::Box(-8.0, 8.0),
        ..SamplingSpec::default()
    };
    sampling(pair([5.0, 5.0], 1e-3), spec)
}

/// The steps that are claimed beside so many that no error of theirs is left.
fn orders(claim: usize) -> Demonstration {
    let sampler = if claim < 5 {
        Sampler::OdeEuler
    } else {
        Sampler::OdeHeun
    };
    let lanes = match STEPS.get(claim % 5) {
        Some(steps) => vec![
            Lane::by_exact_score(sampler, *steps),
            Lane::by_exact_score(Sampler::OdeHeun, 512),
        ],
        None => vec![
            Lane::by_exact_score(sampler, STEPS[2]),
            Lane::by_exact_score(sampler, STEPS[3]),
        ],
    };
    flow(ProcessKind::VeRho, WIDE, lanes)
}

/// On the mixture of Song and Ermon from the plain prior of level `largest`.
fn flow(process: ProcessKind, largest: f64, lanes: Vec<Lane>) -> Demonstration {
    let mut shown = song_ermon();
    shown.scene.noise = NoiseRange::new(SMALLEST, largest).ok();
    shown.scene.sampling = SamplingSpec {
        center: Center::At([0.0, 0.0]),
        scale: Some(Scale::Of(1.0)),
        prior: PriorKind::Plain,
        ..SamplingSpec::default()
    };
    shown.stage = Stage::Journey;
    shown.journey = Some((process, lanes));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::Process;

    #[test]
    fn lessons_stand_in_the_order_of_the_groups() {
        let titles = Lesson::ALL.map(|lesson| match lesson {
            Lesson::EmptyMiddle => "The empty middle",
            Lesson::FarModes => "Far modes",
            Lesson::Unadjusted => "Steps that are not adjusted",
            Lesson::Floors => "Losses and their floors",
            Lesson::Blindness => "Blindness to weights",
            Lesson::Orders => "Orders of the solvers",
            Lesson::Prior => "What the prior costs",
            Lesson::Likelihood => "Likelihood",
            Lesson::EnoughNoise => "Enough noise",
            Lesson::StableTargets => "Stable targets",
        });
        assert_eq!(titles, GROUPS.map(|group| group.title));
    }

    #[test]
    fn every_claim_has_a_scene_that_can_be_run_and_there_are_no_others() {
        for (index, group) in GROUPS.iter().enumerate() {
            for claim in 0..group.claims {
                let shown = Demonstration::of(index, claim)
                    .unwrap_or_else(|| panic!("no scene for claim {claim} of {}", group.title));
                shown.scene.validate().unwrap();
                assert_eq!(shown.journey.is_some(), shown.stage == Stage::Journey);
                for lane in shown.journey.iter().flat_map(|(_, lanes)| lanes) {
                    let process = shown.journey.as_ref().unwrap().0;
                    assert!(lane.sampler.runs_on(process), "{}", group.title);
                }
            }
            assert!(Demonstration::of(index, group.claims).is_none());
        }
        assert!(Demonstration::of(GROUPS.len(), 0).is_none());
    }

    #[test]
    fn the_levels_of_ddpm_are_those_at_the_end_of_its_betas() {
        for (steps, level) in [50, 250, 1000].into_iter().zip(DDPM_LEVELS) {
            let alpha_bar = Process::ddpm(steps).unwrap().alpha(steps as f64).powi(2);
            let exact = ((1.0 - alpha_bar) / alpha_bar).sqrt();
            assert!((level / exact - 1.0).abs() < 5e-3, "{steps}: {exact}");
        }
    }
}
