//! The loss over the noise levels.

use crate::figure::Plate;
use crate::figure::panels::error::PlateError;
use crate::figure::panels::request::{PlateRequest, PlateSubject};
use crate::figure::panels::setting::Setting;
use crate::figure::panels::{keys, texts};
use crate::figure::plate::{Ink, Lines, Mark, Panel, PanelAxis, Stroke};
use crate::measure::score_errors;
use crate::plane::Point;
use crate::wording::three_figures;

/// Levels and points of a chart of the loss.
const LEVELS: usize = 33;
const POINTS: usize = 4000;

/// The loss at every level beside its floor.
///
/// # Errors
/// When there is no network.
pub fn loss(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let draw = |setting: &Setting| {
        let range = setting.score.trained_range().unwrap_or(subject.range);
        let levels = match setting.score.only_level() {
            Some(only) => vec![only],
            None => range.ladder(LEVELS),
        };
        let found = score_errors(
            setting.score,
            subject.mixture,
            &levels,
            POINTS,
            subject.seed,
        );
        let line = |value: &dyn Fn(&crate::measure::LevelError) -> f64| -> Vec<Vec<Point>> {
            vec![
                found
                    .iter()
                    .map(|level| [level.sigma, value(level)])
                    .collect(),
            ]
        };
        let (loss, floor) = (line(&|level| level.loss), line(&|level| level.floor));
        let top = loss[0].iter().map(|p| p[1]).fold(2.0, f64::max);
        let lines = |ink, stroke, lines| Mark::Lines(Lines { ink, stroke, lines });
        let excess = found.iter().map(|level| level.excess).sum::<f64>() / found.len() as f64;
        let note = format!("mean excess {}", three_figures(excess));
        Panel {
            head: String::new(),
            axes: [
                PanelAxis::logarithmic(
                    "noise level σ (data units)",
                    around(range.min(), range.max()),
                ),
                PanelAxis::linear("σ² E|sθ + ε/σ|²", [0.0, 1.05 * top]),
            ],
            equal: false,
            marks: vec![
                lines(Ink::Series(0), Stroke::Bold, loss.clone()),
                lines(Ink::Plain, Stroke::Dashed, floor),
                Mark::Values(Ink::Series(0), loss.concat()),
            ],
            notes: request.numbers.then_some(note).into_iter().collect(),
        }
    };
    let mut plate = Plate::new(String::new(), settings.iter().map(draw).collect());
    plate.keys = vec![
        keys::series(0, "loss"),
        keys::truth("floor: what the exact score scores"),
    ];
    plate.caption = texts::of_loss(POINTS);
    Ok(plate)
}

fn around(low: f64, high: f64) -> [f64; 2] {
    [low / 1.1, high * 1.1]
}
