//! What can be asked about a sampler.

use super::{Dynamics, Movement, Sampler, StepCount};
use crate::noise::ProcessKind;
use crate::wording::either;

impl Sampler {
    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The name in the window.
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// Its name in the legend of paths over time.
    pub fn legend(self) -> &'static str {
        self.facts().legend
    }

    /// How its particles move.
    pub fn movement(self) -> Movement {
        self.facts().movement
    }

    /// Whether particles are kicked about at given levels instead of following a process in time.
    pub fn is_langevin(self) -> bool {
        matches!(self.movement(), Movement::Langevin(_))
    }

    /// Whether particles stay at one noise level.
    pub fn stays_at_one_level(self) -> bool {
        self.facts().processes.is_empty()
    }

    /// Whether every step draws noise.
    pub fn is_noisy(self) -> bool {
        self.facts().is_noisy
    }

    /// Whether it goes down a ladder of levels, taking its steps at each.
    pub fn has_ladder(self) -> bool {
        self.step_count() == StepCount::ALevel
    }

    /// Whether it chooses its own steps, by a tolerance.
    pub fn takes_tolerance(self) -> bool {
        self.step_count() == StepCount::AtMost
    }

    /// Whether a [`Churn`](crate::sampling::Churn) says how much noise its steps draw.
    pub fn takes_churn(self) -> bool {
        self.facts().takes_churn
    }

    /// What stands in where particles move for ever, as in the window: without the judgement of
    /// `mala`, and annealed Langevin for the way back along a process.
    pub fn live(self) -> Self {
        self.facts().live.sampler()
    }

    /// Its own dynamics or, of a way back along a process, those of [`Sampler::live`].
    pub fn live_dynamics(self) -> Dynamics {
        match self.movement() {
            Movement::Langevin(dynamics) => dynamics,
            Movement::Back(_) => self.facts().live,
        }
    }

    /// A line on it where particles move for ever; none where [`Sampler::live`] stands in.
    pub fn live_help(self) -> Option<&'static str> {
        self.facts().live_help
    }

    /// The processes it is defined on, the usual one first; none for dynamics at one level.
    pub fn processes(self) -> &'static [ProcessKind] {
        self.facts().processes
    }

    /// Whether it is defined on `process`.
    pub fn runs_on(self, process: ProcessKind) -> bool {
        self.processes().contains(&process)
    }

    /// Steps when nobody says, counted as [`Sampler::step_count`] says.
    pub fn usual_steps(self) -> usize {
        self.facts().usual_steps
    }

    /// What its number of steps counts.
    pub fn step_count(self) -> StepCount {
        self.facts().step_count
    }

    /// A figure's caption of it, with `{tol}`, `{s_churn}` and `{s_noise}` to be filled in.
    pub fn caption(self) -> &'static str {
        self.facts().caption
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts().help
    }

    /// "langevin or mala": the names of those of which `fact` is true.
    pub(crate) fn names_where(fact: fn(Self) -> bool) -> String {
        let owners = Self::ALL.into_iter().filter(|&sampler| fact(sampler));
        either(owners.map(Self::name))
    }

    /// "ve, ve-rho or vp-linear".
    pub fn processes_in_words(self) -> String {
        either(self.processes().iter().map(|process| process.name()))
    }
}

/// Every row names its own movement, a way back has a process to follow, and what moves particles for ever
/// stands in for itself and is described.
const _: () = {
    let mut index = 0;
    while index < Sampler::ALL.len() {
        let sampler = Sampler::ALL[index];
        let facts = sampler.facts();
        let owner = match facts.movement {
            Movement::Langevin(dynamics) => dynamics.sampler(),
            Movement::Back(solver) => {
                assert!(!facts.processes.is_empty(), "no process to follow back");
                solver.sampler()
            }
        };
        assert!(
            owner as usize == sampler as usize,
            "the movement of another"
        );
        let is_live = facts.live.sampler() as usize == sampler as usize;
        assert!(
            facts.live_help.is_some() == is_live,
            "a line on its live form"
        );
        index += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_scene_files() {
        for sampler in Sampler::ALL {
            let written = toml::Value::try_from(sampler).unwrap();
            assert_eq!(written.as_str(), Some(sampler.name()));
        }
        for process in ProcessKind::ALL {
            let written = toml::Value::try_from(process).unwrap();
            assert_eq!(written.as_str(), Some(process.name()));
        }
    }

    #[test]
    fn what_people_read_is_no_identifier_and_names_one_thing() {
        let samplers = Sampler::ALL.map(|sampler| (sampler.name(), sampler.label()));
        let processes = ProcessKind::ALL.map(|process| (process.name(), process.label()));
        let mut seen = Vec::new();
        for (name, label) in samplers.into_iter().chain(processes) {
            assert!(label.starts_with(char::is_uppercase), "{label}");
            assert!(!label.split(' ').any(|word| word == name), "{label}");
            assert!(!seen.contains(&label), "{label} is said of two");
            seen.push(label);
        }
    }

    #[test]
    fn what_moves_for_ever_is_described_and_stands_in_for_itself() {
        for sampler in Sampler::ALL {
            let is_live = sampler.live() == sampler;
            assert_eq!(sampler.live_help().is_some(), is_live, "{sampler:?}");
        }
    }

    #[test]
    fn processes_are_listed_as_a_sentence_reads() {
        assert_eq!(Sampler::Annealed.processes_in_words(), "ve or ve-rho");
        let words = Sampler::Ddpm.processes_in_words();
        assert_eq!(words, "ddpm, vp-linear or vp-cosine");
    }
}
