//! The window: what it shows, what can be changed in it, and how it is opened.
//!
//! Panes take a `Ui` and the newest snapshot and return commands; drawing never changes the
//! science. [`Workbench`] is the window without threads, [`App`] adds the live session.

mod app;
mod banner;
mod canvas;
mod charts;
mod combo_box;
mod controls;
mod drawing;
mod files;
mod format;
mod frame;
mod help;
mod journey;
mod launch;
mod messages;
mod objective;
mod panels;
mod shortcuts;
mod theme;
mod view;
mod workbench;

pub use app::App;
pub use launch::run;
pub use theme::ThemeChoice;
pub use view::{FieldKind, Stage, View};
pub use workbench::{Outbox, Workbench};
