//! Presses and drags reach the window where they happened, however slow frames are.

use egui::Event;

/// egui finds what was pressed by where the pointer is at the end of a frame, and takes a drag for
/// one when it has seen a move before the release. In a slow frame a quick hand has done it all at
/// once. So a press, the moves after it and the release after them come in frames of their own.
#[derive(Debug, Default)]
pub struct InputOrder {
    waiting: Vec<Event>,
}

impl InputOrder {
    /// Holds back what has to wait, behind what waited before; true when something waits, so that
    /// another frame is needed.
    pub fn admit(&mut self, events: &mut Vec<Event>) -> bool {
        events.splice(0..0, self.waiting.drain(..));
        if let Some(cut) = cut(events) {
            self.waiting = events.split_off(cut);
        }
        !self.waiting.is_empty()
    }
}

/// The first event that has to wait for the next frame.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "egui has many kinds of events"
)]
fn cut(events: &[Event]) -> Option<usize> {
    let (mut press, mut moved) = (None, false);
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::PointerMoved(_) if press.is_some() => return press.map(|press| press + 1),
            Event::PointerMoved(_) => moved = true,
            Event::PointerButton { pressed: true, .. } => press = Some(index),
            Event::PointerButton { pressed: false, .. } if moved && press.is_none() => {
                return Some(index);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, pos2};

    fn button(x: f32, pressed: bool) -> Event {
        Event::PointerButton {
            pos: pos2(x, 0.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn press_moves_and_release_come_in_frames_of_their_own() {
        let moved = |x: f32| Event::PointerMoved(pos2(x, 0.0));
        let all = [
            moved(1.0),
            button(1.0, true),
            moved(2.0),
            button(2.0, false),
            button(2.0, true),
            moved(3.0),
        ];
        let mut order = InputOrder::default();
        let mut first = all.to_vec();
        assert!(order.admit(&mut first));
        assert_eq!(first, all[..2]);
        let mut second = Vec::new();
        assert!(order.admit(&mut second));
        assert_eq!(second, all[2..3]);
        let mut third = Vec::new();
        assert!(order.admit(&mut third));
        assert_eq!(third, all[3..5]);
        let mut fourth = vec![moved(4.0)];
        assert!(!order.admit(&mut fourth));
        assert_eq!(fourth, [moved(3.0), moved(4.0)]);
    }

    #[test]
    fn a_click_in_one_place_is_not_delayed() {
        let mut order = InputOrder::default();
        let mut events = vec![button(1.0, true), button(1.0, false)];
        assert!(!order.admit(&mut events));
        assert_eq!(events.len(), 2);
    }
}
