//! Uses the window for as long as one likes, all presets in turn: train, drag, watch, record journeys, undo. Says whether
//! memory stays flat and every thread ends.
//!
//! `cargo run --release --example soak -- 60` takes an hour (Linux: it reads /proc).

use egui::{Key, Pos2, Vec2};
use egui_kittest::Harness;
use scorefield::desktop;
use scorefield::scene::preset;
use scorefield::ui::{App, Opening};
use std::error::Error;
use std::time::{Duration, Instant};

/// A frame of a screen.
const FRAME: Duration = Duration::from_millis(16);
/// Memory may grow by so much between the first full round and the last.
const FLAT: f64 = 0.05;
const BYTES_PER_PAGE: f64 = 4096.0;

fn main() -> Result<(), Box<dyn Error>> {
    let minutes = std::env::args().nth(1);
    let minutes: f64 = minutes.map_or(Ok(60.0), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    std::env::set_current_dir(folder.path())?;

    let threads = threads()?;
    let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes);
    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_step_dt(1.0 / 60.0)
        .build_eframe(|cc| desktop::app(cc, Opening::default(), 1).expect("the first scene runs"));
    // The first round fills caches; the largest figure of every later one counts.
    let mut rounds = Vec::new();
    while rounds.len() < 3 || Instant::now() < end {
        let mut largest = 0.0_f64;
        for preset in preset::all() {
            use_for_a_while(&mut window, preset)?;
            largest = largest.max(memory()?);
        }
        rounds.push(largest);
        println!(
            "round {}: {largest:.1} MB, {} threads",
            rounds.len(),
            self::threads()?
        );
    }
    drop(window);

    let left = self::threads()?;
    let (first, last) = (rounds[1], rounds[rounds.len() - 1]);
    println!(
        "{first:.1} MB in the second round, {last:.1} MB in the last; {threads} threads before, {left} after"
    );
    if last > first * (1.0 + FLAT) {
        return Err(format!("memory grew from {first:.1} to {last:.1} MB").into());
    }
    if left > threads {
        return Err(format!("{} threads are left", left - threads).into());
    }
    Ok(())
}

/// What a class does with one scene in a quarter of a minute.
fn use_for_a_while(
    window: &mut Harness<'static, App>,
    preset: &preset::Preset,
) -> Result<(), Box<dyn Error>> {
    window
        .state_mut()
        .workbench_mut()
        .open(preset.scene.clone());
    frames(window, 120);
    let size = window.ctx.content_rect().size();
    let middle = Pos2::new(0.5 * size.x, 0.45 * size.y);
    for turn in 0..3 {
        let from = middle + Vec2::new(40.0 * turn as f32, 25.0);
        drag(window, from, Vec2::new(60.0, -30.0));
        frames(window, 60);
        press(window, [Key::Num2, Key::Num3, Key::Num1][turn]);
        press(window, Key::N);
    }
    press(window, Key::J);
    frames(window, 240);
    press(window, Key::J);
    press(window, Key::R);
    frames(window, 120);
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    press(window, Key::F);
    frames(window, 60);
    let scene = window.state().workbench().scene();
    scene.to_toml()?;
    Ok(())
}

fn press(window: &mut Harness<'static, App>, key: Key) {
    window.key_press(key);
    frames(window, 10);
}

fn drag(window: &mut Harness<'static, App>, from: Pos2, by: Vec2) {
    window.hover_at(from);
    frames(window, 1);
    window.drag_at(from);
    for part in 1..=30 {
        window.hover_at(from + by * (part as f32 / 30.0));
        frames(window, 1);
    }
    window.drop_at(from + by);
    frames(window, 2);
}

/// Shows frames at the pace of a screen.
fn frames(window: &mut Harness<'static, App>, many: u32) {
    for _ in 0..many {
        let began = Instant::now();
        window.run_steps(1);
        std::thread::sleep(FRAME.saturating_sub(began.elapsed()));
    }
}

/// Resident memory of this process, in MB.
fn memory() -> Result<f64, Box<dyn Error>> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let resident: f64 = pages
        .split(' ')
        .nth(1)
        .ok_or("statm has no second field")?
        .parse()?;
    Ok(resident * BYTES_PER_PAGE / 1e6)
}

/// Threads of this process.
fn threads() -> Result<usize, Box<dyn Error>> {
    Ok(std::fs::read_dir("/proc/self/task")?.count())
}
