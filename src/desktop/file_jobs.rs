//! Reads scenes, makes figures and writes files, as the window asks.

use crate::export::{self, Format, Size};
use crate::figure::{self, Figure, FigureError, FigureOptions, LiveParticles, Subject};
use crate::files::{self, StreamError};
use crate::mixture::GaussianMixture;
use crate::recording::{MOST_POSITIONS_OF_A_WINDOW, Recording};
use crate::sampling::Trajectory;
use crate::score::{ExactScore, ScoreFn};
use crate::session::Snapshot;
use crate::shapes::bandwidth;
use crate::ui::{Export, Job, OpenedModel, Outcome, What};
use crate::wording::quote;
use std::path::Path;
use std::sync::{Arc, PoisonError};

/// Does a job to its end.
pub fn work(job: Job) -> Outcome {
    match job {
        Job::Open(path) if files::is_model(&path) => match open_model(&path) {
            Ok(model) => Outcome::OpenedModel(Box::new(model)),
            Err(message) => Outcome::NotOpened(message),
        },
        Job::Open(path) => match files::open_file(&path) {
            Ok(opened) => Outcome::Opened(Box::new(opened)),
            Err(error) => Outcome::NotOpened(error.to_string()),
        },
        Job::Save(export) => match save(&export) {
            Ok(message) => Outcome::Saved(message),
            Err(message) => Outcome::NotSaved(message),
        },
        Job::Keep(store, text) => {
            // What a writer that broke has left is tried again.
            let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
            match store.write(&text) {
                Ok(()) => Outcome::Kept,
                Err(error) => Outcome::NotKept(error.to_string()),
            }
        }
        Job::ChooseWidth(of) => {
            let std = bandwidth(&of);
            Outcome::Width { of, std }
        }
    }
}

fn open_model(path: &Path) -> Result<OpenedModel, String> {
    let network = files::read_model(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !network.is_finite() {
        return Err(format!(
            "could not open {name}: its score is not finite; train it again"
        ));
    }
    Ok(OpenedModel {
        name: quote(&name),
        network,
    })
}

/// The network as a file that says which scene it is of.
fn model_bytes(export: &Export) -> Result<Vec<u8>, String> {
    let scene = export.scene.to_toml().map_err(|error| error.to_string())?;
    let network = (*export.snapshot.network).clone();
    Ok(network.trained_on(&scene).to_bytes())
}

/// Makes the bytes and writes them; what was written.
fn save(export: &Export) -> Result<String, String> {
    let lost = if export.what == What::Trajectories {
        save_trajectories(export)?;
        None
    } else {
        let (bytes, lost) = bytes(export)?;
        write(&export.path, &bytes)?;
        lost
    };
    let mut message = format!("Saved {}", export.path.display());
    if export.with_model && export.what == What::Figure && !export.exact {
        let beside = export.path.with_extension("safetensors");
        write(&beside, &model_bytes(export)?)?;
        message = format!("{message} and {}", beside.display());
    }
    if let Some(lost) = lost {
        message = format!("{message}; no font here has {lost:?}, boxes stand for it");
    }
    Ok(message)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    files::write_whole(path, bytes).map_err(|error| error.to_string())
}

/// Records the particles and writes them as they stand, without a second copy in memory.
fn save_trajectories(export: &Export) -> Result<(), String> {
    let format = Format::from_path(&export.path, &Format::DATA).map_err(|e| e.to_string())?;
    let (score, mixture) = (score(export), target(export)?);
    let trajectory = record(&recording(export, &*score, &mixture)?)?;
    files::write_streamed(&export.path, |file| {
        export::write_trajectory(&trajectory, format, file)
    })
    .map_err(|error| match error {
        StreamError::Save(error) => error.to_string(),
        StreamError::Content(error) => error.to_string(),
    })
}

/// What goes into the file, and the characters that no font could draw.
fn bytes(export: &Export) -> Result<(Vec<u8>, Option<String>), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let bytes = match export.what {
        What::Scene => export.scene.to_toml().map_err(|e| text(&e))?.into_bytes(),
        What::Model => model_bytes(export)?,
        What::Figure | What::View | What::Trajectories => {
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

/// The target of the scene.
fn target(export: &Export) -> Result<GaussianMixture, String> {
    export.scene.mixture().map_err(|error| error.to_string())
}

/// What a figure of `export` is about.
fn subject<'a>(
    export: &'a Export,
    score: &'a dyn ScoreFn,
    mixture: &'a GaussianMixture,
) -> Subject<'a> {
    Subject {
        title: &export.scene.title,
        mixture,
        score,
        score_name: if export.exact { "exact" } else { "learned" },
        seed: export.scene.seed,
    }
}

/// The sampler's run from the scene's seed to its end.
fn recording<'a>(
    export: &'a Export,
    score: &'a dyn ScoreFn,
    mixture: &'a GaussianMixture,
) -> Result<Recording<'a>, String> {
    let scene = &export.scene;
    // A network walks the levels it was trained on, which a drag does not change.
    let range = if export.exact {
        scene.noise_range(mixture)
    } else {
        export.snapshot.noise
    };
    let run = scene
        .sampling
        .run_for(mixture, range, score)
        .map_err(|error| format!("could not run the sampler: {error}"))?;
    let subject = subject(export, score, mixture);
    Recording::new(subject, run, None, MOST_POSITIONS_OF_A_WINDOW)
        .map_err(|error| error.to_string())
}

fn record(recording: &Recording) -> Result<Trajectory, String> {
    recording
        .trajectory(&mut |_| ())
        .map_err(|error| format!("could not record the particles: {error}"))
}

/// The particles of the window; `None` while they are hidden.
fn live_particles(snapshot: &Snapshot) -> Option<LiveParticles<'_>> {
    let swarm = snapshot.swarm.as_deref()?;
    Some(LiveParticles {
        train_step: snapshot.train_step,
        step: swarm.step,
        sigma: swarm.sigma,
        step_size: swarm.step_size,
        trails: &swarm.trails,
        trail_len: swarm.trail_len,
    })
}

/// The picture and the size it is drawn in.
fn draw(export: &Export) -> Result<(Figure, Size), String> {
    let score = score(export);
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
        options.sigma = export.snapshot.field.as_ref().map(|field| field.sigma);
        let subject = subject(export, &*score, &export.snapshot.mixture);
        live_particles(&export.snapshot)
            .ok_or(FigureError::NoParticles)
            .and_then(|swarm| {
                figure::live_figure(&subject, &swarm, &export.scene.sampling, &options)
            })
    } else {
        let mixture = target(export)?;
        let recording = recording(export, &*score, &mixture)?;
        recording.figure(&record(&recording)?, &options)
    };
    let figure = drawn.map_err(|error| error.to_string())?;
    let size = match export.size {
        Some([width, height]) => Size::new(width, height).map_err(|error| error.to_string())?,
        None => Size::for_figure(&figure),
    };
    Ok((figure, size))
}
