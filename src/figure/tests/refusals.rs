//! What cannot be drawn is refused.

use super::{figure_of, langevin, paths_of, round_gaussian, spirals};
use crate::figure::{FigureError, FigureOptions, Subject, trajectory_figure};
use crate::noise::NoiseRange;
use crate::plane::Bounds;
use crate::sampling::Run;
use crate::score::ScoreFn;
use ndarray::{Array1, Array2, ArrayView2};

#[test]
fn options_out_of_range_are_refused_in_a_sentence() {
    struct Trained;
    impl ScoreFn for Trained {
        fn score(&self, x: ArrayView2<f64>, _sigma: f64) -> Array2<f64> {
            -&x
        }
        fn divergence(&self, x: ArrayView2<f64>, _sigma: f64) -> Array1<f64> {
            Array1::from_elem(x.nrows(), -2.0)
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            NoiseRange::new(0.5, 5.0).ok()
        }
    }
    let mixture = round_gaussian(1.0);
    let subject = Subject {
        title: "Test",
        mixture: &mixture,
        score: &Trained,
        score_name: "learned, 10 steps",
        seed: 1,
    };
    let draw = |options: FigureOptions| {
        trajectory_figure(
            &subject,
            &Run::Langevin(langevin(9, 2)),
            &spirals(10, 2),
            &options,
        )
    };
    let at = |sigma: f64| FigureOptions {
        sigma: Some(sigma),
        ..FigureOptions::default()
    };
    assert!(draw(at(0.5)).is_ok());
    assert_eq!(
        draw(at(0.0)).unwrap_err().to_string(),
        "cannot draw the field at noise level 0: the network was trained from 0.5 to 5; choose a level in that range"
    );
    let without_field = FigureOptions {
        show_field: false,
        ..at(0.0)
    };
    assert!(draw(without_field).is_ok());
    assert!(draw(at(f64::NAN)).is_err());
    let crowded = FigureOptions {
        arrows: 100_000,
        ..FigureOptions::default()
    };
    assert!(draw(crowded).unwrap_err().to_string().contains("2 to 200"));
    let strip = FigureOptions {
        bounds: Bounds::new(0.0, 100.0, 0.0, 1.0).ok(),
        ..FigureOptions::default()
    };
    assert_eq!(
        draw(strip).unwrap_err().to_string(),
        "cannot draw the rectangle 100 x 1: both axes have the same scale; use sides at most 8 times apart"
    );
}

#[test]
fn a_run_without_frames_is_refused_and_one_frame_is_drawn() {
    let mixture = round_gaussian(1.0);
    let options = FigureOptions::default();
    let nothing = figure_of(&mixture, &langevin(1, 1), &spirals(0, 1), &options);
    assert_eq!(nothing.unwrap_err(), FigureError::NoFrames);
    let one = figure_of(&mixture, &langevin(1, 4), &spirals(1, 4), &options).unwrap();
    assert_eq!(paths_of(&one).ends.len(), 4);
    assert_eq!(one.colour_bar, None);
}
