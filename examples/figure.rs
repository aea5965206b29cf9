//! Lets particles follow the exact score of a scene and draws their paths as an SVG file.
//!
//! `cargo run --release --example figure -- song-ermon song-ermon.svg`

use scorefield::export::{Size, svg};
use scorefield::figure::recording::{MOST_POSITIONS, Recording};
use scorefield::figure::{FigureOptions, Subject};
use scorefield::scene::preset;
use scorefield::score::ExactScore;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or("song-ermon".to_owned());
    let path = arguments.next().unwrap_or(format!("{name}.svg"));
    let scene = preset::find(&name)?;
    let mixture = scene.mixture()?;
    let range = scene.noise_range(&mixture);
    let score = ExactScore::new(mixture.clone());

    let run = scene.sampling.run_for(&mixture, range, &score)?;
    let subject = Subject {
        title: &scene.title,
        mixture: &mixture,
        score: &score,
        score_name: "exact",
        seed: scene.seed,
    };
    let recording = Recording::new(subject, run, None, MOST_POSITIONS)?;
    let trajectory = recording.trajectory(&mut |_| ())?;
    let figure = recording.figure(&trajectory, &FigureOptions::default())?;
    std::fs::write(&path, svg(&figure, Size::for_figure(&figure)))?;
    println!("wrote {path}");
    Ok(())
}
