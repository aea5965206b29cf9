//! What becomes a file and what comes from one: dialogs, saving, the jobs that are asked for, and what
//! is kept between two starts.

pub mod choices;
mod chooser;
mod columns_dialog;
pub mod dialogs;
mod figure_form;
pub mod job;
pub mod kind;
mod model_question;
pub mod opening;
pub mod persistence;
pub mod save_dialog;
mod save_wording;
pub mod screenshot;
mod typed_path;
mod view_form;
