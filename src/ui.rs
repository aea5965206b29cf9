//! The window: what it shows, what can be changed in it, and how it is opened.
//!
//! Panes take a `Ui` and the newest snapshot and return commands; drawing never changes the
//! science. [`Workbench`] is the window without threads, [`App`] adds the live session.

mod app;
mod arrows;
mod axes;
mod banner;
mod canvas;
mod chart;
mod charts;
mod controls;
mod curve;
mod density;
mod dialogs;
mod document;
mod format;
mod grip;
mod guide;
mod handles;
mod ink;
mod jobs;
mod journey;
mod keep;
mod keys_window;
mod launch;
mod launcher;
mod legend;
mod list;
mod memory;
mod menu;
mod messages;
mod pace;
mod papers_window;
mod picture;
mod presses;
mod projection;
mod request;
mod room;
mod save_dialog;
mod shortcuts;
mod sides;
mod status;
mod theme;
mod ticks;
mod trails;
mod untrained;
mod view;
mod workbench;

pub use app::App;
pub(crate) use launch::run;
pub use theme::ThemeChoice;
pub use view::{FieldKind, View};
pub use workbench::{Outbox, Workbench};
