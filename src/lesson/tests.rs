//! Lessons are read, refused, measured and judged.

mod claims;
mod refusals;
mod verdicts;

use super::*;

/// A lesson of one step around `scene` and `predict`.
fn lesson(scene: &str, predict: &str) -> String {
    let block = |kind: &str, text: &str| match text {
        "" => String::new(),
        text => format!("```{kind}\n{text}\n```\n"),
    };
    format!(
        "# Title\n\n## Step\n\nWords with $x$.\n\n{}{}",
        block("scene", scene),
        block("predict", predict)
    )
}

const SCENE: &str = "preset = \"one-gaussian\"\nsigma = 1.0";
