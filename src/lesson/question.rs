//! A question: what is asked, in which form it is answered, and what is measured to judge that.

use super::fault::LessonFault;
use super::quantity::{Kind, Quantity, Setting};
use super::staging::Staging;
use super::text::Span;
use crate::plane::Point;
use crate::scene::SceneFileError;
use serde::Deserialize;

/// One of the choices, right where what is measured lies within its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOption {
    /// What it says.
    pub say: Vec<Span>,
    /// The smallest value for which it is right.
    pub from: f64,
    /// The largest one.
    pub to: f64,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// One of a few.
    Choice(Vec<OneOption>),
    /// A number, right within so much of what is measured.
    Number {
        /// In the unit of the quantity.
        within: f64,
    },
    /// A point of the plane, right within so many data units.
    Point {
        /// Data units.
        within: f64,
    },
    /// A point in the direction that is meant, seen from x, right within so many degrees.
    Direction {
        /// Degrees.
        within: f64,
    },
}

/// A question with what is measured for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub ask: Vec<Span>,
    /// What the button says that measures.
    pub run: String,
    /// What is measured.
    pub measure: Quantity,
    /// By what.
    pub setting: Setting,
    /// How it is answered.
    pub form: Form,
    /// What is said when it has been measured.
    pub reveal: Vec<Span>,
    /// After so many steps of training it is read, if it is read from the canvas.
    pub train_steps: u64,
    /// What the text claims of the measured value: its ends; of a point each coordinate.
    pub expect: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    say: String,
    #[serde(default = "lowest")]
    from: f64,
    #[serde(default = "highest")]
    to: f64,
}

fn lowest() -> f64 {
    f64::NEG_INFINITY
}

fn highest() -> f64 {
    f64::INFINITY
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Within {
    within: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    ask: String,
    #[serde(default = "usual_run")]
    run: String,
    measure: Quantity,
    #[serde(default)]
    reveal: String,
    expect: Expect,
    #[serde(default)]
    choice: Vec<OptionFile>,
    number: Option<Within>,
    point: Option<Within>,
    direction: Option<Within>,
    #[serde(default)]
    with: With,
}

fn usual_run() -> String {
    "Measure".to_owned()
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expect {
    Value([f64; 2]),
    Point([[f64; 2]; 2]),
}

/// What the measurement is made with, where it is not that of the picture.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct With {
    sigma: Option<f64>,
    at: Option<Point>,
    constant: Option<f64>,
    points: Option<usize>,
    steps: Option<usize>,
    step_size: Option<f64>,
    temperature: Option<f64>,
    train_steps: Option<u64>,
}

/// Steps of training before something is read from the canvas, when nobody says.
const TRAIN_STEPS: u64 = 600;

impl Question {
    /// Reads a block `predict` whose first line is number `first`, of a step that shows `staging`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub(super) fn read(text: &str, first: usize, staging: &Staging) -> Result<Self, LessonFault> {
        let file: QuestionFile = toml::from_str(text)
            .map_err(|e| LessonFault::in_block(first, SceneFileError::from_toml(text, &e)))?;
        let line = |key: &str| {
            let found = text.lines().position(|line| {
                let line = line.trim_start();
                line.starts_with(key) || line.starts_with(&format!("[[{key}"))
            });
            first + found.unwrap_or(0)
        };
        let at = |key: &str, message: String| LessonFault::at(line(key), 1, message);
        let spans = |key: &str, text: &str| Span::read(text, line(key), 1);
        let mut choices = Vec::new();
        for choice in &file.choice {
            let bounds = [choice.from, choice.to];
            if bounds.iter().any(|bound| bound.is_nan()) || choice.from >= choice.to {
                let message = format!(
                    "the choice {:?} is never right; let from be below to",
                    choice.say
                );
                return Err(at("choice", message));
            }
            choices.push(OneOption {
                say: spans("choice", &choice.say)?,
                from: choice.from,
                to: choice.to,
            });
        }
        let forms = [
            (!choices.is_empty()).then_some(Form::Choice(choices)),
            file.number.map(|Within { within }| Form::Number { within }),
            file.point.map(|Within { within }| Form::Point { within }),
            (file.direction).map(|Within { within }| Form::Direction { within }),
        ];
        let mut forms = forms.into_iter().flatten();
        let (Some(form), None) = (forms.next(), forms.next()) else {
            let message = "a question is answered in one way; give either [[choice]], number, point or direction";
            return Err(LessonFault::at(first, 1, message));
        };
        let kind = match form {
            Form::Choice(_) | Form::Number { .. } => Kind::Number,
            Form::Point { .. } | Form::Direction { .. } => Kind::Point,
        };
        if file.measure.kind() != kind {
            let fits = match file.measure.kind() {
                Kind::Number => "number or [[choice]]",
                Kind::Point => "point or direction",
            };
            let message = format!(
                "{} is not measured so that this answers it; use {fits}",
                file.measure.name()
            );
            return Err(at("measure", message));
        }
        let expect = match file.expect {
            Expect::Value(ends) => vec![ends],
            Expect::Point(ends) => ends.into(),
        };
        if (expect.len() == 2) != (kind == Kind::Point) {
            let message = "expect holds two numbers, or for a point two such pairs; correct it";
            return Err(at("expect", message.to_owned()));
        }
        let train_steps = file.with.train_steps.unwrap_or(TRAIN_STEPS);
        let setting = setting(staging, file.with).map_err(|message| at("with", message))?;
        if let Some(lack) = file.measure.lacks(&setting) {
            return Err(at("measure", lack));
        }
        Ok(Self {
            ask: spans("ask", &file.ask)?,
            run: file.run,
            measure: file.measure,
            setting,
            form,
            train_steps,
            reveal: spans("reveal", &file.reveal)?,
            expect,
        })
    }
}

/// What is measured by: the scene of the step with what is said beside it.
fn setting(staging: &Staging, with: With) -> Result<Setting, String> {
    let scene = &staging.scene;
    let mixture = scene.mixture().map_err(|error| error.to_string())?;
    let usual = scene.noise_range(&mixture).at(0.4);
    let sigma = with.sigma.or(staging.sigma).unwrap_or(usual);
    if !(0.0..=1e6).contains(&sigma) {
        return Err(format!("sigma {sigma} is out of range; use 0 to 1e6"));
    }
    let mut scene = scene.clone();
    if let Some(steps) = with.steps {
        scene.sampling.steps = steps;
    }
    if let Some(points) = with.points {
        scene.data.train_points = Some(points);
    }
    scene.sampling.step_size = with.step_size.or(scene.sampling.step_size);
    scene.sampling.temperature = with.temperature.unwrap_or(scene.sampling.temperature);
    scene.validate().map_err(|error| error.to_string())?;
    Ok(Setting {
        mixture,
        scene,
        sigma,
        at: with.at.or(staging.point),
        noised: staging.noised,
        constant: with.constant.unwrap_or(staging.constant),
    })
}
