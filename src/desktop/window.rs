//! Opens the window: by OpenGL, by wgpu where that is missing and was built in, else one sentence.

use super::shell::app;
use crate::scene::Scene;
use crate::scene::link::Link;
use crate::ui::Opening;
use crate::wording::quote;
use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

/// What the desktop calls the program.
const NAME: &str = "scorefield";
/// Side of the icon, in pixels.
const ICON: usize = 64;
const WITHOUT_WINDOW: &str =
    "the commands `scorefield train`, `sample` and `figure` work without a display";

/// Opens the window and returns when it is closed. Without `scene` the last one is shown again.
///
/// # Errors
/// One sentence with what to do when no window can be opened.
pub fn run(scene: Option<Scene>, threads: usize) -> Result<(), String> {
    open_by_any_renderer(scene.into(), threads)
}

/// Opens the window on the scene of a link, shown as it says.
///
/// # Errors
/// As [`run`].
pub fn run_link(link: Link, threads: usize) -> Result<(), String> {
    open_by_any_renderer(link.into(), threads)
}

fn open_by_any_renderer(opening: Opening, threads: usize) -> Result<(), String> {
    if !display_is_there() {
        return Err(format!(
            "could not open a window: there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set); start it on a desktop or with `ssh -X`; {WITHOUT_WINDOW}"
        ));
    }
    match open(Renderer::Glow, opening.clone(), threads) {
        Ok(()) => Ok(()),
        Err(Failure::Final(message)) => Err(message),
        Err(Failure::Renderer(glow)) => open_without_opengl(&glow, opening, threads),
    }
}

/// Opens the window by the second renderer; `glow` is why there is no OpenGL.
#[cfg(feature = "wgpu")]
fn open_without_opengl(glow: &str, opening: Opening, threads: usize) -> Result<(), String> {
    match open(Renderer::Wgpu, opening, threads) {
        Ok(()) => Ok(()),
        Err(Failure::Final(message)) => Err(message),
        Err(Failure::Renderer(wgpu)) => Err(without_graphics(glow, &wgpu)),
    }
}

/// Says what to do: this program was built with one renderer only.
#[cfg(not(feature = "wgpu"))]
fn open_without_opengl(glow: &str, _: Opening, _: usize) -> Result<(), String> {
    Err(without_opengl(glow))
}

/// What to do where OpenGL is missing and nothing else was built in.
#[cfg(not(feature = "wgpu"))]
fn without_opengl(glow: &str) -> String {
    format!(
        "could not open a window: no OpenGL ({}); install libgl1, libegl1 and libgl1-mesa-dri, or build with `--features wgpu`; {WITHOUT_WINDOW}",
        brief(glow)
    )
}

/// What to do where neither of the two ways to draw is there.
#[cfg(feature = "wgpu")]
fn without_graphics(glow: &str, wgpu: &str) -> String {
    format!(
        "could not open a window: no OpenGL ({}) and no other graphics ({}); install libgl1, libegl1 and libgl1-mesa-dri; {WITHOUT_WINDOW}",
        brief(glow),
        brief(wgpu)
    )
}

/// The beginning of an error, without the settings that libraries print in braces.
fn brief(error: &str) -> String {
    let mut depth = 0u32;
    let outside = error.chars().filter(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let text: String = outside.collect();
    quote(text.trim().trim_end_matches(':'))
}

/// Why a window did not open.
enum Failure {
    /// Another renderer may do.
    Renderer(String),
    /// No renderer will help.
    Final(String),
}

#[cfg(all(unix, not(target_os = "macos")))]
fn display_is_there() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn display_is_there() -> bool {
    true
}

/// The display as it was asked for, like `DISPLAY=:0`.
fn display() -> String {
    let asked = |name: &str| Some(format!("{name}={}", std::env::var(name).ok()?));
    let names = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter();
    let mut set = names.filter_map(asked).filter(|text| !text.ends_with('='));
    set.next().unwrap_or_else(|| "this machine".to_owned())
}

/// What to do about a display that is named and does not answer.
fn explain_display(error: &str, display: &str) -> String {
    let reason = one_line(error);
    let reason = reason.rsplit("Error: ").next().unwrap_or(&reason);
    format!(
        "could not open a window on {display}: {reason}; start that display, name another one or use `ssh -X`; {WITHOUT_WINDOW}"
    )
}

fn open(renderer: Renderer, opening: Opening, threads: usize) -> Result<(), Failure> {
    let options = NativeOptions {
        renderer,
        viewport: ViewportBuilder::default()
            .with_app_id(NAME)
            .with_title(NAME)
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 360.0])
            .with_drag_and_drop(true)
            .with_icon(icon()),
        ..NativeOptions::default()
    };
    let creator: eframe::AppCreator<'_> = Box::new(move |cc| {
        let app = app(cc, opening, threads)?;
        Ok(Box::new(app))
    });

    // A missing library of the window system panics deep inside it: that becomes a sentence too.
    let said = Arc::new(Mutex::new(String::new()));
    let note = said.clone();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut note) = note.lock() {
            *note = info.to_string();
        }
    }));
    let ended = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(NAME, options, creator)
    }));
    std::panic::set_hook(usual);

    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(eframe::Error::AppCreation(error))) => Err(Failure::Final(error.to_string())),
        Ok(Err(error @ (eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_)))) => Err(
            Failure::Final(explain_display(&error.to_string(), &display())),
        ),
        Ok(Err(error)) => Err(Failure::Renderer(one_line(&error.to_string()))),
        Err(_) => {
            let message = said.lock().map(|said| said.clone()).unwrap_or_default();
            Err(Failure::Final(explain_panic(&message)))
        }
    }
}

/// What to do about a panic of the window system.
fn explain_panic(message: &str) -> String {
    let reason = one_line(message);
    let library = [
        "libxkbcommon-x11",
        "libxkbcommon",
        "libX11",
        "libXcursor",
        "libXi",
    ]
    .into_iter()
    .find(|name| message.to_lowercase().contains(&name.to_lowercase()));
    match library {
        Some(library) => format!(
            "could not open a window: the library {library} is missing; install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0; {WITHOUT_WINDOW}"
        ),
        None => format!("the window stopped: {reason}; start it again; {WITHOUT_WINDOW}"),
    }
}

/// `text` in one line, without the places in source files that libraries put into their errors.
fn one_line(text: &str) -> String {
    text.split_whitespace()
        .filter(|word| !word.contains(".rs:"))
        .collect::<Vec<_>>()
        .join(" ")
        .replace("os error at ", "")
}

/// Two bright Gaussians on the dark plane.
fn icon() -> IconData {
    let mut rgba = Vec::with_capacity(4 * ICON * ICON);
    let bump = |x: f64, y: f64, mx: f64, my: f64, std: f64| {
        let (dx, dy) = (x - mx, y - my);
        (-(dx * dx + dy * dy) / (2.0 * std * std)).exp()
    };
    for row in 0..ICON {
        for column in 0..ICON {
            let at = |index: usize| (index as f64 + 0.5) / ICON as f64;
            let (x, y) = (at(column), at(row));
            let density = bump(x, y, 0.36, 0.62, 0.16) + 0.8 * bump(x, y, 0.68, 0.34, 0.11);
            let color = colorous::VIRIDIS.eval_continuous(density.min(1.0));
            // Rounded corners: outside of a superellipse there is nothing.
            let edge = (2.0 * x - 1.0).abs().powi(6) + (2.0 * y - 1.0).abs().powi(6);
            let alpha = if edge <= 1.0 { 255 } else { 0 };
            rgba.extend([color.r, color.g, color.b, alpha]);
        }
    }
    IconData {
        rgba,
        width: ICON as u32,
        height: ICON as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_what_to_install() {
        let message = explain_panic(
            "panicked at x.rs:1:1:\nLibrary libxkbcommon-x11.so could not be loaded.",
        );
        assert!(message.contains("install") && message.contains("libxkbcommon-x11-0"));
        assert!(!message.contains('\n'));
    }

    #[test]
    fn a_dead_display_is_named_without_the_words_of_libraries() {
        let error =
            "winit EventLoopError: os error at a/b.rs:1: Failed to open connection to X server";
        let message = explain_display(error, "DISPLAY=:7");
        assert!(message.starts_with("could not open a window on DISPLAY=:7: Failed to open"));
        assert!(
            !message.contains("EventLoop") && !message.contains(".rs"),
            "{message}"
        );
    }

    #[test]
    fn a_machine_without_graphics_is_told_what_to_install_in_one_readable_sentence() {
        let glow = "Found no glutin configs matching the template: ConfigTemplate { size: Rgb { r: 8 }, alpha: 8 }. Error: failed to create EGLDisplay";
        #[cfg(feature = "wgpu")]
        let message = without_graphics(
            glow,
            "WGPU error: Failed to create surface for any enabled backend: {}",
        );
        #[cfg(not(feature = "wgpu"))]
        let message = without_opengl(glow);
        assert!(
            message.contains("no OpenGL (Found no glutin configs") && message.contains("libegl1")
        );
        assert!(
            !message.contains(['{', '}']) && message.len() < 420,
            "{message}"
        );
    }

    #[test]
    fn the_icon_is_square_and_round_at_its_corners() {
        let icon = icon();
        assert_eq!(icon.rgba.len(), 4 * ICON * ICON);
        assert_eq!(icon.rgba[3], 0);
    }
}
