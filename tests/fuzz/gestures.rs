//! Does the window survive whatever hands do to it, with a scene that can be run and saved?

use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2,
};
use egui_kittest::Harness;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use scorefield::desktop;
use scorefield::scene::preset;
use scorefield::ui::App;

/// Gestures in one window.
const IN_A_ROW: usize = 40;

/// One thing that a hand does; places are shares of the window.
#[derive(Clone, Debug)]
pub enum Gesture {
    Click([f32; 2], PointerButton, bool),
    Drag([f32; 2], [f32; 2], Modifiers),
    Scroll([f32; 2], f32, Modifiers),
    Pinch([f32; 2], f32),
    Press(Key, Modifiers),
    Type(String),
    Resize([f32; 2]),
    Leave,
    Wait(u8),
}

/// The hands' work of one window.
#[derive(Clone, Debug)]
pub struct Session {
    preset: usize,
    gestures: Vec<Gesture>,
}

/// Windows on a preset and [`IN_A_ROW`] gestures in each; the number of gestures that `cases` are.
pub const fn gestures(cases: u32) -> u32 {
    cases * IN_A_ROW as u32
}

/// Windows on any preset with [`IN_A_ROW`] gestures.
pub fn sessions() -> impl Strategy<Value = Session> {
    (0..preset::all().len(), vec(gesture(), IN_A_ROW))
        .prop_map(|(preset, gestures)| Session { preset, gestures })
}

fn gesture() -> impl Strategy<Value = Gesture> {
    let place = || [0.0..1.0_f32, 0.0..1.0_f32];
    let button = select(
        &[
            PointerButton::Primary,
            PointerButton::Secondary,
            PointerButton::Middle,
        ][..],
    );
    prop_oneof![
        5 => (place(), button, any::<bool>()).prop_map(|(at, button, twice)| Gesture::Click(at, button, twice)),
        4 => (place(), place(), modifiers()).prop_map(|(from, to, held)| Gesture::Drag(from, to, held)),
        2 => (place(), -500.0..500.0_f32, modifiers()).prop_map(|(at, by, held)| Gesture::Scroll(at, by, held)),
        1 => (place(), 0.1..8.0_f32).prop_map(|(at, by)| Gesture::Pinch(at, by)),
        5 => (select(Key::ALL), modifiers()).prop_map(|(key, held)| Gesture::Press(key, held)),
        2 => "[0-9.,eE+ -]{1,6}|\\PC{1,5}".prop_map(Gesture::Type),
        1 => [200.0..2000.0_f32, 150.0..1500.0_f32].prop_map(Gesture::Resize),
        1 => proptest::prelude::Just(Gesture::Leave),
        1 => (1..20_u8).prop_map(Gesture::Wait),
    ]
}

fn modifiers() -> impl Strategy<Value = Modifiers> {
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    select(vec![
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::SHIFT,
        Modifiers::ALT,
        ctrl,
        ctrl | Modifiers::SHIFT,
    ])
}

/// Whether a window lives through a session.
///
/// # Errors
/// What is wrong.
pub fn check(session: &Session) -> Result<(), String> {
    let mut scene = preset::all()[session.preset].scene.clone();
    scene.network.width = 32;
    scene.training.batch = scene.training.batch.min(64);
    scene.sampling.particles = scene.sampling.particles.min(50);
    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_step_dt(1.0 / 60.0)
        // Anything can be typed; what no font has is a box, as in the window.
        .allow_missing_glyphs()
        .build_eframe(move |cc| desktop::app(cc, Some(scene), 1).expect("a preset runs"));
    window.run_steps(3);
    for gesture in &session.gestures {
        make(&mut window, gesture);
        let scene = window.state().workbench().scene();
        let written = scene.to_toml();
        written.map_err(|error| format!("after {gesture:?} the scene cannot be saved: {error}"))?;
    }
    Ok(())
}

fn make(window: &mut Harness<'static, App>, gesture: &Gesture) {
    let size = window.ctx.content_rect().size();
    let at = |[x, y]: [f32; 2]| Pos2::new(x * size.x, y * size.y);
    match gesture {
        &Gesture::Click(place, button, twice) => {
            for _ in 0..=u8::from(twice) {
                point(window, at(place), button, true, Modifiers::NONE);
                point(window, at(place), button, false, Modifiers::NONE);
            }
        }
        &Gesture::Drag(from, to, held) => {
            let (from, to) = (at(from), at(to));
            point(window, from, PointerButton::Primary, true, held);
            for part in 1..=4 {
                window.event(Event::PointerMoved(from.lerp(to, part as f32 / 4.0)));
                window.run_steps(1);
            }
            point(window, to, PointerButton::Primary, false, held);
        }
        &Gesture::Scroll(place, by, modifiers) => {
            window.event(Event::PointerMoved(at(place)));
            window.event(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: Vec2::new(0.3 * by, by),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Unknown,
                modifiers,
            });
        }
        &Gesture::Pinch(place, by) => {
            window.event(Event::PointerMoved(at(place)));
            window.event(Event::Zoom(by));
        }
        &Gesture::Press(key, modifiers) => window.key_press_modifiers(modifiers, key),
        Gesture::Type(text) => window.event(Event::Text(text.clone())),
        &Gesture::Resize(size) => {
            window.set_size(size.into());
        }
        Gesture::Leave => window.event(Event::PointerGone),
        &Gesture::Wait(frames) => window.run_steps(usize::from(frames)),
    }
    window.run_steps(1);
}

fn point(
    window: &mut Harness<'static, App>,
    pos: Pos2,
    button: PointerButton,
    pressed: bool,
    modifiers: Modifiers,
) {
    window.event(Event::PointerMoved(pos));
    window.event(Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers,
    });
    window.run_steps(1);
}
