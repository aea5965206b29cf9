//! The one thread of the window: reads scenes, makes figures and writes files, while the window goes on.

use crate::export::{self, Format, Size};
use crate::figure::{self, Figure, FigureOptions, Subject};
use crate::mixture::GaussianMixture;
use crate::plane::Bounds;
use crate::preset;
use crate::sampling::{self, Trajectory};
use crate::scene::Scene;
use crate::score::{ExactScore, ScoreFn};
use crate::session::Snapshot;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Positions that a recorded run may hold: about 800 MB.
const MOST_POSITIONS: u64 = 50_000_000;

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Scene,
    Model,
    /// The sampler, run again from the scene's seed on the present network.
    Figure,
    /// The live particles as they are.
    View,
    Trajectories,
}

/// Everything a file is made of.
pub struct Export {
    pub what: What,
    pub path: PathBuf,
    pub scene: Scene,
    pub snapshot: Arc<Snapshot>,
    /// The visible part of the plane.
    pub bounds: Option<Bounds>,
    pub exact: bool,
    /// Pixels; `None` is as high as the figure needs.
    pub size: Option<[u32; 2]>,
    pub dark: bool,
    /// Saves the network beside the figure, so that it can be made again.
    pub with_model: bool,
}

/// Something to do away from the window.
pub enum Job {
    Open(PathBuf),
    Save(Box<Export>),
}

/// What has become of it.
pub enum Outcome {
    Opened(Box<Scene>),
    NotOpened(String),
    Saved(String),
    NotSaved(String),
}

/// The thread and the two channels to it.
pub struct Jobs {
    to_thread: Option<Sender<Job>>,
    outcomes: Receiver<Outcome>,
    waiting: usize,
}

impl Jobs {
    /// Starts the thread; `wake` is called when there is an outcome.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (to_thread, jobs) = unbounded::<Job>();
        let (report, outcomes) = unbounded();
        let spawned = std::thread::Builder::new()
            .name("files".into())
            .spawn(move || {
                for job in jobs {
                    let outcome = catch_unwind(AssertUnwindSafe(|| work(job))).unwrap_or_else(|_| {
                        Outcome::NotSaved("could not save: the program made a mistake; save the scene and start again".into())
                    });
                    if report.send(outcome).is_err() {
                        return;
                    }
                    wake();
                }
            });
        Self {
            // Without a thread nothing can be saved; `ask` says so.
            to_thread: spawned.is_ok().then_some(to_thread),
            outcomes,
            waiting: 0,
        }
    }

    /// Hands over a job; never blocks.
    ///
    /// # Errors
    /// One sentence when the thread is not there.
    pub fn ask(&mut self, job: Job) -> Result<(), String> {
        let sent = self.to_thread.as_ref().map(|sender| sender.send(job));
        if matches!(sent, Some(Ok(()))) {
            self.waiting += 1;
            return Ok(());
        }
        Err("could not start saving: the machine gives no thread; close other programs and start again".into())
    }

    /// Whether something is being read or written.
    pub fn busy(&self) -> bool {
        self.waiting > 0
    }

    /// What has been done since the last call.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        let outcomes: Vec<Outcome> = self.outcomes.try_iter().collect();
        self.waiting = self.waiting.saturating_sub(outcomes.len());
        outcomes
    }
}

fn work(job: Job) -> Outcome {
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
