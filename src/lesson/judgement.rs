//! Judging an answer by what was measured, within its error.

use super::measuring::Measured;
use super::question::{Form, Question};
use crate::plane::Point;
use crate::wording::{three_figures, with_minus};

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// Which of the choices, counted from 0.
    Choice(usize),
    /// A number.
    Number(f64),
    /// A point of the plane, data units.
    Point(Point),
}

/// How near an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within what was asked for, and the error of the measurement.
    Right,
    /// Within twice as much.
    Near,
    /// Farther away.
    Off,
}

/// An answer beside what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// How near it came.
    pub verdict: Verdict,
    /// What was measured, with its error.
    pub measured: String,
    /// How far off the answer was.
    pub sentence: String,
}

/// A measured value counts as anywhere within so many standard errors.
const ERRORS: f64 = 2.0;

impl Judgement {
    /// Judges `answer` to `question` by what was `measured`, seen from `x` where a direction was asked for.
    pub fn of(question: &Question, answer: Answer, measured: &Measured, x: Point) -> Self {
        let [value, _] = measured.value;
        let [se, _] = measured.se;
        let quantity = question.measure;
        let number = |value: f64| with_minus(&three_figures(value));
        let error = |se: f64| {
            if se > 0.0 {
                format!(" ± {}", number(one_figure(se)))
            } else {
                String::new()
            }
        };
        let unit = match quantity.unit() {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        let told = format!(
            "{}: {}{}{unit}",
            quantity.in_words(),
            number(value),
            error(se)
        );
        match (&question.form, answer) {
            (Form::Choice(choices), Answer::Choice(chosen)) => {
                let holds = |at: usize| {
                    choices.get(at).is_some_and(|choice| {
                        (choice.from - ERRORS * se..=choice.to + ERRORS * se).contains(&value)
                    })
                };
                let several = (0..choices.len()).filter(|&at| holds(at)).count() > 1;
                let (verdict, sentence) = match (holds(chosen), several) {
                    (true, false) => (Verdict::Right, "Your choice holds."),
                    (true, true) => (
                        Verdict::Right,
                        "This run cannot tell your choice from another one.",
                    ),
                    (false, _) => (Verdict::Off, "Your choice does not hold."),
                };
                Self {
                    verdict,
                    measured: told,
                    sentence: sentence.to_owned(),
                }
            }
            (Form::Number { within }, Answer::Number(guess)) => {
                let off = guess - value;
                let slack = within + ERRORS * se;
                let sentence = if off.abs() <= ERRORS * se || off == 0.0 {
                    "You said the same, within the error of this run.".to_owned()
                } else {
                    let way = if off > 0.0 { "high" } else { "low" };
                    format!("You were {}{unit} too {way}.", number(off.abs()))
                };
                Self {
                    verdict: verdict(off.abs(), slack),
                    measured: told,
                    sentence,
                }
            }
            (Form::Point { within }, Answer::Point(at)) => {
                let to = measured.value;
                let off = (at[0] - to[0]).hypot(at[1] - to[1]);
                let se = measured.se[0].hypot(measured.se[1]);
                Self {
                    verdict: verdict(off, within + ERRORS * se),
                    measured: format!(
                        "{}: ({}, {}){}",
                        quantity.in_words(),
                        number(to[0]),
                        number(to[1]),
                        error(se)
                    ),
                    sentence: format!("You were {} units away.", number(off)),
                }
            }
            (Form::Direction { within }, Answer::Point(at)) => {
                let angle = |to: Point| (to[1] - x[1]).atan2(to[0] - x[0]).to_degrees();
                let (meant, found) = (angle(at), angle(measured.value));
                let off = ((meant - found + 540.0).rem_euclid(360.0) - 180.0).abs();
                Self {
                    verdict: verdict(off, *within),
                    measured: format!(
                        "{}: towards {}°",
                        quantity.in_words(),
                        number(found.round())
                    ),
                    sentence: format!("You were {}° off.", number(off.round())),
                }
            }
            // The window offers no answer of another form.
            (_, Answer::Choice(_) | Answer::Number(_) | Answer::Point(_)) => Self {
                verdict: Verdict::Off,
                measured: told,
                sentence: "This question is answered in another way.".to_owned(),
            },
        }
    }
}

fn verdict(off: f64, slack: f64) -> Verdict {
    if off <= slack {
        Verdict::Right
    } else if off <= 2.0 * slack {
        Verdict::Near
    } else {
        Verdict::Off
    }
}

/// An error is told to one figure.
fn one_figure(se: f64) -> f64 {
    let scale = 10f64.powf(se.log10().floor());
    (se / scale).round() * scale
}
