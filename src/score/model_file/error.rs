//! Why bytes are not a model.

/// Why bytes are not a model.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// What is wrong, in words.
    #[error("the file is not a model of this program: {0}; train one with `scorefield train`")]
    Unreadable(String),
}
