//! Lessons: what they say, show and ask, and how an answer is judged. Free of the window.
//!
//! A lesson is one Markdown file: `# title`, a `## step` for each idea with at most [`Step::MOST_WORDS`] words,
//! formulas between dollar signs, a block `scene` that says what the picture shows, and a block `predict` with a
//! question. Nothing of an answer is stored: the program measures it when it is asked, by the scene of the step.
//! Who lives here: the course, the reader of a file, formulas, scenes of steps, questions, what is measured for
//! them, judging, and how far somebody has come.

mod course;
mod fault;
mod file;
pub mod formula;
mod judgement;
mod live;
mod measuring;
mod progress;
mod quantity;
mod question;
mod staging;
mod text;

pub use course::Course;
pub use fault::LessonFault;
pub use file::{Block, Lesson, Step};
pub use judgement::{Answer, Judgement, Verdict};
pub use measuring::{Measured, Measuring};
pub use progress::Progress;
pub use quantity::{Kind, Quantity, Setting};
pub use question::{Form, OneOption, Question};
pub use staging::{Chart, Control, Followed, Noised, Place, Staging};
pub use text::Span;

#[cfg(test)]
mod tests;
