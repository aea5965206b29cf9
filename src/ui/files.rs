//! What becomes a file and what comes from one: dialogs, saving, the jobs behind them, and what is kept
//! between two starts.

pub mod dialogs;
pub mod jobs;
pub mod persistence;
pub mod save_dialog;
