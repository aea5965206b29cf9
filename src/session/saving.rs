//! What the window saves: everything a file is made of, and how it becomes bytes. The shells write them
//! to a disk or hand them to a browser.

mod export;
mod made_by;
mod picture;
mod plate;
mod shown;

pub use export::{Export, What};
pub use picture::Picture;
pub use shown::Shown;

use crate::export::{CaptionPlace, ExportError, Format, Paper, Sheet, Size, png_of};
use crate::figure::recording::{MOST_POSITIONS_OF_A_WINDOW, Recording};
use crate::figure::{self, Figure, FigureError, FigureOptions, LiveParticles, Subject};
use crate::mixture::GaussianMixture;
use crate::sampling::Trajectory;
use crate::score::{ExactScore, ScoreFn};
use crate::session::Snapshot;
use made_by::made_by;
use std::sync::Arc;

/// The network as a file that says which scene it is of.
///
/// # Errors
/// One sentence when the scene cannot be written.
pub fn model_bytes(export: &Export) -> Result<Vec<u8>, String> {
    let scene = export.scene.to_toml().map_err(|error| error.to_string())?;
    let network = (*export.snapshot.network).clone();
    let made = made_by(export, What::Model, &export.snapshot.mixture)?;
    Ok(network.trained_on(&scene).with_made_by(&made).to_bytes())
}

/// The paths that are asked for, their format and what made them, to be written as they stand, without a
/// second copy in memory.
///
/// # Errors
/// One sentence when they cannot be recorded or the format is none of paths.
pub fn paths(export: &Export) -> Result<(Trajectory, Format, String), String> {
    let format = Format::from_path(&export.path, &Format::DATA).map_err(|e| e.to_string())?;
    let (score, mixture) = (score(export), target(export)?);
    let name = score_name(export);
    let trajectory = record(&recording(export, (&*score, &name), &mixture)?)?;
    Ok((trajectory, format, made_by(export, export.what, &mixture)?))
}

/// What goes into the file, and the characters that no font could draw; of paths, see [`paths`].
///
/// # Errors
/// One sentence when it cannot be made.
pub fn bytes(export: &Export) -> Result<(Vec<u8>, Option<String>), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let bytes = match export.what {
        What::Scene => export.scene.to_toml().map_err(|e| text(&e))?.into_bytes(),
        What::Model => model_bytes(export)?,
        What::Trajectories => {
            let (trajectory, format, made) = paths(export)?;
            let mut bytes = std::io::Cursor::new(Vec::new());
            let written: Result<(), ExportError> =
                crate::export::write_trajectory(&trajectory, format, Some(&made), &mut bytes);
            written.map_err(|e| text(&e))?;
            bytes.into_inner()
        }
        What::Figure | What::View => {
            let format = Format::from_path(&export.path, &Format::FIGURE).map_err(|e| text(&e))?;
            if let Some(shown) = export.view() {
                let mixture = target(export)?;
                let (mut plate, paper) = plate::draw(export, shown, &mixture)?;
                plate.made_by = Some(made_by(export, export.what, &mixture)?);
                let dpi = Some(export.dpi());
                let bytes = crate::export::figure_bytes(&plate, format, paper, dpi)
                    .map_err(|e| text(&e))?;
                return Ok((bytes, crate::export::missing_characters(&plate, format)));
            }
            let (mut figure, paper) = draw(export)?;
            figure.made_by = Some(made_by(export, export.what, &target(export)?)?);
            let dpi = export.page.map(|_| export.dpi());
            let bytes =
                crate::export::figure_bytes(&figure, format, paper, dpi).map_err(|e| text(&e))?;
            return Ok((bytes, crate::export::missing_characters(&figure, format)));
        }
        What::Screenshot => {
            let picture = export
                .picture
                .as_ref()
                .ok_or("the window handed over no picture; try once more")?;
            let made = made_by(export, What::Screenshot, &export.snapshot.mixture)?;
            png_of(picture.size, &picture.rgba, None, Some(&made)).map_err(|e| text(&e))?
        }
    };
    Ok((bytes, None))
}

/// The figure of an export as pixels, for the clipboard.
///
/// # Errors
/// One sentence when it cannot be made.
pub fn picture(export: &Export) -> Result<Picture, String> {
    let drawn = match export.view() {
        Some(shown) => {
            let (plate, paper) = plate::draw(export, shown, &target(export)?)?;
            crate::export::pixels(&plate, paper, Some(export.copy_dpi()))
        }
        None => {
            let (figure, paper) = draw(export)?;
            let dpi = export.page.map(|_| export.copy_dpi());
            crate::export::pixels(&figure, paper, dpi)
        }
    };
    let (size, rgba) = drawn.map_err(|error| error.to_string())?;
    Ok(Picture { size, rgba })
}

/// What is said of a file that was saved as `name`: with its model beside it, and what no font could draw.
pub fn saved(name: &str, beside: Option<&str>, lost: Option<&str>) -> String {
    let mut message = format!("Saved {name}");
    if let Some(beside) = beside {
        message += &format!(" and {beside}");
    }
    if let Some(lost) = lost {
        message += &format!("; no font here has {lost:?}, boxes stand for it");
    }
    message
}

/// The score that particles follow.
fn score(export: &Export) -> Arc<dyn ScoreFn> {
    if export.exact {
        Arc::new(ExactScore::new((*export.snapshot.mixture).clone()))
    } else {
        export.snapshot.network.clone()
    }
}

/// What captions call it.
fn score_name(export: &Export) -> String {
    if export.exact {
        "exact".to_owned()
    } else {
        export.scene.data.learned_in_words()
    }
}

/// The target of the scene.
fn target(export: &Export) -> Result<GaussianMixture, String> {
    export.scene.mixture().map_err(|error| error.to_string())
}

/// What a figure of `export` is about.
fn subject<'a>(
    export: &'a Export,
    (score, name): (&'a dyn ScoreFn, &'a str),
    mixture: &'a GaussianMixture,
) -> Subject<'a> {
    Subject {
        title: &export.scene.title,
        mixture,
        score,
        score_name: name,
        seed: export.scene.seed,
    }
}

/// The sampler's run from the scene's seed to its end.
fn recording<'a>(
    export: &'a Export,
    (score, name): (&'a dyn ScoreFn, &'a str),
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
    let subject = subject(export, (score, name), mixture);
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
        train_step: snapshot.shown_step(),
        step: swarm.step,
        sigma: swarm.sigma,
        step_size: swarm.step_size,
        trails: &swarm.trails,
        trail_len: swarm.trail_len,
    })
}

/// The picture and what it is drawn on.
fn draw(export: &Export) -> Result<(Figure, Paper), String> {
    let (score, name) = (score(export), score_name(export));
    let score = (&*score, name.as_str());
    if export.what == What::View {
        let subject = subject(export, score, &export.snapshot.mixture);
        let swarm = live_particles(&export.snapshot)
            .ok_or(FigureError::NoParticles)
            .map_err(|error| error.to_string())?;
        let sampling = &export.scene.sampling;
        return on_paper(export, |options| {
            let options = FigureOptions {
                bounds: export.bounds,
                sigma: export.snapshot.field.as_ref().map(|field| field.sigma),
                ..*options
            };
            figure::live_figure(&subject, &swarm, sampling, &options)
                .map_err(|error| error.to_string())
        });
    }
    let mixture = target(export)?;
    let recording = recording(export, score, &mixture)?;
    let trajectory = record(&recording)?;
    on_paper(export, |options| {
        recording
            .figure(&trajectory, options)
            .map_err(|error| error.to_string())
    })
}

/// What `draw` makes on the page or in the pixels that are asked for.
fn on_paper(
    export: &Export,
    draw: impl Fn(&FigureOptions) -> Result<Figure, String>,
) -> Result<(Figure, Paper), String> {
    let Some(page) = export.page else {
        let theme = if export.dark {
            figure::Theme::Dark
        } else {
            figure::Theme::Light
        };
        let figure = draw(&FigureOptions {
            theme,
            ..FigureOptions::default()
        })?;
        let size = match export.size {
            Some([width, height]) => Size::new(width, height).map_err(|error| error.to_string())?,
            None => Size::for_figure(&figure),
        };
        return Ok((figure, size.into()));
    };
    let usual = page.sheet();
    let sheet = Sheet {
        caption: if export.caption {
            CaptionPlace::Below
        } else {
            usual.caption
        },
        ..usual
    };
    let (figure, fitted) = sheet.drawn(page.options(), draw)?;
    Ok((figure, fitted.into()))
}
