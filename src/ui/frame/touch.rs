//! Whether the hand is a finger: what it takes hold of must be larger than for the point of a mouse.

use egui::{Context, Event, Id};

fn key() -> Id {
    Id::unique("the last press was a touch")
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
