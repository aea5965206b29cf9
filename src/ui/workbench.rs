//! The window without its workers: snapshots come in, commands and jobs go out. Who lives here: what
//! the window remembers, how one frame of it is shown, and what is done when something is asked for or staged.

mod actions;
mod clipboard;
mod editing;
mod frame;
mod freshness;
mod lesson_panes;
mod lessons;
mod link;
mod outbox;
mod panes;
mod staging;
mod state;
mod time;

pub use outbox::Outbox;
pub use state::Workbench;
