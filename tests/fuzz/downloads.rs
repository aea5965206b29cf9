//! Is what a page hands out whole, what a desktop writes, and of the size asked for, or refused in one sentence?
//!
//! A page packs what a file is made of into a message, and a worker makes the file from it; a desktop makes it at
//! once, and writes paths piece by piece.

use super::campaign::require_sentence;
use super::scene_text::scene_text;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use scorefield::export::{self, Format, PageStyle};
use scorefield::figure::{FieldKind, PictureView};
use scorefield::files;
use scorefield::plane::Bounds;
use scorefield::scene::Scene;
use scorefield::score::{ScoreNet, Workers};
use scorefield::session::saving::{self, Export, Picture, Shown, What};
use scorefield::session::{Budget, Experiment};
use std::path::Path;
use std::sync::Arc;

/// More than any file of these small runs needs.
const LARGEST: usize = 64_000_000;

/// What is to be saved.
#[derive(Clone, Debug)]
pub struct Asked {
    scene: String,
    what: What,
    ending: &'static str,
    size: Option<[u32; 2]>,
    page: Option<PageStyle>,
    /// Half the side of what is visible.
    reach: Option<f64>,
    train_steps: u64,
    exact: bool,
    dark: bool,
    with_model: bool,
    shows: Option<Shown>,
}

/// Files of every kind, mostly with an ending that suits them.
pub fn asked() -> impl Strategy<Value = Asked> {
    let kinds = prop_oneof![
        2 => Just((What::Scene, "toml")),
        2 => Just((What::Model, "safetensors")),
        1 => Just((What::Screenshot, "png")),
        4 => (select(&[What::Figure, What::View][..]), Just("svg")),
        1 => (select(&[What::Figure, What::View][..]), select(&["png", "PDF", "gif", ""][..])),
        4 => (Just(What::Trajectories), select(&["npz", "csv", "svg"][..])),
    ];
    // Larger pictures take seconds and gigabytes, and nothing else.
    let sides = select(&[0_u32, 1, 63, 64, 65, 320, 641, 16_385, u32::MAX][..]);
    let size =
        prop_oneof![2 => Just(None), 1 => (sides.clone(), sides).prop_map(|(w, h)| Some([w, h]))];
    let reach = prop_oneof![Just(None), (-6.0..6.0_f64).prop_map(|log| Some(log.exp()))];
    // Slides and posters are larger, and the same otherwise.
    let page = select(&[None, None, Some(PageStyle::Column), Some(PageStyle::Double)][..]);
    let size = (size, page);
    let ticks = (any::<bool>(), any::<bool>(), any::<bool>(), 0..40_u64);
    // Charts run samplers many times over; what draws the plane once is enough here.
    let views: Vec<PictureView> = PictureView::all()
        .into_iter()
        .filter(|view| view.is_of_one_level())
        .collect();
    let shown = (select(views), select(&FieldKind::ALL[..]));
    let shown = shown.prop_map(|(view, field)| Some(Shown { view, field }));
    let ticks = (ticks, prop_oneof![2 => Just(None), 1 => shown]);
    (scene_text(), kinds, size, reach, ticks).prop_map(
        |(scene, (what, ending), (size, page), reach, (ticks, shows))| {
            let (exact, dark, with_model, train_steps) = ticks;
            Asked {
                shows,
                scene,
                what,
                ending,
                size,
                page,
                reach,
                train_steps,
                exact,
                dark,
                with_model,
            }
        },
    )
}

/// `Ok(false)` where there is no scene to save anything of.
///
/// # Errors
/// What is wrong.
pub fn check(asked: &Asked, folder: &Path) -> Result<bool, String> {
    let Ok(scene) = Scene::from_toml(&asked.scene) else {
        return Ok(false);
    };
    let Some(export) = export(asked, scene, folder)? else {
        return Ok(true);
    };
    let sent = postcard::to_allocvec(&export).map_err(|error| format!("not sent: {error}"))?;
    let there: Export =
        postcard::from_bytes(&sent).map_err(|error| format!("sent, but not heard: {error}"))?;

    let (page, desktop) = (saving::bytes(&there), saving::bytes(&export));
    if page != desktop {
        return Err("the page makes another file than the desktop".to_owned());
    }
    let (bytes, _) = match page {
        Ok(made) => made,
        Err(refusal) => return require_sentence(&refusal).map(|()| true),
    };
    if bytes.len() > LARGEST {
        return Err(format!("a file of {} bytes", bytes.len()));
    }
    if export.what == What::Trajectories && bytes != streamed(&export)? {
        return Err("what is written piece by piece is another file".to_owned());
    }
    whole(&export, &bytes).map_err(|why| format!("{why}, of {} bytes", bytes.len()))?;
    if there.model_beside() != export.model_beside() {
        return Err("a model beside one of them only".to_owned());
    }
    if export.model_beside().is_some() {
        let model = saving::model_bytes(&there)?;
        if model != saving::model_bytes(&export)? {
            return Err("the page makes another model than the desktop".to_owned());
        }
        ScoreNet::from_bytes(&model).map_err(|error| error.to_string())?;
    }
    Ok(true)
}

/// A small run of the scene for a moment, and what is to be saved of it.
fn export(asked: &Asked, mut scene: Scene, folder: &Path) -> Result<Option<Export>, String> {
    scene.network.width = 32;
    scene.training.batch = scene.training.batch.min(64);
    scene.sampling.particles = scene.sampling.particles.min(20);
    scene.sampling.steps = scene.sampling.steps.min(20);
    scene.sampling.levels = scene.sampling.levels.min(5);
    let mut experiment = match Experiment::new(&scene, Workers::one()) {
        Ok(experiment) => experiment,
        Err(error) => return require_sentence(&error.to_string()).map(|()| None),
    };
    experiment.tick(&Budget {
        seconds: 10.0,
        train_steps: asked.train_steps,
        frame: true,
        measure: false,
    });
    let snapshot = experiment.snapshot();
    let middle = snapshot.extent.center();
    Ok(Some(Export {
        what: asked.what,
        path: folder.join("saved").with_extension(asked.ending),
        scene,
        snapshot,
        shows: asked.shows,
        picture: Some(Arc::new(Picture {
            size: [3, 2],
            rgba: (0..24).collect(),
        })),
        bounds: asked.reach.map(|reach| Bounds::square(middle, reach)),
        exact: asked.exact,
        size: asked.size,
        dark: asked.dark,
        page: asked.page,
        caption: asked.dark,
        with_model: asked.with_model,
    }))
}

/// The file as the desktop writes it.
fn streamed(export: &Export) -> Result<Vec<u8>, String> {
    let (trajectory, format, made) = saving::paths(export)?;
    let written = files::write_streamed(&export.path, |file| {
        export::write_trajectory(&trajectory, format, Some(&made), file)
    });
    written.map_err(|_| "the paths were not written".to_owned())?;
    std::fs::read(&export.path).map_err(|error| error.to_string())
}

/// Whether `bytes` begin and end as a file of their kind, with what was saved in it.
fn whole(export: &Export, bytes: &[u8]) -> Result<(), String> {
    let text = || std::str::from_utf8(bytes).map_err(|_| "no text".to_owned());
    let require = |sound: bool, what: &str| sound.then_some(()).ok_or_else(|| what.to_owned());
    match export.what {
        What::Scene => {
            let scene = Scene::from_toml(text()?).map_err(|error| error.to_string())?;
            require(scene == export.scene, "another scene")
        }
        What::Model => {
            let network = ScoreNet::from_bytes(bytes).map_err(|error| error.to_string())?;
            require(network.to_bytes() == bytes, "another network")
        }
        What::Screenshot => {
            let sides = [16, 20].map(|at| bytes[at + 3]);
            require(
                bytes.starts_with(b"\x89PNG") && sides == [3, 2],
                "no picture",
            )
        }
        What::Trajectories | What::Figure | What::View => {
            let formats = [&Format::DATA[..], &Format::FIGURE[..]].concat();
            let format = Format::from_path(&export.path, &formats);
            match format.map_err(|error| error.to_string())? {
                Format::Npz => require(bytes.starts_with(b"PK"), "no archive"),
                Format::Csv => {
                    let width = |line: &str| line.split(',').count();
                    let lines: Vec<usize> = text()?.lines().map(width).collect();
                    let even = lines.len() > 1 && lines.iter().all(|fields| *fields == lines[0]);
                    require(even, "no table")
                }
                Format::Svg => {
                    let text = text()?.trim_end();
                    let closed = text.starts_with('<') && text.ends_with("</svg>");
                    require(closed && !drawn(text).contains("NaN"), "no picture")
                }
                Format::Png => {
                    let picture = saving::picture(export)?;
                    let [width, height] = picture.size;
                    let said =
                        |at: usize| u32::from_be_bytes(std::array::from_fn(|i| bytes[at + i]));
                    let sides = [said(16) as usize, said(20) as usize];
                    let (sides, asked) = if export.page.is_some() {
                        // In print twice as many pixels an inch as on the clipboard, the last one rounded.
                        let twice = |side: usize, half: usize| side.abs_diff(2 * half) <= 1;
                        (twice(sides[0], width) && twice(sides[1], height), true)
                    } else {
                        let asked = export.size.map(|size| size.map(|side| side as usize));
                        (
                            sides == picture.size,
                            asked.is_none_or(|size| size == picture.size),
                        )
                    };
                    let pixels = picture.rgba.len() == 4 * width * height;
                    require(sides && asked && pixels, "pixels of another size")
                }
                Format::Pdf => {
                    let ends = bytes.trim_ascii_end().ends_with(b"%%EOF");
                    require(bytes.starts_with(b"%PDF-") && ends, "no document")
                }
            }
        }
    }
}

/// A figure without its letters, which may spell anything.
fn drawn(svg: &str) -> String {
    let mut parts = svg.split("url(data:font");
    let before = parts.next().unwrap_or_default();
    let behind = |part| str::split_once(part, ')').map_or("", |(_, rest)| rest);
    parts.fold(before.to_owned(), |all, part| all + behind(part))
}
