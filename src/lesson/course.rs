//! The lessons that come with the program, in the order in which they are taken.

use super::fault::LessonFault;
use super::file::Lesson;
use std::sync::{Arc, LazyLock};

/// Lessons in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// One at least.
    pub lessons: Vec<Lesson>,
}

/// Name and text of every lesson in English. A lesson is one file, and one line here.
const ENGLISH: [(&str, &str); 12] = [
    (
        "what-a-score-is",
        include_str!("../../presets/lessons/en/01-what-a-score-is.md"),
    ),
    (
        "the-naive-loss",
        include_str!("../../presets/lessons/en/02-the-naive-loss.md"),
    ),
    (
        "adding-known-noise",
        include_str!("../../presets/lessons/en/03-adding-known-noise.md"),
    ),
    (
        "many-make-one",
        include_str!("../../presets/lessons/en/04-many-make-one.md"),
    ),
    (
        "the-denoising-loss",
        include_str!("../../presets/lessons/en/05-the-denoising-loss.md"),
    ),
    (
        "the-same-minimum",
        include_str!("../../presets/lessons/en/06-the-same-minimum.md"),
    ),
    (
        "langevin",
        include_str!("../../presets/lessons/en/07-langevin.md"),
    ),
    (
        "why-one-level-fails",
        include_str!("../../presets/lessons/en/08-why-one-level-fails.md"),
    ),
    (
        "from-data-to-noise",
        include_str!("../../presets/lessons/en/09-from-data-to-noise.md"),
    ),
    (
        "the-way-back",
        include_str!("../../presets/lessons/en/10-the-way-back.md"),
    ),
    (
        "steps-and-solvers",
        include_str!("../../presets/lessons/en/11-steps-and-solvers.md"),
    ),
    (
        "memorising",
        include_str!("../../presets/lessons/en/12-memorising.md"),
    ),
];

static COURSE: LazyLock<Arc<Course>> = LazyLock::new(|| {
    let read = |(name, text)| {
        Lesson::read(name, text).unwrap_or_else(|fault| panic!("lesson {name}: {fault}"))
    };
    Arc::new(Course {
        lessons: ENGLISH.map(read).into(),
    })
});

impl Course {
    /// The lessons that come with the program.
    pub fn embedded() -> Arc<Self> {
        COURSE.clone()
    }

    /// Where the lesson of this name stands, counted from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.lessons.iter().position(|lesson| lesson.name == name)
    }

    /// The lessons of files, each with its name; they are taken in the order of their names.
    ///
    /// # Errors
    /// The first fault, with the name of its file.
    pub fn read(mut files: Vec<(String, String)>) -> Result<Self, (String, LessonFault)> {
        files.sort();
        let mut lessons = Vec::new();
        for (file, text) in files {
            let name = Self::name_of(&file).to_owned();
            lessons.push(Lesson::read(&name, &text).map_err(|fault| (file, fault))?);
        }
        Ok(Self { lessons })
    }

    /// A file's name without its number and its ending.
    pub fn name_of(file: &str) -> &str {
        let stem = file.strip_suffix(".md").unwrap_or(file);
        stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
    }
}
