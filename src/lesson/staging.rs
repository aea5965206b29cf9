//! What a step shows: its scene and how one looks at it.

use super::fault::LessonFault;
use crate::figure::{FieldKind, FieldStyle};
use crate::measure::Quantity as Map;
use crate::noise::ProcessKind;
use crate::plane::Point;
use crate::sampling::Sampler;
use crate::scene::preset;
use crate::scene::{Scene, SceneFileError};
use crate::session::Lane;
use crate::wording::every;
use serde::Deserialize;
use toml::{Table, Value};

/// Where a step is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The plane with the field.
    #[default]
    Learn,
    /// The plane with the particles.
    Sample,
    /// From data to noise and back.
    Journey,
}

/// Whose score particles follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Followed {
    /// The truth's.
    Exact,
    /// The network's.
    Learned,
}

/// A curve beside the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// The training loss with its floor.
    Loss,
    /// The score error over the steps.
    Error,
    /// The score error over the noise levels.
    PerLevel,
}

/// Something that can be changed at a step, in the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// c of c p(x).
    Constant,
    /// Exact, learned or their difference.
    Field,
    /// Training runs or waits.
    Train,
    /// One training step in slow motion.
    SlowMotion,
    /// What is minimised.
    Objective,
    /// eps_L of the particles.
    StepSize,
    /// tau of the particles.
    Temperature,
    /// Particles run or wait, and start anew.
    Particles,
    /// How many points training sees.
    TrainPoints,
}

every!(
    Control: Constant, Field, Train, SlowMotion, Objective, StepSize, Temperature, Particles, TrainPoints
);

/// A clean point and the noise that is added to it: x = x_0 + sigma eps is drawn at the level on show.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noised {
    /// x_0, data units.
    pub x0: Point,
    /// eps, in units of sigma.
    pub eps: Point,
}

impl Noised {
    /// x = x_0 + sigma eps.
    pub fn x(&self, sigma: f64) -> Point {
        std::array::from_fn(|i| self.x0[i] + sigma * self.eps[i])
    }
}

/// What a step shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Staging {
    /// The experiment.
    pub scene: Scene,
    /// Where it is looked at.
    pub place: Place,
    /// Which field the arrows are.
    pub field: FieldKind,
    /// As what it is drawn.
    pub style: FieldStyle,
    /// Whether it is drawn at all.
    pub arrows: bool,
    /// What is drawn under it.
    pub map: Map,
    /// The noise level, data units; `None` leaves it to the scene.
    pub sigma: Option<f64>,
    /// c of c p(x).
    pub constant: f64,
    /// Whether the network trains.
    pub training: bool,
    /// Whether a training step is laid open.
    pub slow_motion: bool,
    /// Whose score particles follow; `None` hides them.
    pub particles: Option<Followed>,
    /// Whether they move from the beginning.
    pub running: bool,
    /// The curve beside the picture.
    pub chart: Option<Chart>,
    /// The point that formulas call x, data units.
    pub point: Option<Point>,
    /// Whether what could have made that point is shown.
    pub pinned: bool,
    /// A clean point and its noise.
    pub noised: Option<Noised>,
    /// What can be changed.
    pub controls: Vec<Control>,
    /// The process of the journey.
    pub process: ProcessKind,
    /// Where the clock of the journey stands, from 0 (data) by 1 (noise) to 2 (data again), and whether it runs.
    pub clock: (f64, bool),
    /// What is compared on it.
    pub lanes: Vec<Lane>,
}

/// A sampler of the journey as a lesson names it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LaneFile {
    sampler: Sampler,
    steps: usize,
    #[serde(default)]
    learned: bool,
}

/// A block `scene`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StagingFile {
    preset: Option<String>,
    change: Table,
    place: Place,
    field: FieldKind,
    style: FieldStyle,
    arrows: bool,
    map: Map,
    sigma: Option<f64>,
    constant: f64,
    training: bool,
    slow_motion: bool,
    particles: Option<Followed>,
    running: bool,
    chart: Option<Chart>,
    point: Option<Point>,
    pinned: bool,
    noised: Option<Noised>,
    controls: Vec<Control>,
    process: ProcessKind,
    clock: f64,
    playing: bool,
    lanes: Vec<LaneFile>,
}

impl Default for StagingFile {
    fn default() -> Self {
        Self {
            preset: None,
            change: Table::new(),
            place: Place::Learn,
            field: FieldKind::Exact,
            style: FieldStyle::Arrows,
            arrows: true,
            map: Map::Density,
            sigma: None,
            constant: 1.0,
            training: false,
            slow_motion: false,
            particles: None,
            running: true,
            chart: None,
            point: None,
            pinned: false,
            noised: None,
            controls: Vec::new(),
            process: ProcessKind::default(),
            clock: 0.0,
            playing: true,
            lanes: Vec::new(),
        }
    }
}

impl Staging {
    /// Reads a block `scene` whose first line is number `first`; without a preset the scene is that of the
    /// step `before`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub(super) fn read(
        text: &str,
        first: usize,
        before: Option<&Self>,
    ) -> Result<Self, LessonFault> {
        let file: StagingFile = toml::from_str(text)
            .map_err(|e| LessonFault::in_block(first, SceneFileError::from_toml(text, &e)))?;
        let at = |key: &str, message: String| {
            let place = text.lines().position(|line| {
                line.trim_start().starts_with(key) || line.contains(&format!("[{key}"))
            });
            LessonFault::at(first + place.unwrap_or(0), 1, message)
        };
        let scene = match (&file.preset, before) {
            (Some(name), _) => preset::find(name).map_err(|e| at("preset", e.to_string()))?,
            (None, Some(before)) => before.scene.clone(),
            (None, None) => {
                let message = "the first scene of a lesson needs a preset; add preset = \"...\"";
                return Err(LessonFault::at(first, 1, message));
            }
        };
        let scene = changed(&scene, file.change).map_err(|message| at("change", message))?;
        let mixture = scene.mixture().map_err(|e| at("change", e.to_string()))?;
        let range = scene.noise_range(&mixture);
        if let Some(sigma) = file
            .sigma
            .filter(|&sigma| sigma != 0.0 && !range.contains(sigma))
        {
            let message = format!(
                "sigma {sigma} is not among the levels of the scene; use 0 or {} to {}",
                range.min(),
                range.max()
            );
            return Err(at("sigma", message));
        }
        if !(file.constant > 0.0 && file.constant.is_finite()) {
            return Err(at("constant", "the constant must be above 0".to_owned()));
        }
        if !file.field.is_known(scene.data) {
            let message = "there are no training points; add train_points under [change.data]";
            return Err(at("field", message.to_owned()));
        }
        if file.pinned && file.point.is_none() {
            return Err(at(
                "pinned",
                "what is pinned needs a point; add point = [x, y]".to_owned(),
            ));
        }
        let lanes = file.lanes.iter().map(|lane| Lane {
            exact: !lane.learned,
            ..Lane::by_exact_score(lane.sampler, lane.steps)
        });
        Ok(Self {
            lanes: lanes.collect(),
            scene,
            place: file.place,
            field: file.field,
            style: file.style,
            arrows: file.arrows,
            map: file.map,
            sigma: file.sigma,
            constant: file.constant,
            training: file.training,
            slow_motion: file.slow_motion,
            particles: file.particles,
            running: file.running,
            chart: file.chart,
            point: file.point,
            pinned: file.pinned,
            noised: file.noised,
            controls: file.controls,
            process: file.process,
            clock: (file.clock, file.playing),
        })
    }
}

/// `scene` with what a lesson changes in its file.
fn changed(scene: &Scene, change: Table) -> Result<Scene, String> {
    if change.is_empty() {
        return Ok(scene.clone());
    }
    let text = scene.to_toml().map_err(|error| error.to_string())?;
    let mut file: Table = toml::from_str(&text).map_err(|error| error.to_string())?;
    merge(&mut file, change);
    let text = toml::to_string(&file).map_err(|error| error.to_string())?;
    // The place is one in a text that nobody has written.
    Scene::from_toml(&text).map_err(|fault| format!("the changed scene: {}", fault.message))
}

fn merge(file: &mut Table, change: Table) {
    for (key, value) in change {
        match (file.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (_, value) => drop(file.insert(key, value)),
        }
    }
}
