//! The campaigns of `tests/fuzz` for as long as one likes, on every core.
//!
//! `cargo run --release --example fuzz -- scenes 1000000`

#[path = "../../tests/fuzz/campaign.rs"]
mod campaign;
#[path = "../../tests/fuzz/downloads.rs"]
mod downloads;
#[path = "../../tests/fuzz/gestures.rs"]
mod gestures;
#[path = "../../tests/fuzz/links.rs"]
mod links;
#[path = "../../tests/fuzz/models.rs"]
mod models;
#[path = "../../tests/fuzz/scene_text.rs"]
mod scene_text;
#[path = "../../tests/fuzz/scenes.rs"]
mod scenes;
#[path = "../../tests/fuzz/tables.rs"]
mod tables;

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Cases that one seed draws.
const CHUNK: u64 = 2_000;

const USAGE: &str = "fuzz scenes|runs|tables|damaged|models|links|downloads|gestures CASES [SEED]";

/// What a campaign tries.
#[derive(Clone, Copy)]
enum Kind {
    Scenes,
    Runs,
    Tables,
    Damaged,
    Models,
    Links,
    Downloads,
    Gestures,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "scenes" => Self::Scenes,
            "runs" => Self::Runs,
            "tables" => Self::Tables,
            "damaged" => Self::Damaged,
            "models" => Self::Models,
            "links" => Self::Links,
            "downloads" => Self::Downloads,
            "gestures" => Self::Gestures,
            _ => return None,
        })
    }

    /// Tries `cases` of them, in files of its own `folder`.
    fn run(self, cases: u64, seed: u64, folder: &Path) -> Result<(), String> {
        let many = cases as u32;
        match self {
            Self::Scenes => campaign::run(many, seed, &scene_text::scene_text(), |text| {
                scenes::check(text)
            }),
            Self::Runs => campaign::run(many, seed, &scene_text::scene_text(), |text| {
                scenes::run(text).map(|_| ())
            }),
            Self::Tables => campaign::run(many, seed, &tables::written(), |table| {
                tables::check(table, folder)
            }),
            Self::Damaged => campaign::run(many, seed, &tables::damaged(), |file| {
                tables::survive(file, folder)
            }),
            Self::Models => {
                let sound = models::sound();
                campaign::run(many, seed, &models::damages(), |damages| {
                    models::check(damages, &sound)
                })
            }
            Self::Links => campaign::run(many, seed, &links::links(), links::check),
            Self::Downloads => campaign::run(many, seed, &downloads::asked(), |asked| {
                downloads::check(asked, folder).map(|_| ())
            }),
            Self::Gestures => {
                let windows = many.div_ceil(gestures::gestures(1));
                campaign::run(windows, seed, &gestures::sessions(), gestures::check)
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().and_then(|name| Kind::named(&name));
    let kind = kind.ok_or(USAGE)?;
    let cases: u64 = arguments.next().ok_or(USAGE)?.parse()?;
    let seed: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;

    // What a window saves is saved here.
    let folder = tempfile::tempdir()?;
    std::env::set_current_dir(folder.path())?;
    let began = Instant::now();
    let chunks = cases.div_ceil(CHUNK);
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let worker = |name: usize| -> Result<(), String> {
        let mine = folder.path().join(name.to_string());
        std::fs::create_dir(&mine).map_err(|error| error.to_string())?;
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                return Ok(());
            }
            let many = CHUNK.min(cases - chunk * CHUNK);
            let chunk_seed = seed.wrapping_add(chunk << 20);
            let outcome = kind.run(many, chunk_seed, &mine);
            outcome.map_err(|found| {
                next.store(chunks, Ordering::Relaxed);
                format!("seed {chunk_seed}: {found}")
            })?;
            let done = done.fetch_add(many, Ordering::Relaxed) + many;
            if done.is_multiple_of(10 * CHUNK) || done == cases {
                println!("{done} of {cases} in {:.0?}", began.elapsed());
            }
        }
    };
    let threads = std::thread::available_parallelism()?.get();
    let found: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|name| {
                scope.spawn({
                    let worker = &worker;
                    move || worker(name)
                })
            })
            .collect();
        let outcomes = workers.into_iter().map(|worker| worker.join());
        outcomes
            .filter_map(|outcome| {
                outcome
                    .unwrap_or_else(|_| Err("a campaign broke".to_owned()))
                    .err()
            })
            .collect()
    });
    if found.is_empty() {
        println!("nothing found in {cases} cases");
        return Ok(());
    }
    Err(found.join("\n").into())
}
