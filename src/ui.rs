//! The window: what it shows, what can be changed in it, and how it is opened.
//!
//! Panes take a `Ui` and the newest snapshot and return commands; drawing never changes the
//! science. [`Workbench`] is the window without workers; [`App`] puts it into a [`Shell`], which runs the
//! experiment and works on files.

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
mod messages;
mod panels;
mod shell;
mod shortcuts;
mod theme;
mod typed;
mod view;
mod workbench;

pub use app::App;
pub use files::job::{Export, Job, Outcome, What};
pub use shell::{Shell, Wake};
pub use theme::ThemeChoice;
pub use view::{FieldKind, Stage, View};
pub use workbench::{Outbox, Workbench};
