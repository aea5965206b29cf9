//! How fast things go: sliders from slow motion to fast, and the next notch of each for the keys.

use crate::session::{Snapshot, Speed, TrainingPace};
use crate::ui::theme;
use crate::wording::count;
use egui::{Align, Layout, RichText, Slider, Ui};

/// Steps a second at the notches of the training's slider; one more notch is flat out.
const STEPS: [u32; 7] = [1, 3, 10, 30, 100, 300, 1000];

/// The slowest of them.
pub const SLOWEST: TrainingPace = TrainingPace::Steps(STEPS[0]);

/// Where the slider of a training at `pace` stands when `now` steps a second are allowed.
fn notch(pace: TrainingPace, now: Option<f64>) -> usize {
    let steps = match pace {
        TrainingPace::FlatOut => None,
        TrainingPace::Steps(steps) => Some(f64::from(steps)),
        TrainingPace::Rising => now,
    };
    steps.map_or(STEPS.len(), |steps| {
        let slower = |notch: &u32| f64::from(*notch) < 0.99 * steps;
        STEPS.partition_point(slower).min(STEPS.len() - 1)
    })
}

fn pace_at(notch: usize) -> TrainingPace {
    STEPS
        .get(notch)
        .map_or(TrainingPace::FlatOut, |steps| TrainingPace::Steps(*steps))
}

/// The next notch: faster with `up`, slower without; the last one at the ends.
pub fn next_pace(pace: TrainingPace, now: Option<f64>, up: bool) -> TrainingPace {
    let here = notch(pace, now);
    pace_at(if up { here + 1 } else { here.saturating_sub(1) })
}

/// The next speed: faster with `up`, slower without; the last one at the ends.
pub fn next_speed(speed: Speed, up: bool) -> Speed {
    let here = position(speed);
    let next = if up { here + 1 } else { here.saturating_sub(1) };
    Speed::ALL[next.min(Speed::ALL.len() - 1)]
}

fn position(speed: Speed) -> usize {
    let found = Speed::ALL.iter().position(|other| *other == speed);
    found.unwrap_or_default()
}

/// What a pace is called that allows `now` steps a second.
pub fn pace_in_words(pace: TrainingPace, now: Option<f64>) -> String {
    let steps = |steps: u32| match steps {
        1 => "1 step a second".to_owned(),
        steps => format!("{} steps a second", count(u64::from(steps))),
    };
    match (pace, now) {
        (TrainingPace::Steps(asked), _) => steps(asked),
        (TrainingPace::Rising, Some(now)) => format!("{}, rising", steps(now.round() as u32)),
        (TrainingPace::Rising, None) | (TrainingPace::FlatOut, _) => "flat out".to_owned(),
    }
}

/// What a speed is called.
pub fn speed_in_words(speed: Speed) -> &'static str {
    match speed {
        Speed::Quarter => "¼×",
        Speed::Half => "½×",
        Speed::Usual => "1×",
        Speed::Double => "2×",
        Speed::Fourfold => "4×",
    }
}

/// The pace of the training, as wide as there is room.
pub fn training(ui: &mut Ui, pace: &mut TrainingPace, snapshot: &Snapshot) {
    let texts = Texts {
        name: "Pace of training",
        value: &pace_in_words(*pace, snapshot.pace),
        ends: ["slow motion", "flat out"],
        help: "How many steps the optimiser takes in a second, from one that can be watched to as many as this machine can. Until it is moved it rises by itself whenever training begins. Keys: comma and full stop.",
    };
    let here = notch(*pace, snapshot.pace);
    if let Some(to) = slider(ui, &texts, here, STEPS.len()) {
        *pace = pace_at(to);
    }
}

/// The pace of the particles, as wide as there is room.
pub fn particles(ui: &mut Ui, speed: &mut Speed) {
    let help = "How fast the particles move, beside the usual: fewer or more of their steps between two pictures. Keys: comma and full stop.";
    speed_slider(ui, "Pace of particles", help, speed);
}

/// The pace of the journey's clock, as wide as there is room.
pub fn journey(ui: &mut Ui, speed: &mut Speed) {
    let help = "How fast the clock runs, beside the usual. Keys: comma and full stop.";
    speed_slider(ui, "Pace of the clock", help, speed);
}

fn speed_slider(ui: &mut Ui, name: &'static str, help: &'static str, speed: &mut Speed) {
    let texts = Texts {
        name,
        value: speed_in_words(*speed),
        ends: ["slower", "faster"],
        help,
    };
    if let Some(to) = slider(ui, &texts, position(*speed), Speed::ALL.len() - 1) {
        *speed = Speed::ALL[to];
    }
}

/// What stands around a slider.
struct Texts<'a> {
    /// For those who do not see it.
    name: &'a str,
    value: &'a str,
    ends: [&'a str; 2],
    help: &'a str,
}

/// A slider over the notches 0 to `last` between two lines of text; where it was moved to.
fn slider(ui: &mut Ui, texts: &Texts<'_>, here: usize, last: usize) -> Option<usize> {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::scale(ui).round();
        sides(ui, RichText::new("Pace"), RichText::new(texts.value).weak());
        ui.spacing_mut().slider_width = ui.available_width();
        let mut to = here;
        let slider = Slider::new(&mut to, 0..=last).show_value(false);
        let response = theme::slider(ui, slider).on_hover_text(texts.help);
        let moved = response.accessible_name(texts.name).changed();
        let [low, high] = texts.ends.map(|end| RichText::new(end).weak().small());
        sides(ui, low, high);
        moved.then_some(to)
    })
    .inner
}

fn sides(ui: &mut Ui, left: RichText, right: RichText) {
    ui.horizontal(|ui| {
        ui.label(left);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(right);
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_over_all_notches_and_stay_at_the_ends() {
        let mut pace = TrainingPace::Steps(1);
        for steps in [3, 10, 30, 100, 300, 1000] {
            pace = next_pace(pace, None, true);
            assert_eq!(pace, TrainingPace::Steps(steps));
        }
        for _ in 0..2 {
            pace = next_pace(pace, None, true);
            assert_eq!(pace, TrainingPace::FlatOut);
        }
        pace = next_pace(pace, None, false);
        assert_eq!(pace, TrainingPace::Steps(1000));
        let slowest = TrainingPace::Steps(1);
        assert_eq!(next_pace(slowest, None, false), slowest);
        assert_eq!(next_speed(Speed::Quarter, false), Speed::Quarter);
        assert_eq!(next_speed(Speed::Usual, true), Speed::Double);
        assert_eq!(next_speed(Speed::Fourfold, true), Speed::Fourfold);
    }

    #[test]
    fn a_rising_pace_goes_on_from_where_it_is() {
        let rising = TrainingPace::Rising;
        assert_eq!(next_pace(rising, Some(10.0), true), TrainingPace::Steps(30));
        assert_eq!(
            next_pace(rising, Some(100.0), false),
            TrainingPace::Steps(30)
        );
        assert_eq!(next_pace(rising, None, false), TrainingPace::Steps(1000));
        assert_eq!(
            pace_in_words(rising, Some(10.0)),
            "10 steps a second, rising"
        );
        assert_eq!(pace_in_words(rising, None), "flat out");
    }
}
