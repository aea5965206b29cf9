//! Why a verb ended, and with which exit code.

use super::options::stopping::INTERRUPTED;
use crate::export::SheetError;
use crate::files::ReadError;
use crate::wording::quote;
use clap::error::{ContextValue, ErrorKind};
use std::io;

/// What `main` shows and returns to the shell.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no sense: one sentence. Exit code 2.
    Usage(String),
    /// Something else went wrong: one sentence. Exit code 1.
    Failed(String),
    /// Everything has been said already. Exit code 1.
    Said,
    /// Ctrl-C ended the work, and what was kept has been said. Exit code 130.
    Interrupted,
    /// Nobody reads the output any more. Exit code 0, without a word.
    BrokenPipe,
}

impl Failure {
    /// A wrong argument, in a sentence with what to write instead.
    pub fn usage(message: impl ToString) -> Self {
        Self::Usage(message.to_string())
    }

    /// The sentence to show, if there is one.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Usage(message) | Self::Failed(message) => Some(message),
            Self::Said | Self::Interrupted | Self::BrokenPipe => None,
        }
    }

    /// What the shell is told.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Failed(_) | Self::Said => 1,
            Self::Interrupted => INTERRUPTED,
            Self::BrokenPipe => 0,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Failed(format!(
                "could not write the output: {error}; send it somewhere else"
            ))
        }
    }
}

impl From<SheetError> for Failure {
    fn from(error: SheetError) -> Self {
        Self::usage(error)
    }
}

/// Errors of the layers below: each is one sentence already.
macro_rules! failed {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::Failed(error.to_string())
            }
        })*
    };
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Failed(error.to_string())
    }
}

failed!(
    crate::export::ExportError,
    crate::files::SaveError,
    crate::figure::FigureError,
    crate::mixture::MixtureError,
    crate::scene::preset::UnknownPreset,
    crate::sampling::SamplingError,
    crate::scene::SceneError,
    crate::score::SpecError,
    crate::desktop::LiveSessionError,
);

/// Prints help and version; anything else the parser says becomes one sentence.
pub(super) fn usage_of(error: &clap::Error) -> Result<(), Failure> {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return Ok(error.print()?);
    }
    let text = with_quotes(error);
    let said = text.split("\n\nUsage:").next().unwrap_or(&text);
    let said = said
        .split("\n\nFor more information")
        .next()
        .unwrap_or(said);
    // Of the parser's tips only the likely name is a next step.
    let (said, tip) = said.split_once("\n\n  tip: ").unwrap_or((said, ""));
    let mut sentence = one_line(said.trim_start_matches("error: "));
    if tip.contains("similar") {
        sentence += &format!("; {}", one_line(tip));
    } else if !sentence.contains("; ") {
        sentence += "; see scorefield --help";
    }
    Err(Failure::Usage(sentence))
}

/// What the parser says, with the words of the command line in it as every other text of others: short,
/// and without what cannot be seen.
fn with_quotes(error: &clap::Error) -> String {
    let mut text = error.render().to_string();
    for (_, value) in error.context() {
        let ContextValue::String(word) = value else {
            continue;
        };
        let quoted = quote(word);
        if quoted != *word && !word.trim().is_empty() {
            text = text.replace(word, &quoted);
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
