//! Checking a lesson: that it can be read, and that what it claims is what is measured.

use crate::files;
use crate::lesson::{Lesson, LessonFault, Measuring};
use crate::wording::{counted, quote_path};
use std::path::Path;

/// Whether a file of this name is a lesson.
pub fn is_lesson(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

/// Reads the lesson and measures what its questions ask for; what is to be told of it.
///
/// # Errors
/// One sentence: the first thing that is wrong, with its line and column, or the first claim that does not hold.
pub fn check(path: &Path) -> Result<(Lesson, String), String> {
    let name = quote_path(path);
    let text = files::read_text(path).map_err(|error| error.to_string())?;
    let stem = path.file_name().unwrap_or_default().to_string_lossy();
    let at = |fault: LessonFault| format!("{name}: {fault}");
    let lesson = Lesson::read(crate::lesson::Course::name_of(&stem), &text).map_err(at)?;
    let mut asked = 0;
    for (index, step) in lesson.steps.iter().enumerate() {
        let Some(question) = &step.question else {
            continue;
        };
        asked += 1;
        // What is read from the canvas needs a network that learns.
        if question.measure.is_live() {
            continue;
        }
        let number = index + 1;
        let measuring = Measuring::new(question.measure, question.setting.clone(), 1);
        let found = measuring
            .finish()
            .map_err(|error| format!("{name}: the question of step {number}: {error}"))?;
        for (value, [low, high]) in found.value.iter().zip(&question.expect) {
            if !(low..=high).contains(&value) {
                return Err(format!(
                    "{name}: step {number} expects {low} to {high}, but {} is measured as {value:.4}; correct expect and the text",
                    question.measure.name()
                ));
            }
        }
    }
    let told = format!(
        "{name}: good, {:?}, {}, {}",
        lesson.title,
        counted(lesson.steps.len() as u64, "step"),
        counted(asked, "question")
    );
    Ok((lesson, told))
}
