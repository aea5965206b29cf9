//! `scorefield forward`.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::memory;
use crate::cli::options::number;
use crate::cli::options::process::ProcessArgs;
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{Format, write_noising};
use crate::figure::recording::MOST_POSITIONS;
use crate::noise::ProcessKind;
use crate::sampling::{Forward as Walk, SamplingSpec};
use crate::wording::count;
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Let data walk to noise along true paths of a process and save them
///
/// Every particle follows one path of the SDE dx = f x dt + g dw by exact transitions. Frames are
/// the times of the process's grid from 0 on, one more than there are steps.
#[derive(Debug, Args)]
pub struct Forward {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    #[command(flatten)]
    process: ProcessArgs,
    /// Steps on the way
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    steps: usize,
    /// Particles [default: the scene's]
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    particles: Option<usize>,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Where the paths go, .npz or .csv
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Forward {
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        let usual = ProcessKind::default();
        let process = self.process.build(usual, &opened, None)?;
        let kind = process.kind();
        let particles = self.particles.unwrap_or(opened.scene.sampling.particles);
        // The same limits and sentences as for sampling.
        SamplingSpec {
            particles,
            ..SamplingSpec::default()
        }
        .validate()
        .map_err(Failure::usage)?;
        let positions = self.steps.saturating_add(1).saturating_mul(particles);
        if positions as u64 > MOST_POSITIONS {
            return Err(Failure::Usage(format!(
                "{} steps of {} particles do not fit into memory; use fewer of either, at most {} positions in all",
                count(self.steps as u64),
                count(particles as u64),
                count(MOST_POSITIONS)
            )));
        }
        memory::require(
            &format!("the paths of {} particles", count(particles as u64)),
            positions as u64 * memory::POSITION + particles as u64 * memory::PARTICLE,
            "fewer --particles or --steps",
        )?;
        let (mixture, seed) = (&opened.mixture, opened.scene.seed);
        let (center, scale) = (process.center(), process.scale());
        let walk = Walk::start(process, self.steps, particles, mixture, seed);
        let walk = walk.map_err(Failure::usage)?;
        let paths = progress::during("walking", || walk.record());
        let made = opened.makes(command)?.with_parameters(json!({
            "process": kind.name(), "center": center, "scale": scale, "steps": self.steps, "particles": particles,
        }));
        let made_by = made.to_json();
        out.stream(|file| write_noising(&paths, out.format, Some(&made_by), file))?;
        let object = json!({
            "scene": opened.name, "seed": seed, "process": kind.name(),
            "center": center, "scale": scale, "steps": self.steps, "frames": paths.t.len(), "particles": particles,
            "out": out.shown(),
        });
        let text = format!(
            "wrote {} frames of {} particles to {}",
            count(paths.t.len() as u64),
            count(particles as u64),
            out.quoted()
        );
        output::print(self.json, &object, &text)
    }
}
