//! A press of the pointer reaches the window where it happened, however slow frames are.

use egui::Event;

/// egui finds what was pressed by where the pointer is at the end of a frame. In a slow frame a quick
/// hand has already moved on, and would drag what lies there instead. So events after a press wait
/// for the next frame when the pointer moves among them.
#[derive(Debug, Default)]
pub struct Presses {
    waiting: Vec<Event>,
}

impl Presses {
    /// Holds back what has to wait, behind what waited before; true when something waits, so that
    /// another frame is needed.
    pub fn admit(&mut self, events: &mut Vec<Event>) -> bool {
        events.splice(0..0, self.waiting.drain(..));
        let press = events
            .iter()
            .position(|event| matches!(event, Event::PointerButton { pressed: true, .. }));
        if let Some(press) = press
            && events[press + 1..]
                .iter()
                .any(|event| matches!(event, Event::PointerMoved(_)))
        {
            self.waiting = events.split_off(press + 1);
        }
        !self.waiting.is_empty()
    }
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
    fn a_press_comes_before_the_moves_that_follow_it() {
        let moved = |x: f32| Event::PointerMoved(pos2(x, 0.0));
        let all = [
            moved(1.0),
            button(1.0, true),
            moved(2.0),
            button(2.0, false),
            button(2.0, true),
            moved(3.0),
        ];
        let mut presses = Presses::default();
        let mut first = all.to_vec();
        assert!(presses.admit(&mut first));
        assert_eq!(first, all[..2]);
        let mut second = Vec::new();
        assert!(presses.admit(&mut second));
        assert_eq!(second, all[2..5]);
        let mut third = vec![moved(4.0)];
        assert!(!presses.admit(&mut third));
        assert_eq!(third, [moved(3.0), moved(4.0)]);
    }

    #[test]
    fn a_click_in_one_place_is_not_delayed() {
        let mut presses = Presses::default();
        let mut events = vec![button(1.0, true), button(1.0, false)];
        assert!(!presses.admit(&mut events));
        assert_eq!(events.len(), 2);
    }
}
