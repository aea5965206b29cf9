//! Reads scenes, makes figures and writes files, as the window asks.

use crate::export::{self, Format, Size};
use crate::figure::{self, Figure, FigureOptions, Subject};
use crate::mixture::GaussianMixture;
use crate::preset;
use crate::sampling::{self, Trajectory};
use crate::score::{ExactScore, ScoreFn};
use crate::ui::{Export, Job, Outcome, What};
use std::path::Path;
use std::sync::Arc;

/// Positions that a recorded run may hold: about 800 MB.
const MOST_POSITIONS: u64 = 50_000_000;

/// Does a job to its end.
pub fn work(job: Job) -> Outcome {
    match job {
        Job::Open(path) => match preset::read_file(&path) {
            Ok(scene) => Outcome::Opened(Box::new(scene)),
            Err(error) => Outcome::NotOpened(error.to_string()),
        },
        Job::Save(export) => match save(&export) {
            Ok(message) => Outcome::Saved(message),
            Err(message) => Outcome::NotSaved(message),
        },
    }
}

/// Makes the bytes and writes them; what was written.
fn save(export: &Export) -> Result<String, String> {
    let (bytes, lost) = bytes(export)?;
    write(&export.path, &bytes)?;
    let mut message = format!("Saved {}", export.path.display());
    if export.with_model && export.what == What::Figure && !export.exact {
        let beside = export.path.with_extension("safetensors");
        write(&beside, &export.snapshot.network.to_bytes())?;
        message = format!("{message} and {}", beside.display());
    }
    if let Some(lost) = lost {
        message = format!("{message}; no font here has {lost:?}, boxes stand for it");
    }
    Ok(message)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    export::write_whole(path, bytes).map_err(|error| error.to_string())
}

/// What goes into the file, and the characters that no font could draw.
fn bytes(export: &Export) -> Result<(Vec<u8>, Option<String>), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let bytes = match export.what {
        What::Scene => export.scene.to_toml().map_err(|e| text(&e))?.into_bytes(),
        What::Model => export.snapshot.network.to_bytes(),
        What::Trajectories => {
            let format = Format::from_path(&export.path, &Format::DATA).map_err(|e| text(&e))?;
            let recorded = record(export, &*score(export))?;
            export::trajectory_bytes(&recorded.trajectory, format).map_err(|e| text(&e))?
        }
        What::Figure | What::View => {
            let format = Format::from_path(&export.path, &Format::FIGURE).map_err(|e| text(&e))?;
            let (figure, size) = draw(export)?;
            let bytes = export::figure_bytes(&figure, format, size).map_err(|e| text(&e))?;
            return Ok((bytes, export::missing_characters(&figure, format)));
        }
    };
    Ok((bytes, None))
}

/// The score that particles follow.
fn score(export: &Export) -> Arc<dyn ScoreFn> {
    if export.exact {
        Arc::new(ExactScore::new((*export.snapshot.mixture).clone()))
    } else {
        export.snapshot.network.clone()
    }
}

/// The sampler's run from the scene's seed to its end: the command line makes the same from the
/// same scene, model and seed.
struct Recorded {
    mixture: GaussianMixture,
    run: sampling::Run,
    trajectory: Trajectory,
}

fn record(export: &Export, score: &dyn ScoreFn) -> Result<Recorded, String> {
    let scene = &export.scene;
    let mixture = scene.mixture().map_err(|error| error.to_string())?;
    // A network walks the levels it was trained on, which a drag does not change.
    let range = if export.exact {
        scene.noise_range(&mixture)
    } else {
        export.snapshot.noise
    };
    let run = scene
        .sampling
        .run_for(&mixture, range, score)
        .map_err(|error| format!("could not run the sampler: {error}"))?;
    let every = run.default_every();
    let particles = run.particles();
    let positions = (run.total_steps() / every + 2).saturating_mul(particles as u64);
    if positions > MOST_POSITIONS {
        return Err(format!(
            "could not record {particles} particles: their paths do not fit into memory; use fewer"
        ));
    }
    let walk = run.start(&mixture, scene.seed);
    let trajectory = walk
        .record(score, every, &mut |_, _| {})
        .map_err(|error| format!("could not record the particles: {error}"))?;
    Ok(Recorded {
        mixture,
        run,
        trajectory,
    })
}

/// The picture and the size it is drawn in.
fn draw(export: &Export) -> Result<(Figure, Size), String> {
    let score = score(export);
    let subject = |mixture| Subject {
        title: &export.scene.title,
        mixture,
        score: &*score,
        score_name: if export.exact { "exact" } else { "learned" },
        seed: export.scene.seed,
    };
    let theme = if export.dark {
        figure::Theme::Dark
    } else {
        figure::Theme::Light
    };
    let mut options = FigureOptions {
        theme,
        ..FigureOptions::default()
    };
    let drawn = if export.what == What::View {
        options.bounds = export.bounds;
        let subject = subject(&*export.snapshot.mixture);
        figure::live_figure(&subject, &export.snapshot, &export.scene.sampling, &options)
    } else {
        let recorded = record(export, &*score)?;
        let subject = subject(&recorded.mixture);
        figure::trajectory_figure(&subject, &recorded.run, &recorded.trajectory, &options)
    };
    let figure = drawn.map_err(|error| error.to_string())?;
    let size = match export.size {
        Some([width, height]) => Size::new(width, height).map_err(|error| error.to_string())?,
        None => Size::for_figure(&figure),
    };
    Ok((figure, size))
}
