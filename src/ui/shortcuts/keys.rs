//! The key of every action that has one.

use super::Action;
use crate::measure::Quantity;
use crate::ui::view::LineTool;
use egui::{Context, Key, KeyboardShortcut, Modifiers};

const SHIFT_COMMAND: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

/// The first row of an action is what menus show. Longer combinations come before the shorter
/// ones that they contain.
pub const KEYS: [(Action, Modifiers, Key); 57] = [
    (Action::SaveView, SHIFT_COMMAND, Key::E),
    (Action::Redo, SHIFT_COMMAND, Key::Z),
    (Action::SaveModel, SHIFT_COMMAND, Key::S),
    (Action::OpenModel, SHIFT_COMMAND, Key::O),
    (Action::ExportTrajectories, SHIFT_COMMAND, Key::T),
    (Action::Find, Modifiers::COMMAND, Key::K),
    (Action::OpenScene, Modifiers::COMMAND, Key::O),
    (Action::SaveScene, Modifiers::COMMAND, Key::S),
    (Action::ExportFigure, Modifiers::COMMAND, Key::E),
    (Action::Quit, Modifiers::COMMAND, Key::Q),
    (Action::Undo, Modifiers::COMMAND, Key::Z),
    (Action::Redo, Modifiers::COMMAND, Key::Y),
    (Action::SelectAll, Modifiers::COMMAND, Key::A),
    (Action::DuplicateComponents, Modifiers::COMMAND, Key::D),
    (Action::AddComponent, Modifiers::NONE, Key::A),
    (Action::RemoveComponent, Modifiers::NONE, Key::Delete),
    (Action::RemoveComponent, Modifiers::NONE, Key::Backspace),
    (Action::PlayOrPause, Modifiers::NONE, Key::Space),
    (Action::OneStep, Modifiers::NONE, Key::S),
    (Action::SlowMotion, Modifiers::NONE, Key::O),
    (Action::ToggleTraining, Modifiers::NONE, Key::T),
    (Action::Restart, Modifiers::NONE, Key::R),
    (Action::Slower, Modifiers::NONE, Key::Comma),
    (Action::Faster, Modifiers::NONE, Key::Period),
    (Action::ToggleParticles, Modifiers::NONE, Key::K),
    (Action::Respawn, Modifiers::NONE, Key::N),
    (Action::ToggleLaunch, Modifiers::NONE, Key::L),
    (Action::ToggleFollowing, Modifiers::NONE, Key::V),
    (Action::ShowLearned, Modifiers::NONE, Key::Num1),
    (Action::ShowExact, Modifiers::NONE, Key::Num2),
    (Action::ShowDifference, Modifiers::NONE, Key::Num3),
    (Action::ShowEmpirical, Modifiers::NONE, Key::H),
    (Action::ShowMap(Quantity::Error), Modifiers::NONE, Key::Num4),
    (
        Action::ShowMap(Quantity::WeightedError),
        Modifiers::NONE,
        Key::Num5,
    ),
    (
        Action::ShowMap(Quantity::Cosine),
        Modifiers::NONE,
        Key::Num6,
    ),
    (
        Action::ShowMap(Quantity::LearnedDivergence),
        Modifiers::NONE,
        Key::Num7,
    ),
    (Action::ShowMap(Quantity::Curl), Modifiers::NONE, Key::Num8),
    (
        Action::ShowMap(Quantity::Surplus),
        Modifiers::NONE,
        Key::Num9,
    ),
    (
        Action::ShowMap(Quantity::Density),
        Modifiers::NONE,
        Key::Num0,
    ),
    (Action::NextMap, Modifiers::NONE, Key::E),
    (Action::NextStyle, Modifiers::NONE, Key::G),
    (Action::ToggleMarginals, Modifiers::NONE, Key::B),
    (Action::ToggleTwin, Modifiers::NONE, Key::Y),
    (Action::ToggleLine(LineTool::Cut), Modifiers::NONE, Key::X),
    (Action::ToggleLine(LineTool::Loop), Modifiers::NONE, Key::U),
    (Action::PinProbe, Modifiers::NONE, Key::P),
    (Action::ToggleProbe, Modifiers::NONE, Key::I),
    (Action::FitView, Modifiers::NONE, Key::F),
    (Action::ToggleMore, Modifiers::NONE, Key::M),
    (Action::NextChart, Modifiers::NONE, Key::C),
    (Action::TogglePresenter, Modifiers::NONE, Key::W),
    (Action::ToggleDark, Modifiers::NONE, Key::D),
    (Action::Learn, Modifiers::NONE, Key::F2),
    (Action::Sample, Modifiers::NONE, Key::F3),
    (Action::Journey, Modifiers::NONE, Key::F4),
    (Action::ToggleJourney, Modifiers::NONE, Key::J),
    (Action::ShowKeys, Modifiers::NONE, Key::F1),
];

impl Action {
    /// What it does, with its key as this machine writes it.
    pub fn help(self, ctx: &Context) -> String {
        let name = self.name();
        match self.shortcut() {
            Some(key) => format!("{name}. Key: {}.", ctx.format_shortcut(&key)),
            None => format!("{name}."),
        }
    }

    /// Its key, if it has one.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        KEYS.iter()
            .find(|(action, _, _)| *action == self)
            .map(|(_, modifiers, key)| KeyboardShortcut::new(*modifiers, *key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        for (i, (action, modifiers, key)) in KEYS.iter().enumerate() {
            for (other, other_modifiers, other_key) in &KEYS[..i] {
                let same = modifiers == other_modifiers && key == other_key;
                assert!(!same, "{action:?} and {other:?} share {key:?}");
            }
        }
    }

    #[test]
    fn menus_show_the_first_key_of_an_action() {
        let delete = Action::RemoveComponent.shortcut().unwrap();
        assert_eq!(delete.logical_key, Key::Delete);
        assert!(Action::StepParticles.shortcut().is_none());
    }
}
