//! What is remembered while lessons are open: the step on show, the answer, what is measured, and one's own work.

use crate::document::SceneId;
use crate::lesson::formula::Meaning;
use crate::lesson::{Answer, Course, Form, Judgement, Measured, Measuring, Progress, Step};
use crate::scene::Scene;
use crate::scene::link::Link;
use crate::score::ScoreNet;
use crate::session::Snapshot;
use crate::ui::drawing::compression::TypicalScore;
use crate::ui::journey::Lineup;
use crate::ui::view::View;
use std::sync::Arc;

/// One's own work, kept aside while lessons are open.
pub struct Kept {
    /// Which scene it was, and the scene.
    pub id: SceneId,
    pub scene: Scene,
    /// How it was looked at.
    pub view: View,
    /// What the journey compared.
    pub compared: Lineup,
    /// What was learned, if anything was.
    pub network: Option<Arc<ScoreNet>>,
}

/// A step that was set, as scene `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetStep {
    pub lesson: usize,
    pub step: usize,
    pub id: SceneId,
}

/// What was answered at a step and what came of it.
#[derive(Default)]
pub enum Inquiry {
    /// Nothing was measured yet.
    #[default]
    Open,
    /// It is measured by the program.
    Running(Box<Measuring>),
    /// It is read from the canvas once the network has trained for so many steps, in a run that began after the
    /// run of this number.
    Training { after: u64, until: u64 },
    /// It was measured.
    Done(Judgement, Measured),
    /// It could not be measured.
    Failed(String),
}

/// The lessons while they are open.
pub struct Desk {
    pub course: Arc<Course>,
    pub kept: Option<Kept>,
    /// Steps that were set, the newest last.
    pub set: Vec<SetStep>,
    pub answer: Option<Answer>,
    pub inquiry: Inquiry,
    /// How often something was measured: each time with other random numbers.
    pub attempts: u64,
    /// How long the arrows of the field are.
    pub typical_score: TypicalScore,
    /// Whether something was measured since the last frame.
    pub reveals: bool,
    /// Whether the step on show was written anew since it was set.
    pub is_stale: bool,
    /// What was wrong with lessons that somebody writes, when they were read last.
    pub fault: Option<String>,
    /// The letter under the pointer.
    pub pointed: Option<Meaning>,
    /// A link that came meanwhile: it opens over one's own work once the lessons are closed.
    pub linked: Option<Link>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            course: Course::embedded(),
            kept: None,
            set: Vec::new(),
            answer: None,
            inquiry: Inquiry::Open,
            attempts: 0,
            typical_score: TypicalScore::default(),
            reveals: false,
            is_stale: false,
            fault: None,
            pointed: None,
            linked: None,
        }
    }
}

impl Desk {
    /// Lesson and step of the progress, both counted from 0; the first ones where there are no such.
    pub fn place(&self, progress: &Progress) -> (usize, usize) {
        match self.course.position(&progress.lesson) {
            Some(lesson) => {
                let last = self.course.lessons[lesson].steps.len() - 1;
                (lesson, progress.step.min(last))
            }
            None => (0, 0),
        }
    }

    /// The step on show.
    pub fn step(&self, progress: &Progress) -> &Step {
        let (lesson, step) = self.place(progress);
        &self.course.lessons[lesson].steps[step]
    }

    /// Moves the progress to a step, both counted from 0.
    pub fn go_to(&mut self, progress: &mut Progress, (lesson, step): (usize, usize)) {
        progress
            .lesson
            .clone_from(&self.course.lessons[lesson].name);
        progress.step = step;
        self.forget_answer();
    }

    /// The place of the step after or before the present one.
    pub fn neighbour(&self, progress: &Progress, forward: bool) -> Option<(usize, usize)> {
        let (lesson, step) = self.place(progress);
        let lessons = &self.course.lessons;
        if forward {
            if step + 1 < lessons[lesson].steps.len() {
                return Some((lesson, step + 1));
            }
            (lesson + 1 < lessons.len()).then_some((lesson + 1, 0))
        } else if step > 0 {
            Some((lesson, step - 1))
        } else {
            let before = lesson.checked_sub(1)?;
            Some((before, lessons[before].steps.len() - 1))
        }
    }

    /// The step that was set last.
    pub fn newest(&self) -> Option<SetStep> {
        self.set.last().copied()
    }

    pub fn forget_answer(&mut self) {
        self.answer = None;
        self.inquiry = Inquiry::Open;
        self.pointed = None;
    }

    /// Whether the question of the step was answered and measured.
    pub fn is_measured(&self) -> bool {
        matches!(self.inquiry, Inquiry::Done(..))
    }

    /// Whether the step has a question that was not measured yet.
    pub fn asks(&self, progress: &Progress) -> bool {
        self.step(progress).question.is_some() && !self.is_measured()
    }

    /// Whether a click on the canvas answers.
    pub fn asks_for_point(&self, progress: &Progress) -> bool {
        let form = self.step(progress).question.as_ref().map(|q| &q.form);
        let by_point = matches!(form, Some(Form::Point { .. } | Form::Direction { .. }));
        by_point && matches!(self.inquiry, Inquiry::Open)
    }

    /// Measures a block of what is asked for, or looks whether the canvas has come so far; whether something
    /// is still under way.
    pub fn go_on(&mut self, progress: &mut Progress, snapshot: &Snapshot) -> bool {
        let found = match &mut self.inquiry {
            Inquiry::Open | Inquiry::Done(..) | Inquiry::Failed(_) => return false,
            Inquiry::Running(measuring) => measuring.advance(),
            Inquiry::Training { after, until } => {
                let reached = snapshot.run.0 > *after && snapshot.train_step >= *until;
                let quantity = self.step(progress).question.as_ref().map(|q| q.measure);
                let read = quantity.and_then(|quantity| quantity.read(&snapshot.history));
                Ok(read.filter(|_| reached))
            }
        };
        match found {
            Ok(None) => true,
            Err(message) => {
                self.inquiry = Inquiry::Failed(message);
                false
            }
            Ok(Some(measured)) => {
                self.judge(progress, measured);
                false
            }
        }
    }

    fn judge(&mut self, progress: &mut Progress, measured: Measured) {
        let step = self.step(progress);
        let (Some(question), Some(answer)) = (&step.question, self.answer) else {
            self.inquiry = Inquiry::Open;
            return;
        };
        let sigma = question.setting.sigma;
        let noised = step.staging.noised.map(|noised| noised.x(sigma));
        let x = question.setting.at.or(noised).unwrap_or_default();
        let judgement = Judgement::of(question, answer, &measured, x);
        self.inquiry = Inquiry::Done(judgement, measured);
        self.reveals = true;
        progress.answer();
    }
}
