//! The forward process: its name and constants on the command line.

use super::levels::TrainedLevels;
use super::number;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::noise::{Center, NoiseRange, PriorKind, Process, ProcessKind, ProcessSpec, Scale};
use crate::sampling::{Sampler, StepCount};
use clap::Args;

/// A forward process. What is left out is usual.
#[derive(Clone, Copy, Debug, Args)]
pub struct ProcessArgs {
    /// The forward process [default: the scene's, else the sampler's usual one; of forward and
    /// likelihood ve-rho]
    #[arg(long, value_parser = number::choice::<ProcessKind>(), value_name = "PROCESS")]
    pub process: Option<ProcessKind>,
    /// The smallest level of ve, ve-rho and annealed [default: the scene's or the network's]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    pub sigma_min: Option<f64>,
    /// The largest level of ve, ve-rho and annealed, and the standard deviation of their prior
    /// [default: the scene's or the network's]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    pub sigma_max: Option<f64>,
    /// rho of ve-rho, 1 to 100 [default: 7]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "R")]
    pub rho: Option<f64>,
    /// The first time in use of vp-linear, vp-cosine and ddpm [default: 0.001, of ddpm 0]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "T")]
    pub t_min: Option<f64>,
    /// The last time in use, where the prior stands in [default: 1, of vp-cosine 0.9946, of ddpm T]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "T")]
    pub t_max: Option<f64>,
    /// c of x_t = c + alpha (x0 - c) + sigma s eps: x,y, or data for the mean of the target [default: the
    /// scene's, else data]
    #[arg(long, value_parser = number::center, allow_hyphen_values = true, value_name = "X,Y")]
    pub center: Option<Center>,
    /// s: a number, or data for the standard deviation of the target; of ve, ve-rho and without a process
    /// always 1 [default: the scene's, else data]
    #[arg(long, value_parser = number::scale, allow_hyphen_values = true, value_name = "S")]
    pub scale: Option<Scale>,
    /// Where the way back begins: matched has the mean and the covariance of p at the last time, plain is
    /// N(c, sigma_max^2 I) of ve, ve-rho and without a process, else N(c, s^2 I) [default: the scene's,
    /// else matched]
    #[arg(long, value_parser = number::choice::<PriorKind>(), value_name = "PRIOR")]
    pub prior: Option<PriorKind>,
    /// T of the process ddpm [default: 1000; of the sampler ddpm its --steps]
    #[arg(long, value_name = "T", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    pub ddpm_steps: Option<usize>,
}

impl ProcessArgs {
    /// The process of a verb without a sampler, as [`ProcessArgs::spec`] says.
    ///
    /// # Errors
    /// When an option belongs to another process or is out of range.
    pub fn build(
        &self,
        usual: ProcessKind,
        opened: &OpenedScene,
        levels: Option<TrainedLevels>,
    ) -> Result<Process, Failure> {
        let (spec, range) = self.spec(usual, opened, levels)?;
        spec.build(range, &opened.mixture).map_err(Failure::usage)
    }

    /// What is chosen about the process of a verb without a sampler, and the levels where nobody says. What is left out comes from the scene's sampling, as
    /// it does for a verb with one, then from `usual` and the levels of the score or the scene.
    ///
    /// # Errors
    /// When an option belongs to another process.
    pub fn spec(
        &self,
        usual: ProcessKind,
        opened: &OpenedScene,
        levels: Option<TrainedLevels>,
    ) -> Result<(ProcessSpec, NoiseRange), Failure> {
        let kind = self.process.unwrap_or(usual);
        self.refuse_options_of_others(&[Some(kind)])?;
        // A network's own levels stay good when the scene has been moved since.
        let range = levels.map_or(opened.range, |levels| levels.range);
        // The times of one process are not those of another.
        let scene = opened.scene.sampling;
        let is_own = scene.process == Some(kind);
        let spec = ProcessSpec {
            kind,
            sigma_min: self.sigma_min.or(scene.sigma_min),
            sigma_max: self.sigma_max.or(scene.sigma_max),
            rho: self.rho.or(scene.rho),
            t_min: self.t_min.or(scene.t_min.filter(|_| is_own)),
            t_max: self.t_max.or(scene.t_max.filter(|_| is_own)),
            ddpm_steps: self.ddpm_steps.or(scene.ddpm_steps.filter(|_| is_own)),
            center: self.center.unwrap_or(scene.center),
            scale: self.scale_for(Some(kind), scene.scale),
            prior: self.prior.unwrap_or(scene.prior),
        };
        Ok((spec, range))
    }

    /// s of a process of this kind, or without one: the option, else what the `scene` says where that can
    /// mean something.
    pub fn scale_for(&self, kind: Option<ProcessKind>, scene: Option<Scale>) -> Option<Scale> {
        let has_one = kind.is_some_and(|kind| !kind.explodes());
        self.scale.or(scene.filter(|_| has_one))
    }

    /// Refuses every option here, because `what` is missing.
    pub fn refuse_all(&self, what: &str) -> Result<(), Failure> {
        let given = [
            ("--process", self.process.is_some()),
            ("--sigma-min", self.sigma_min.is_some()),
            ("--sigma-max", self.sigma_max.is_some()),
            ("--rho", self.rho.is_some()),
            ("--t-min", self.t_min.is_some()),
            ("--t-max", self.t_max.is_some()),
            ("--ddpm-steps", self.ddpm_steps.is_some()),
            ("--center", self.center.is_some()),
            ("--scale", self.scale.is_some()),
            ("--prior", self.prior.is_some()),
        ];
        match given.into_iter().find(|(_, given)| *given) {
            Some((option, _)) => Err(Failure::Usage(format!("{option} goes with {what}"))),
            None => Ok(()),
        }
    }

    /// Refuses an option that means nothing to any of `kinds`; `None` is dynamics at one level, whose
    /// prior still has a standard deviation.
    pub fn refuse_options_of_others(&self, kinds: &[Option<ProcessKind>]) -> Result<(), Failure> {
        use ProcessKind::{Ddpm, Ve, VeRho, VpCosine, VpLinear};
        let (ve, vp): (&[_], &[_]) = (&[Ve, VeRho], &[VpLinear, VpCosine, Ddpm]);
        let at_one_level = kinds.contains(&None);
        for (given, option, owners, instead) in [
            (self.sigma_min.is_some(), "--sigma-min", ve, "give --t-min"),
            (
                self.sigma_max.is_some() && !at_one_level,
                "--sigma-max",
                ve,
                "give --t-max",
            ),
            (self.rho.is_some(), "--rho", &[VeRho], "leave it out"),
            (self.t_min.is_some(), "--t-min", vp, "give --sigma-min"),
            (self.t_max.is_some(), "--t-max", vp, "give --sigma-max"),
            (
                self.ddpm_steps.is_some(),
                "--ddpm-steps",
                &[Ddpm],
                "leave it out",
            ),
        ] {
            let mut processes = kinds.iter().flatten();
            if !given || processes.any(|kind| owners.contains(kind)) {
                continue;
            }
            let Some(kind) = kinds.iter().flatten().next() else {
                return Err(Failure::Usage(format!(
                    "{option} belongs to a process; leave it out, or add another sampler"
                )));
            };
            let owners: Vec<&str> = owners.iter().map(|owner| owner.name()).collect();
            return Err(Failure::Usage(format!(
                "{option} means nothing to {}; {instead}, or add --process {}",
                kind.name(),
                owners.join(" or ")
            )));
        }
        Ok(())
    }
}

/// The table of samplers and processes, for `--help`.
pub fn table() -> String {
    let mut text =
        "Samplers, the processes they are defined on (* the usual one), and their usual steps:\n"
            .to_owned();
    text += &format!("  {:<12}", "");
    for process in ProcessKind::ALL {
        text += &format!("{:<11}", process.name());
    }
    text += "steps\n";
    for sampler in Sampler::ALL {
        text += &format!("  {:<12}", sampler.name());
        if sampler.stays_at_one_level() {
            text += &format!("{:<55}", "one VE level, --sigma");
        } else {
            for process in ProcessKind::ALL {
                let usual = sampler.processes().first();
                let mark = if usual == Some(&process) {
                    "*"
                } else if sampler.runs_on(process) {
                    "yes"
                } else {
                    "-"
                };
                text += &format!("{mark:<11}");
            }
        }
        text += &sampler.usual_steps().to_string();
        text += match sampler.step_count() {
            StepCount::ALevel => " a level\n",
            StepCount::AtMost => " at most, chosen by --tol\n",
            StepCount::InAll => "\n",
        };
    }
    text + "ve, vp-linear and vp-cosine stay at their smallest level; ve-rho and ddpm go on from there to clean\ndata by the denoiser's mean, for every sampler. Of a component of standard deviation s the former\nleaves a spread of sqrt(s^2 + level^2), the latter of s^2/sqrt(s^2 + level^2), however many the\nsteps: --sigma-min says how close to the data they end. One evaluation of the score for all\nparticles counts as one function evaluation."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_marks_every_pair() {
        let table = table();
        let line = |sampler: Sampler| {
            let name = sampler.name();
            let starts = |line: &&str| line.split_whitespace().next() == Some(name);
            table.lines().find(starts).unwrap().to_owned()
        };
        for sampler in Sampler::ALL {
            let marks = line(sampler).matches("yes").count() + line(sampler).matches('*').count();
            assert_eq!(marks, sampler.processes().len(), "{}", line(sampler));
        }
        assert!(line(Sampler::Annealed).ends_with("100 a level"));
    }
}
