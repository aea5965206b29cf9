//! Scenes that are staged by the cards of the first steps and by the papers' claims, and taken back.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::noise::ProcessKind;
use crate::ui::help::deck::{Asked, Before, Deck};
use crate::ui::help::demonstration::Demonstration;
use crate::ui::help::first_steps::Staging;
use crate::ui::view::{FieldKind, Stage, View};
use egui::Ui;

impl Workbench {
    /// Does what was asked for on a card.
    pub(super) fn answer(&mut self, ui: &Ui, asked: Asked, outbox: &mut Outbox) {
        match asked {
            Asked::Stage(staging) => self.stage(ui, staging, outbox),
            Asked::TakeBack => {
                let staged = self.document.id();
                while self.document.id() == staged && self.document.can_undo() {
                    self.undo(ui, outbox);
                }
            }
        }
    }

    /// Takes one step of the scene back; with a staged scene goes how it is looked at.
    pub(super) fn undo(&mut self, ui: &Ui, outbox: &mut Outbox) {
        let left = self.document.id();
        self.document.undo();
        // Another scene forgets the level that is shown: it must be known first.
        self.sync(ui, outbox);
        if let Some(before) = self.deck.taken_back(left, self.document.id()) {
            self.journey.restore(before.compared);
            self.look_as(before.view, outbox);
        }
    }

    /// Shows the scene of a card as the card says; the present one is one step back.
    fn stage(&mut self, ui: &Ui, staging: Staging, outbox: &mut Outbox) {
        let Some(scene) = staging.scene() else {
            return;
        };
        let before = self.before();
        let opened = self.document.open(scene);
        if let Err(error) = opened {
            self.say_if_bad(Err(format!("could not stage the scene: {error}")));
            return;
        }
        self.sync(ui, outbox);
        let view = staging.view(&before.view);
        let card = before.view.card;
        self.deck.staged(card, self.document.id(), before);
        self.look_as(view, outbox);
        if staging.stage == Stage::Journey {
            let (position, playing) = staging.clock;
            self.journey.set_clock(position, playing);
            if !staging.lanes.is_empty() {
                let process = ProcessKind::default();
                self.journey.compare(process, staging.lanes.to_vec());
            }
        }
    }

    /// Shows what a claim of the papers is about; undo brings back what was there.
    pub(super) fn demonstrate(&mut self, shown: Demonstration, outbox: &mut Outbox) {
        let before = self.before();
        let title = shown.scene.title.clone();
        if let Err(error) = self.document.open(shown.scene) {
            self.say_if_bad(Err(format!("could not open {title}: {error}")));
            return;
        }
        let mut view = View {
            stage: shown.stage,
            field: shown.field,
            sigma: shown.sigma,
            ..before.view.clone()
        };
        view.playback.follow_exact = shown.field == FieldKind::Exact;
        self.deck.staged(Deck::NO_CARD, self.document.id(), before);
        self.look_as(view, outbox);
        if let Some((process, lanes)) = shown.journey {
            self.journey.compare(process, lanes);
        }
    }

    /// How things are looked at now.
    fn before(&self) -> Before {
        Before {
            view: self.view.clone(),
            compared: self.journey.lineup().clone(),
        }
    }

    /// Looks at the present scene as `view` says; the window and its charts stay as they are.
    pub(super) fn look_as(&mut self, view: View, outbox: &mut Outbox) {
        let stage = view.stage;
        self.view = View {
            stage: self.view.stage,
            ..self.arranged(view)
        };
        self.enter(stage, outbox);
    }

    /// `view` in the window as it is arranged now.
    pub(super) fn arranged(&self, view: View) -> View {
        let now = &self.view;
        View {
            theme: now.theme,
            presenter: now.presenter,
            card: now.card,
            controls: now.controls,
            journey_speed: now.journey_speed,
            chart: now.chart,
            wall_chart: now.wall_chart,
            all_charts: now.all_charts,
            more: now.more,
            timings: now.timings,
            train_at_start: now.train_at_start,
            saving: now.saving.clone(),
            lessons: now.lessons.clone(),
            ..view
        }
    }
}
