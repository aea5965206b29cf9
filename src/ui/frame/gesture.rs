//! A turn of the wheel or a pinch keeps the meaning it began with, whatever slides under the pointer.

use egui::{Context, Id, LayerId, MultiTouchInfo, Pos2};

/// Without a turn for so many seconds the next one may begin another gesture.
const REST: f64 = 0.1;
/// And only when the pointer has moved by more than this, in points: who zooms into a handle by several
/// turns goes on zooming when the handle has come under the pointer. Or when something else lies on top
/// there by now: a window that was opened under a hand at rest scrolls.
const MOVED: f32 = 4.0;

/// What is turned, and by whom that is meant.
#[derive(Clone, Copy, Debug, Default)]
struct Gesture {
    owner: Option<Owner>,
    /// Points of the wheel in this frame.
    wheel: f32,
    /// The factor of a pinch in this frame; 0 for none.
    pinch: f32,
    /// When and where it was turned last.
    time: f64,
    pos: Option<Pos2>,
    /// What lay on top where it began.
    layer: Option<LayerId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// A thing that has asked for it.
    Widget(Id),
    /// What scrolls by itself.
    Elsewhere,
}

fn key() -> Id {
    Id::unique("the gesture of wheel and pinch")
}

/// Before anything is laid out: goes on with a gesture that somebody has, so that nothing else scrolls.
pub fn begin(ctx: &Context) {
    let mut gesture: Gesture = ctx.data(|data| data.get_temp(key())).unwrap_or_default();
    let pos = ctx.input(|input| input.pointer.latest_pos());
    let layer = pos.and_then(|pos| ctx.layer_id_at(pos));
    ctx.input_mut(|input| {
        // What fingers do is asked for by [`fingers`].
        let pinch = match input.multi_touch() {
            Some(_) => 1.0,
            None => input.zoom_delta(),
        };
        gesture.wheel = input.smooth_scroll_delta.y;
        gesture.pinch = if pinch == 1.0 { 0.0 } else { pinch };
        let rests = input.time - gesture.time > REST;
        let moved = match (gesture.pos, pos) {
            (Some(before), Some(now)) => before.distance(now) > MOVED,
            _ => true,
        };
        if rests && (moved || gesture.layer != layer || gesture.owner == Some(Owner::Elsewhere)) {
            gesture.owner = None;
        }
        if gesture.wheel != 0.0 || gesture.pinch != 0.0 {
            (gesture.time, gesture.pos) = (input.time, pos);
            if gesture.owner.is_none() {
                gesture.layer = layer;
            }
            if matches!(gesture.owner, Some(Owner::Widget(_))) {
                input.smooth_scroll_delta = egui::Vec2::ZERO;
            }
        }
    });
    ctx.data_mut(|data| data.insert_temp(key(), gesture));
}

/// After everything is laid out: what nobody wanted is no gesture of the window.
pub fn end(ctx: &Context) {
    ctx.data_mut(|data| {
        let gesture: &mut Gesture = data.get_temp_mut_or_default(key());
        if gesture.owner.is_none() && (gesture.wheel != 0.0 || gesture.pinch != 0.0) {
            gesture.owner = Some(Owner::Elsewhere);
        }
    });
}

/// By how many points the wheel is turned for `id`; `wants` says that the pointer is on it, so that a
/// gesture that begins here is its own.
pub fn wheel(ctx: &Context, id: Id, wants: bool) -> f32 {
    own(ctx, id, wants, |gesture| gesture.wheel)
}

/// By which factor a pinch magnifies `id`: 1 for none.
pub fn pinch(ctx: &Context, id: Id, wants: bool) -> f32 {
    match own(ctx, id, wants, |gesture| gesture.pinch) {
        0.0 => 1.0,
        factor => factor,
    }
}

/// How two fingers or more have moved that came down on `id`; `wants` says that the pointer, which is the
/// first of them, is on it. Only one thing in the window may ask: what it does not want is nobody's.
pub fn fingers(ctx: &Context, id: Id, wants: bool) -> Option<MultiTouchInfo> {
    let key = Id::unique("the thing that fingers came down on");
    let Some(touch) = ctx.multi_touch() else {
        ctx.data_mut(|data| data.remove::<Owner>(key));
        return None;
    };
    let owner = ctx.data_mut(|data| {
        let found = if wants {
            Owner::Widget(id)
        } else {
            Owner::Elsewhere
        };
        *data.get_temp_mut_or_insert_with(key, || found)
    });
    (owner == Owner::Widget(id)).then_some(touch)
}

/// A part of the gesture, if that is or becomes the gesture of `id`; 0 otherwise.
fn own(ctx: &Context, id: Id, wants: bool, part: fn(&Gesture) -> f32) -> f32 {
    let found: Option<Gesture> = ctx.data(|data| data.get_temp(key()));
    let Some(mut gesture) = found.filter(|gesture| part(gesture) != 0.0) else {
        return 0.0;
    };
    // A hand that holds something has a gesture already.
    if ctx.dragged_id().is_some_and(|held| held != id) {
        return 0.0;
    }
    if gesture.owner.is_none() && wants {
        gesture.owner = Some(Owner::Widget(id));
        ctx.data_mut(|data| data.insert_temp(key(), gesture));
        ctx.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
    }
    if gesture.owner == Some(Owner::Widget(id)) {
        part(&gesture)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Event, Modifiers, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};

    /// A frame at `time` with the pointer at `at`, and a turn of the wheel where there is one.
    fn input(time: f64, at: Pos2, turn: f32) -> RawInput {
        let mut events = vec![Event::PointerMoved(at)];
        if turn != 0.0 {
            events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, turn),
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            });
        }
        RawInput {
            screen_rect: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0))),
            time: Some(time),
            events,
            ..RawInput::default()
        }
    }

    /// One frame at `time` with the pointer at `x`, and a turn of the wheel: what `a` and `b` get, of
    /// which each wants what happens on its half.
    fn frame(ctx: &Context, time: f64, x: f32, turn: f32, border: f32) -> [f32; 2] {
        let input = input(time, pos2(x, 50.0), turn);
        let mut got = [0.0; 2];
        let output = ctx.run_ui(input, |ui| {
            begin(ui.ctx());
            got = [
                wheel(ui.ctx(), Id::unique("a"), x < border),
                wheel(ui.ctx(), Id::unique("b"), x >= border),
            ];
            end(ui.ctx());
        });
        output.drop_without_applying_deltas();
        got
    }

    #[test]
    fn what_slides_under_the_pointer_does_not_take_the_turn_over() {
        let ctx = Context::default();
        let mut time = 0.0;
        let mut turn = |x: f32, border: f32, turn: f32| {
            time += 1.0 / 60.0;
            frame(&ctx, time, x, turn, border)
        };
        turn(20.0, 50.0, 0.0);
        let [a, b] = turn(20.0, 50.0, 30.0);
        assert!(a > 0.0 && b == 0.0, "{a} {b}");
        // Under the pointer there is the other one now, and the same hand turns on after a while.
        for rest in [0, 40] {
            for _ in 0..rest {
                turn(20.0, 10.0, 0.0);
            }
            let [a, b] = turn(20.0, 10.0, 30.0);
            assert!(a > 0.0 && b == 0.0, "{a} {b}");
        }
        // Without a rest a moved pointer goes on, after one it begins anew.
        let [a, b] = turn(40.0, 10.0, 30.0);
        assert!(a > 0.0 && b == 0.0, "{a} {b}");
        for _ in 0..40 {
            turn(40.0, 10.0, 0.0);
        }
        turn(60.0, 10.0, 0.0);
        let [a, b] = turn(60.0, 10.0, 30.0);
        assert!(a == 0.0 && b > 0.0, "{a} {b}");
    }

    #[test]
    fn a_window_that_opens_under_a_resting_hand_gets_the_next_turn_and_not_the_rest_of_this_one() {
        let ctx = Context::default();
        let mut time = 0.0;
        // What the canvas under the window gets of a turn, and what is left for the window to scroll.
        let mut frame = |open: bool, turn: f32| {
            time += 1.0 / 60.0;
            let input = input(time, pos2(50.0, 50.0), turn);
            let (mut got, mut left) = (0.0, 0.0);
            let output = ctx.run_ui(input, |ui| {
                begin(ui.ctx());
                let all = ui.max_rect();
                let canvas = ui.interact(all, Id::unique("canvas"), egui::Sense::click_and_drag());
                got = wheel(ui.ctx(), canvas.id, canvas.contains_pointer());
                if open {
                    egui::Area::new(Id::unique("window"))
                        .order(egui::Order::Foreground)
                        .fixed_pos(pos2(0.0, 0.0))
                        .show(ui.ctx(), |ui| {
                            ui.allocate_exact_size(vec2(100.0, 100.0), egui::Sense::click());
                            left = ui.input(|input| input.smooth_scroll_delta.y);
                        });
                }
                end(ui.ctx());
            });
            output.drop_without_applying_deltas();
            (got, left)
        };
        for _ in 0..3 {
            frame(false, 0.0);
        }
        assert!(frame(false, 30.0).0 > 0.0);
        // The window opens while the hand still turns: the turn stays the canvas's.
        for _ in 0..3 {
            let (got, left) = frame(true, 30.0);
            assert!(got > 0.0 && left == 0.0, "{got} {left}");
        }
        for _ in 0..40 {
            frame(true, 0.0);
        }
        let (got, left) = frame(true, 30.0);
        assert!(got == 0.0 && left > 0.0, "{got} {left}");
        // And what began on the window does not go on under it when it closes.
        assert_eq!(frame(false, 30.0).0, 0.0);
    }
}
