//! Why something cannot be exported.

use super::format::Format;

/// Bytes that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A kind of file that cannot hold the thing; then the endings that can.
    #[error("a {0} file cannot hold this; use {1}")]
    WrongFormat(Format, &'static str),
    /// The picture could not be made; why.
    #[error("could not draw the figure: {0}; save it as .svg and report what is odd in it")]
    Drawing(String),
    /// The numbers could not be put into a file; why.
    #[error("could not pack the arrays: {0}; save fewer frames or particles")]
    Packing(String),
}
