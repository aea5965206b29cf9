//! `scorefield figure`.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::memory;
use crate::cli::options::process;
use crate::cli::options::run::{self, Ends, RunArgs};
use crate::cli::options::score::ScoreArgs;
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{Format, Size, figure_bytes, missing_characters};
use crate::figure::FigureOptions;
use crate::wording::count;
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Let particles follow a score and draw their paths
#[derive(Debug, Args)]
#[command(after_help = process::table())]
pub struct Figure {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    #[command(flatten)]
    score: ScoreArgs,
    #[command(flatten)]
    run: RunArgs,
    /// Where the figure goes, .svg, .png or .pdf
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Width and height in pixels of 1/96 inch [default: 800 wide, as high as needed]
    #[arg(long, value_name = "WxH", allow_hyphen_values = true)]
    size: Option<Size>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Figure {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::FIGURE)?;
        self.require_memory(out.format)?;
        let opened = OpenedScene::open(&self.scene, self.run.seed, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        let recording = self.run.recording(&opened, &score)?;
        let trajectory = run::record(&recording, &opened)?;
        let options = FigureOptions {
            every_frame: self.run.chooses_frames(),
            ..FigureOptions::default()
        };
        let (figure, size, bytes) = progress::during("drawing", || {
            let figure = recording.figure(&trajectory, &options)?;
            let size = self.size.unwrap_or_else(|| Size::for_figure(&figure));
            let bytes = figure_bytes(&figure, out.format, size)?;
            Ok::<_, Failure>((figure, size, bytes))
        })?;
        out.write(&bytes)?;
        let (width, height) = (size.width(), size.height());
        let mut object = json!({
            "scene": opened.name, "score": score.name, "seed": opened.scene.seed,
            "width": width, "height": height, "out": out.shown(),
        });
        output::extend(&mut object, run::in_json(recording.run(), &trajectory));
        let mut text = format!("wrote {width} x {height} to {}", out.quoted());
        if let Some(ends) = Ends::of(recording.run(), &opened) {
            text += &ends.in_words();
            output::extend(&mut object, json!({ "ends": ends.in_json() }));
        }
        if let Some(words) = trajectory.led_away_in_words() {
            text += &format!("\n{words}");
        }
        if let Some(lost) = missing_characters(&figure, out.format) {
            text += &format!(
                "\nno font here has {lost:?}, boxes stand for it; install one that does, or save an .svg"
            );
            output::extend(&mut object, json!({ "missing_characters": lost }));
        }
        output::print(self.json, &object, &text)
    }

    /// # Errors
    /// When the pixels do not fit into memory.
    fn require_memory(&self, format: Format) -> Result<(), Failure> {
        let Some(size) = self.size.filter(|_| format == Format::Png) else {
            return Ok(());
        };
        let (width, height) = (u64::from(size.width()), u64::from(size.height()));
        let what = format!("a figure of {} x {} pixels", count(width), count(height));
        memory::require(&what, width * height * memory::PIXEL, "a smaller --size")
    }
}
