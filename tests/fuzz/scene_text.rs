//! Scene files as people, programs and accidents write them.

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// Values that no key expects.
const ODD: [&str; 30] = [
    "0",
    "-0.0",
    "-1",
    "1",
    "1e-6",
    "1e6",
    "1e-320",
    "1e300",
    "-1e308",
    "nan",
    "inf",
    "-inf",
    "9223372036854775807",
    "0x7f",
    "1_000",
    "0.1e1",
    "true",
    "\"silu\"",
    "\"\"",
    "\"\\u0007\"",
    "[]",
    "[1]",
    "[1, 2]",
    "[[1, 2]]",
    "{}",
    "{ fixed = 0.5 }",
    "1979-05-27",
    "'''\n'''",
    "1.",
    "",
];

const SAMPLERS: [&str; 11] = [
    "annealed",
    "langevin",
    "mala",
    "reverse-sde",
    "ddpm",
    "ddim",
    "ode-euler",
    "ode-heun",
    "ode-rk45",
    "pc",
    "karras",
];
const PROCESSES: [&str; 5] = ["ve", "ve-rho", "vp-linear", "vp-cosine", "ddpm"];
const OBJECTIVES: [&str; 6] = [
    "denoising",
    "stable-target",
    "explicit",
    "implicit",
    "sliced",
    "sliced-vr",
];
const OUTPUTS: [&str; 5] = ["preconditioned", "eps", "x0", "v", "score"];
const SHAPES: [&str; 6] = [
    "moons",
    "rings",
    "spirals",
    "checkerboard",
    "pinwheel",
    "swiss-roll",
];

/// How far a mutated file is from what was meant: places as shares of its length.
#[derive(Clone, Debug)]
enum Accident {
    Cut(f64),
    Erase(f64),
    Insert(f64, String),
    RepeatLine(f64),
    Drop(f64),
}

/// A file that mostly means something: right keys, and now and then an odd value or an accident.
pub fn scene_text() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![3 => Just(0.0), 1 => Just(0.05), 1 => Just(0.3)];
    hostile.prop_flat_map(|odds| {
        let accidents = if odds > 0.0 { 0..3_usize } else { 0..1 };
        (document(odds), vec(accident(), accidents)).prop_map(|(mut text, accidents)| {
            for accident in accidents {
                accident.befall(&mut text);
            }
            text
        })
    })
}

fn accident() -> impl Strategy<Value = Accident> {
    let place = || 0.0..1.0;
    let text = prop_oneof![
        "[\\[\\]{}=\"'.,#\\n 0-9e+-]{1,4}",
        "\\PC{1,4}",
        any::<char>().prop_map(String::from)
    ];
    prop_oneof![
        place().prop_map(Accident::Cut),
        place().prop_map(Accident::Erase),
        (place(), text).prop_map(|(place, text)| Accident::Insert(place, text)),
        place().prop_map(Accident::RepeatLine),
        place().prop_map(Accident::Drop),
    ]
}

impl Accident {
    fn befall(self, text: &mut String) {
        let letter = |place: f64| {
            let nth = (place * text.chars().count() as f64) as usize;
            text.char_indices()
                .nth(nth)
                .map_or(text.len(), |(at, _)| at)
        };
        let line = |place: f64| (place * text.lines().count() as f64) as usize;
        match self {
            Self::Cut(place) => text.truncate(letter(place)),
            Self::Erase(place) => {
                let at = letter(place);
                if at < text.len() {
                    text.remove(at);
                }
            }
            Self::Insert(place, new) => text.insert_str(letter(place), &new),
            Self::RepeatLine(place) => {
                let line = text.lines().nth(line(place)).unwrap_or_default().to_owned();
                text.push_str(&line);
                text.push('\n');
            }
            Self::Drop(place) => {
                let gone = line(place);
                let kept = text.lines().enumerate().filter(|(nth, _)| *nth != gone);
                *text = kept.map(|(_, line)| format!("{line}\n")).collect();
            }
        }
    }
}

/// A value as `usual` has it, or with odds of `odds` any other.
fn value(usual: impl Strategy<Value = String> + 'static, odds: f64) -> BoxedStrategy<String> {
    if odds == 0.0 {
        return usual.boxed();
    }
    let odd = (odds * 100.0) as u32;
    prop_oneof![100 - odd => usual, odd => select(&ODD[..]).prop_map(str::to_owned)].boxed()
}

fn number(low: f64, high: f64) -> impl Strategy<Value = String> {
    (low..high).prop_map(|value| format!("{value:?}"))
}

/// A positive number, every order of magnitude as likely.
fn magnitude(low: f64, high: f64) -> impl Strategy<Value = String> {
    (low.ln()..high.ln()).prop_map(|log| format!("{:?}", log.exp()))
}

fn whole(low: u64, high: u64) -> impl Strategy<Value = String> {
    (low..=high).prop_map(|value| value.to_string())
}

fn name(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(names).prop_map(|name| format!("\"{name}\""))
}

/// Where a target is, and how large: every such scene is as good as one at the origin.
fn pair(reach: f64) -> impl Strategy<Value = String> {
    (-reach..reach, -reach..reach).prop_map(|(x, y)| format!("[{x:?}, {y:?}]"))
}

/// `key = value` in half of all cases.
fn perhaps(key: &'static str, value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        value.prop_map(move |value| format!("{key} = {value}\n"))
    ]
    .boxed()
}

fn always(key: &'static str, value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    value
        .prop_map(move |value| format!("{key} = {value}\n"))
        .boxed()
}

/// Lines one below the other.
fn lines(parts: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    parts.prop_map(|lines| lines.concat()).boxed()
}

/// A table, absent in half of all cases.
fn table(title: &'static str, parts: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    let body = lines(parts);
    prop_oneof![
        Just(String::new()),
        body.prop_map(move |body| format!("[{title}]\n{body}"))
    ]
    .boxed()
}

fn document(odds: f64) -> BoxedStrategy<String> {
    lines(vec![
        always(
            "title",
            value(
                "\\PC{0,12}"
                    .prop_map(|text| format!("{text:?}"))
                    .prop_filter("TOML", |text| !text.contains("\\u{")),
                odds,
            ),
        ),
        perhaps("seed", value(whole(0, u64::MAX >> 1), odds)),
        target(odds),
        data(odds),
        noise(odds),
        network(odds),
        training(odds),
        sampling(odds),
    ])
}

fn target(odds: f64) -> BoxedStrategy<String> {
    let reach = prop_oneof![6 => Just(4.0), 1 => Just(1e3), 1 => Just(9e5)];
    let components = reach
        .prop_flat_map(move |reach| vec(component(reach, odds), 1..7))
        .prop_map(|parts| parts.concat());
    let shape = lines(vec![
        always("kind", value(name(&SHAPES), odds)),
        perhaps("components", value(whole(4, 60), odds)),
        perhaps("std", value(magnitude(0.01, 1.0), odds)),
        perhaps("center", value(pair(10.0), odds)),
        perhaps("angle", value(number(-720.0, 720.0), odds)),
        perhaps("scale", value(magnitude(0.01, 100.0), odds)),
    ]);
    let at = vec(value(pair(5.0), odds / 4.0), 1..40)
        .prop_map(|points| format!("[{}]", points.join(", ")));
    let points = lines(vec![
        perhaps("std", value(magnitude(0.01, 1.0), odds)),
        always("at", at.boxed()),
    ]);
    prop_oneof![
        6 => components,
        1 => shape.prop_map(|body| format!("[shape]\n{body}")),
        1 => points.prop_map(|body| format!("[points]\n{body}")),
    ]
    .boxed()
}

fn component(reach: f64, odds: f64) -> impl Strategy<Value = String> {
    let std = always("std", value(magnitude(1e-3, 10.0), odds));
    let axes = lines(vec![
        always(
            "axes",
            value(
                (magnitude(1e-2, 5.0), magnitude(1e-2, 5.0))
                    .prop_map(|(a, b)| format!("[{a}, {b}]")),
                odds,
            ),
        ),
        perhaps("angle", value(number(-400.0, 400.0), odds)),
    ]);
    let cov = (0.05..4.0, 0.05..4.0, -0.999..0.999_f64).prop_map(|(a, b, r): (f64, f64, f64)| {
        let c = r * (a * b).sqrt();
        format!("[[{a:?}, {c:?}], [{c:?}, {b:?}]]")
    });
    let cov = always("cov", value(cov, odds));
    let body = lines(vec![
        perhaps("weight", value(magnitude(1e-3, 1e3), odds)),
        always("mean", value(pair(reach), odds)),
        prop_oneof![std, axes, cov].boxed(),
    ]);
    body.prop_map(|body| format!("[[component]]\n{body}"))
}

fn data(odds: f64) -> BoxedStrategy<String> {
    table(
        "data",
        vec![perhaps("train_points", value(whole(2, 300), odds))],
    )
}

fn noise(odds: f64) -> BoxedStrategy<String> {
    table(
        "noise",
        vec![
            always("min", value(magnitude(0.001, 0.5), odds)),
            always("max", value(magnitude(1.0, 100.0), odds)),
        ],
    )
}

fn network(odds: f64) -> BoxedStrategy<String> {
    table(
        "network",
        vec![
            perhaps(
                "width",
                value(select(&["32", "64"][..]).prop_map(str::to_owned), odds),
            ),
            perhaps("depth", value(whole(2, 4), odds)),
            perhaps("activation", value(name(&["silu", "tanh"]), odds)),
            perhaps("features", value(name(&["fourier", "plain"]), odds)),
            perhaps("parameterization", value(name(&OUTPUTS), odds)),
        ],
    )
}

fn training(odds: f64) -> BoxedStrategy<String> {
    table(
        "training",
        vec![
            perhaps("objective", value(name(&OBJECTIVES), odds)),
            perhaps("noise_levels", value(Just("\"all\"".to_owned()), odds)),
            perhaps("batch", value(whole(16, 300), odds)),
            perhaps("learning_rate", value(magnitude(1e-5, 0.1), odds)),
        ],
    )
}

fn sampling(odds: f64) -> BoxedStrategy<String> {
    table(
        "sampling",
        vec![
            perhaps("sampler", value(name(&SAMPLERS), odds)),
            perhaps("process", value(name(&PROCESSES), odds)),
            perhaps("particles", value(whole(1, 200), odds)),
            perhaps("steps", value(whole(1, 300), odds)),
            perhaps("levels", value(whole(1, 30), odds)),
            perhaps("sigma_min", value(magnitude(0.01, 0.2), odds)),
            perhaps("sigma_max", value(magnitude(1.0, 50.0), odds)),
            perhaps("step_size", value(magnitude(1e-6, 1.0), odds)),
            perhaps("sigma", value(magnitude(0.01, 5.0), odds)),
            perhaps("rho", value(number(1.0, 10.0), odds)),
            perhaps("tol", value(magnitude(1e-8, 1e-2), odds)),
            perhaps("init", value(name(&["prior", "data"]), odds)),
        ],
    )
}
