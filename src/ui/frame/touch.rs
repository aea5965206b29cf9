//! Whether the hand is a finger: what it takes hold of must be larger than for the point of a mouse.

use egui::{Context, Event, Id, Modifiers, PointerButton, TouchPhase};

fn key() -> Id {
    Id::unique("the last press was a touch")
}

/// A touch that the system takes away, as for a gesture of its own, is let go of: a browser tells of the touch and
/// not of the pointer that it was.
pub fn let_go_of_cancelled(events: &mut Vec<Event>) {
    let cancelled = events.iter().find_map(|event| {
        if let Event::Touch {
            phase: TouchPhase::Cancel,
            pos,
            ..
        } = event
        {
            Some(*pos)
        } else {
            None
        }
    });
    let is_release = |event: &Event| matches!(event, Event::PointerButton { pressed: false, .. });
    if let Some(pos) = cancelled
        && !events.iter().any(is_release)
    {
        events.push(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        events.push(Event::PointerGone);
    }
}

/// Before anything is laid out: looks who pressed or moved last.
pub fn begin(ctx: &Context) {
    let seen = ctx.input(|input| {
        let has = |of: fn(&Event) -> bool| input.events.iter().any(of);
        if input.any_touches() || has(|event| matches!(event, Event::Touch { .. })) {
            return Some(true);
        }
        // A finger that is lifted is released as a pointer, and may be so after its touch has ended.
        let by_mouse = has(|event| {
            matches!(
                event,
                Event::PointerMoved(_) | Event::PointerButton { pressed: true, .. }
            )
        });
        by_mouse.then_some(false)
    });
    if let Some(touch) = seen {
        ctx.data_mut(|data| data.insert_temp(key(), touch));
    }
}

/// Before anything has touched: where a finger is what one has, the first press is one. A press is held against what
/// was laid out before it.
pub fn expect_finger(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(key(), true));
}

/// Whether the hand that was seen last is a finger.
pub fn is_finger(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(key())).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{RawInput, TouchDeviceId, TouchId, pos2};

    fn touch(phase: TouchPhase) -> Event {
        Event::Touch {
            device_id: TouchDeviceId(1),
            id: TouchId(1),
            phase,
            pos: pos2(5.0, 6.0),
            force: None,
        }
    }

    #[test]
    fn a_touch_that_is_taken_away_leaves_no_pointer_down() {
        let ctx = Context::default();
        let frame = |mut events: Vec<Event>| {
            let_go_of_cancelled(&mut events);
            let input = RawInput {
                events,
                ..RawInput::default()
            };
            let output = ctx.run_ui(input, |_| {});
            output.drop_without_applying_deltas();
            ctx.input(|input| input.pointer.any_down())
        };
        let press = Event::PointerButton {
            pos: pos2(5.0, 6.0),
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        assert!(frame(vec![touch(TouchPhase::Start), press]));
        assert!(frame(vec![touch(TouchPhase::Move)]));
        assert!(!frame(vec![touch(TouchPhase::Cancel)]));
    }

    #[test]
    fn a_touch_whose_pointer_is_released_is_released_once() {
        let release = Event::PointerButton {
            pos: pos2(5.0, 6.0),
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        };
        let mut events = vec![touch(TouchPhase::Cancel), release];
        let_go_of_cancelled(&mut events);
        assert_eq!(events.len(), 2);
        let mut events = vec![touch(TouchPhase::End)];
        let_go_of_cancelled(&mut events);
        assert_eq!(events.len(), 1);
    }
}
