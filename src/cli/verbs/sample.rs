//! `scorefield sample`.

use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::process;
use crate::cli::options::run::{self, Ends, RunArgs};
use crate::cli::options::score::ScoreArgs;
use crate::cli::output::{self, OutputFile};
use crate::export::{Format, write_trajectory};
use crate::wording::count;
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Let particles follow a score and save their paths
#[derive(Debug, Args)]
#[command(after_help = process::table())]
pub struct Sample {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    #[command(flatten)]
    score: ScoreArgs,
    #[command(flatten)]
    run: RunArgs,
    /// Where the paths go, .npz or .csv
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Sample {
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let opened = OpenedScene::open(&self.scene, self.run.seed, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        let recording = self.run.recording(&opened, &score)?;
        let trajectory = run::record(&recording, &opened)?;
        let made = opened.makes(command)?.with_model(score.model.clone());
        let made = made.with_parameters(json!({
            "sampling": self.run.spec(opened.scene.sampling)?, "noise": opened.range,
        }));
        let made_by = made.to_json();
        out.stream(|file| write_trajectory(&trajectory, out.format, Some(&made_by), file))?;
        let (frames, particles) = (trajectory.frames(), trajectory.particles());
        let mut object = json!({
            "scene": opened.name, "score": score.name, "seed": opened.scene.seed,
            "frames": frames, "out": out.shown(), "provenance": made,
        });
        output::extend(&mut object, run::in_json(recording.run(), &trajectory));
        let mut text = format!(
            "wrote {} frames of {} particles to {}",
            count(frames as u64),
            count(particles as u64),
            out.quoted()
        );
        if let Some(ends) = Ends::of(recording.run(), &opened) {
            text += &ends.in_words();
            output::extend(&mut object, json!({ "ends": ends.in_json() }));
        }
        if let Some(accepted) = trajectory.accepted {
            text += &format!(", {:.1} % of the proposals accepted", 100.0 * accepted);
        }
        if let Some(words) = trajectory.led_away_in_words() {
            text += &format!("\n{words}");
        }
        output::print(self.json, &object, &text)
    }
}
