//! A lesson file: steps of text, formulas, a scene and a question.

use super::fault::LessonFault;
use super::formula::Formula;
use super::question::Question;
use super::staging::Staging;
use super::text::Span;
use crate::wording::quote;

/// A part of what a step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Vec<Span>),
    /// A point of a list.
    Item(Vec<Span>),
    /// A formula on a line of its own.
    Formula(Formula),
}

/// One idea with its picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What it shows.
    pub staging: Staging,
    /// What it asks.
    pub question: Option<Question>,
}

impl Step {
    /// More than this is not one idea.
    pub const MOST_WORDS: usize = 80;

    /// The words of its text; titles, formulas on lines of their own and questions are not counted.
    pub fn words(&self) -> usize {
        let of = |block: &Block| match block {
            Block::Text(spans) | Block::Item(spans) => spans.iter().map(Span::words).sum(),
            Block::Formula(_) => 0,
        };
        self.blocks.iter().map(of).sum()
    }
}

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What its file is called, without number and ending.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Its ideas, one at least.
    pub steps: Vec<Step>,
}

/// A step while it is read.
struct Draft<'a> {
    line: usize,
    title: String,
    blocks: Vec<Block>,
    scene: Option<(usize, &'a str)>,
    question: Option<(usize, &'a str)>,
}

impl Lesson {
    /// Reads and checks a lesson file; `name` is what it is called.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and column.
    pub fn read(name: &str, text: &str) -> Result<Self, LessonFault> {
        let mut reader = Reader::new(text);
        let mut title = None;
        let mut drafts: Vec<Draft<'_>> = Vec::new();
        while let Some((number, line)) = reader.next() {
            let trimmed = line.trim();
            if trimmed.is_empty() {
                continue;
            }
            if let Some(words) = line.strip_prefix("## ") {
                drafts.push(Draft {
                    line: number,
                    title: words.trim().to_owned(),
                    blocks: Vec::new(),
                    scene: None,
                    question: None,
                });
                continue;
            }
            if let Some(words) = line.strip_prefix("# ") {
                if title.is_some() {
                    let message = "a lesson has one title; make this a step with ##";
                    return Err(LessonFault::at(number, 1, message));
                }
                title = Some(words.trim().to_owned());
                continue;
            }
            let Some(draft) = drafts.last_mut() else {
                let message = "this stands before the first step; begin with # title and ## step";
                return Err(LessonFault::at(number, 1, message));
            };
            if let Some(kind) = trimmed.strip_prefix("```") {
                let block = reader.fenced(number)?;
                let place = match kind.trim() {
                    "scene" => &mut draft.scene,
                    "predict" => &mut draft.question,
                    other => {
                        let message = format!(
                            "unknown block {:?}; use ```scene or ```predict",
                            quote(other)
                        );
                        return Err(LessonFault::at(number, 1, message));
                    }
                };
                if place.replace((number + 1, block)).is_some() {
                    let message = "a step has one scene and one question; begin another step";
                    return Err(LessonFault::at(number, 1, message));
                }
            } else if trimmed.starts_with("$$") {
                draft
                    .blocks
                    .push(Block::Formula(reader.formula(number, line)?));
            } else if let Some(item) = trimmed.strip_prefix("- ") {
                let column = line.chars().count() - item.chars().count() + 1;
                draft
                    .blocks
                    .push(Block::Item(Span::read(item, number, column)?));
            } else {
                draft
                    .blocks
                    .push(Block::Text(reader.paragraph(number, line)?));
            }
        }
        let title = title.ok_or_else(|| {
            LessonFault::at(
                1,
                1,
                "a lesson begins with its title; write # and the title",
            )
        })?;
        if drafts.is_empty() {
            let message = "a lesson has one step at least; begin it with ## and its title";
            return Err(LessonFault::at(1, 1, message));
        }
        let mut steps: Vec<Step> = Vec::new();
        for draft in drafts {
            let step = finished(draft, steps.last())?;
            steps.push(step);
        }
        Ok(Self {
            name: name.to_owned(),
            title,
            steps,
        })
    }
}

/// A step whose scene and question are read, after the step `before`.
fn finished(draft: Draft<'_>, before: Option<&Step>) -> Result<Step, LessonFault> {
    let before = before.map(|step| &step.staging);
    let staging = match (draft.scene, before) {
        (Some((first, text)), before) => Staging::read(text, first, before)?,
        (None, Some(before)) => before.clone(),
        (None, None) => {
            let message = "the first step of a lesson needs a scene; add a block ```scene";
            return Err(LessonFault::at(draft.line, 1, message));
        }
    };
    let question = match draft.question {
        Some((first, text)) => Some(Question::read(text, first, &staging)?),
        None => None,
    };
    let step = Step {
        title: draft.title,
        blocks: draft.blocks,
        staging,
        question,
    };
    let words = step.words();
    if words > Step::MOST_WORDS {
        let message = format!(
            "this step has {words} words; use at most {}, or make two steps of it",
            Step::MOST_WORDS
        );
        return Err(LessonFault::at(draft.line, 1, message));
    }
    Ok(step)
}

/// The lines of a file, counted from 1.
struct Reader<'a> {
    text: &'a str,
    /// Where the next line begins.
    at: usize,
    number: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            number: 0,
        }
    }

    fn peek(&self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        (!rest.is_empty()).then(|| rest.lines().next().unwrap_or_default())
    }

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let line = self.peek()?;
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.number += 1;
        Some((self.number, line))
    }

    /// What stands up to the closing fence of a block that was opened in line `opened`.
    fn fenced(&mut self, opened: usize) -> Result<&'a str, LessonFault> {
        let begin = self.at;
        loop {
            let end = self.at;
            match self.next() {
                Some((_, line)) if line.trim() == "```" => return Ok(&self.text[begin..end]),
                Some(_) => {}
                None => {
                    let message = "this block is never closed; add ``` behind its end";
                    return Err(LessonFault::at(opened, 1, message));
                }
            }
        }
    }

    /// The formula that begins in `line`, up to its closing $$ in the same line.
    fn formula(&mut self, number: usize, line: &str) -> Result<Formula, LessonFault> {
        let begin = line.find("$$").unwrap_or(0) + 2;
        let column = line[..begin].chars().count() + 1;
        let inside = line.get(begin..).unwrap_or_default();
        let Some(end) = inside.find("$$") else {
            let message = "this formula is not closed in its line; add $$ behind its end";
            return Err(LessonFault::at(number, column, message));
        };
        if !inside[end + 2..].trim().is_empty() {
            let message = "a formula on a line of its own has nothing behind it; begin a new line";
            let column = column + inside[..end + 2].chars().count();
            return Err(LessonFault::at(number, column, message));
        }
        Formula::read(&inside[..end], number, column)
    }

    /// The paragraph that begins with `line`.
    fn paragraph(&mut self, number: usize, line: &str) -> Result<Vec<Span>, LessonFault> {
        let read = |line: &str, number: usize| {
            let column = line.chars().count() - line.trim_start().chars().count() + 1;
            Span::read(line.trim(), number, column)
        };
        let mut spans = read(line, number)?;
        while let Some(next) = self.peek() {
            let next = next.trim();
            let ends = next.is_empty()
                || ["#", "```", "$$", "- "]
                    .iter()
                    .any(|mark| next.starts_with(mark));
            if ends {
                break;
            }
            let Some((number, line)) = self.next() else {
                break;
            };
            spans.push(Span::Plain(" ".to_owned()));
            spans.extend(read(line, number)?);
        }
        Ok(spans)
    }
}
