//! The window: what it shows, what can be changed in it, and how it is opened.
//!
//! Panes take a `Ui` and the newest snapshot and return commands; drawing never changes the
//! science. [`Workbench`] is the window without workers; [`App`] puts it into a shell, which runs the
//! experiment and works on files: [`crate::desktop`] makes the one that there is.
//!
//! Who lives here: the window in its shell, what is shown and remembered (`view`, `workbench`, `messages`),
//! what all panes share (theme, formats, keys), and a wing for each part of the
//! window: `canvas`, `journey`, `charts`, `controls`, `panels`, `files`, `help`, with `drawing` for what
//! is painted in data space, `frame` for what happens around every frame, and `instruments` for what measures at a point.

mod app;
mod canvas;
mod charts;
mod controls;
mod drawing;
mod files;
mod format;
mod frame;
mod help;
mod instruments;
mod journey;
mod lessons;
mod messages;
mod panels;
mod shell;
mod shortcuts;
mod theme;
mod typed;
mod view;
mod workbench;

pub use app::App;
pub use files::opening::Opening;
pub use theme::ThemeChoice;
pub use view::{ChartKind, FieldKind, FieldStyle, Stage, View};
pub use workbench::{Outbox, Workbench};

pub(crate) use files::job::{FoundTable, Job, Keeper, OpenedModel, Outcome, TableSource};
pub(crate) use shell::{Page, Shell, Wake};
