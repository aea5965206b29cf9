//! What a reader needs to make the page again, in sentences.

use super::choice::{ScoreChoice, Source};
use super::factor::{Factor, FactorKind, Value};
use super::request::{PlateRequest, PlateSubject};
use super::runs::Cloud;
use super::setting::{Moment, Setting};
use crate::figure::{FieldStyle, PictureView};
use crate::measure::Quantity;
use crate::mixture::Modes;
use crate::sampling::SamplingSpec;
use crate::wording::{count, counted, three_figures};

/// Shares stand beside the modes of at most so many: more would hide them.
pub const LABELLED_MODES: usize = 9;

/// What holds for every page: panels, score and seed.
pub fn common(subject: &PlateSubject, request: &PlateRequest) -> Vec<String> {
    let panels = match &request.factors[..] {
        [] => None,
        [only] => Some(format!("Panels: {}.", listed(only))),
        [rows, columns, ..] => Some(format!(
            "Rows: {}; columns: {}.",
            listed(rows),
            listed(columns)
        )),
    };
    let scored = request
        .factors
        .iter()
        .any(|factor| factor.kind == FactorKind::Score);
    let is_exact = matches!(request.view, PictureView::Map(quantity)
        if !quantity.is_learned() && !quantity.is_counted());
    let score = if is_exact {
        None
    } else if scored {
        // "learned" alone says what the panels say.
        let name = Some(subject.score_name).filter(|name| name.contains(' '));
        name.map(str::to_owned)
    } else {
        Some(format!("score: {}", subject.score_name))
    };
    let facts = [score, Some(format!("seed\u{a0}{}", subject.seed))];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut facts = facts.join("; ") + ".";
    if let Some(first) = facts.get(..1) {
        facts = first.to_uppercase() + &facts[1..];
    }
    panels.into_iter().chain([facts]).collect()
}

fn listed(factor: &Factor) -> String {
    let labels: Vec<String> = factor.values.iter().map(Value::label).collect();
    labels.join(", ")
}

/// "At σ = 0.1" of all panels that share it.
fn moment(settings: &[Setting]) -> Option<String> {
    let first = settings.first()?.moment;
    let same = settings.iter().all(|setting| setting.moment == first);
    same.then(|| match first {
        Moment::Level(0.0) => "On the clean density".to_owned(),
        Moment::Level(sigma) => format!("At σ\u{a0}=\u{a0}{}", three_figures(sigma)),
        Moment::Time(t) => format!("At t\u{a0}=\u{a0}{}", three_figures(t)),
    })
}

fn at(settings: &[Setting], words: &str) -> String {
    match moment(settings) {
        Some(moment) => format!("{moment}: {words}."),
        None => format!("{}{}.", words[..1].to_uppercase(), &words[1..]),
    }
}

/// Of fields; `shared` are scales of arrows, and `mapped` says whether the error is a map.
pub fn of_fields(
    request: &PlateRequest,
    style: FieldStyle,
    settings: &[Setting],
    (shared, mapped): (bool, bool),
) -> Vec<String> {
    let field = match style {
        FieldStyle::Arrows if shared => "score arrows (length grows as √|s|)",
        FieldStyle::Arrows => "score arrows (length grows as √|s|, on a scale of each panel)",
        FieldStyle::Denoiser => "arrows from x to D(x), the mean of the clean points",
        FieldStyle::Streamlines | FieldStyle::Tracers => "streamlines of the score",
    };
    let ground = if request.density {
        " over the density, in even bands up to its maximum"
    } else {
        ""
    };
    let mut found = vec![at(settings, &format!("{field}{ground}"))];
    if mapped {
        found.push("The last colour of the error holds also what is larger.".to_owned());
    }
    let framed = |setting: &Setting| setting.choice == ScoreChoice::Learned;
    if request.frames && settings.iter().any(framed) {
        found.push("Frames: the largest squares around the modes with |sθ\u{a0}−\u{a0}s| ≤ ¼\u{a0}√(|s|²\u{a0}+\u{a0}E|s|²) everywhere.".to_owned());
    }
    found
}

/// Of maps.
pub fn of_maps(request: &PlateRequest, quantity: Quantity, settings: &[Setting]) -> Vec<String> {
    let facts = quantity.facts();
    let unit = match facts.unit {
        "" => String::new(),
        unit => format!(", {unit}"),
    };
    let what = format!("{} {}{unit}", facts.name.to_lowercase(), facts.formula);
    let mut found = if quantity.is_counted() {
        vec![format!("{}{}.", what[..1].to_uppercase(), &what[1..])]
    } else {
        vec![at(settings, &what)]
    };
    if request.numbers && facts.total.is_some() {
        found.push("Numbers hold for the rectangle that is shown.".to_owned());
    }
    found
}

/// Of the ends of particles.
pub fn of_samples(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
    clouds: &[Cloud],
) -> Vec<String> {
    let particles = clouds
        .iter()
        .map(|cloud| cloud.points.nrows())
        .max()
        .unwrap_or(0);
    let mut found = vec![format!(
        "{} a panel{}{}.",
        counted(particles as u64, "particle"),
        by(settings),
        contours(request)
    )];
    found.extend(shares(subject, request));
    found
}

/// Of whole paths.
pub fn of_paths(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Vec<String> {
    let mut found = vec![format!(
        "{} a panel{}{}; colours are the share of the steps.",
        counted(subject.sampling.particles as u64, "particle"),
        by(settings),
        contours(request)
    )];
    found.extend(shares(subject, request));
    found
}

fn contours(request: &PlateRequest) -> &'static str {
    if request.density {
        ", over contours that enclose 20, 40, 60, 80 and 95 % of the true mass"
    } else {
        ""
    }
}

/// " by ode-heun, 32 steps" of each sampler that there is.
fn by(settings: &[Setting]) -> String {
    let mut names: Vec<String> = Vec::new();
    for setting in settings {
        let name = match setting.source {
            Source::Exact => "exact draws".to_owned(),
            Source::Sampler(_) => run(&setting.sampling),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!(": {}", names.join("; "))
}

fn run(sampling: &SamplingSpec) -> String {
    let sampler = sampling.sampler;
    if sampler.has_ladder() {
        return format!(
            "{}, {} at each of {} levels",
            sampler.name(),
            counted(sampling.steps as u64, "step"),
            sampling.levels
        );
    }
    if sampler.takes_tolerance() {
        let tol = sampling.tol.unwrap_or(SamplingSpec::USUAL_TOLERANCE);
        return format!("{}, tolerance {}", sampler.name(), three_figures(tol));
    }
    let steps = counted(sampling.steps as u64, "step");
    format!("{}, {steps}", sampler.name())
}

fn shares(subject: &PlateSubject, request: &PlateRequest) -> Option<String> {
    if !request.numbers {
        return None;
    }
    let modes = Modes::connected(subject.mixture).count();
    let many = "Numbers: half the sum of |share − weight| over the modes.";
    let few = "Numbers: the weight of each mode / its share of the particles.";
    Some(if modes > LABELLED_MODES { many } else { few }.to_owned())
}

/// Of densities over time.
pub fn of_marginals(angle: f64, settings: &[Setting], sources: &[Source]) -> Vec<String> {
    let degrees = three_figures(angle.to_degrees());
    let mut kinds: Vec<&str> = Vec::new();
    for setting in settings {
        let process = setting
            .sampling
            .process
            .unwrap_or(crate::noise::ProcessKind::VpLinear);
        if !kinds.contains(&process.name()) {
            kinds.push(process.name());
        }
    }
    let names: Vec<&str> = sources.iter().map(|source| source.name()).collect();
    vec![
        format!(
            "Marginal densities of {} along u at {degrees}°, each over its maximum, from the exact target.",
            kinds.join(", ")
        ),
        format!("Paths of {} from the same starts.", names.join(" and ")),
    ]
}

/// Of the loss.
pub fn of_loss(points: usize) -> Vec<String> {
    vec![format!(
        "Denoising loss on {} fresh points a level, and its floor 2\u{a0}−\u{a0}σ²\u{a0}E|s|².",
        count(points as u64)
    )]
}

/// Of quality.
pub fn of_quality(subject: &PlateSubject, settings: &[Setting], lost: usize) -> Vec<String> {
    let mut found = vec![format!(
        "Sliced Wasserstein-2 distance of {} to an exact sample, ±1 standard error, over batches of evaluations; dashed: an exact sample of the same size.",
        counted(subject.sampling.particles as u64, "particle")
    )];
    if let Some(process) = settings
        .first()
        .and_then(|setting| setting.sampling.process)
    {
        found.push(format!("Process: {}.", process.name()));
    }
    if lost > 0 {
        found.push(format!(
            "{} did not arrive or left the measurable plane and {} not shown.",
            counted(lost as u64, "run"),
            if lost == 1 { "is" } else { "are" }
        ));
    }
    found
}

/// Of weights.
pub fn of_weights(subject: &PlateSubject) -> Vec<String> {
    vec![format!(
        "Shares of the modes in {} of each sampler with 95 % intervals; lines: the true weights.",
        counted(subject.sampling.particles as u64, "particle")
    )]
}
