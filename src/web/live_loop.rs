//! The experiment in its worker: ticked again and again while something moves, asleep while nothing does.

use super::bytes::{packed, unpacked};
use super::to_page::ToPage;
use super::wire::{FromLive, News, ToLive};
use crate::scene::Scene;
use crate::score::Workers;
use crate::session::{Budget, Experiment, Snapshot};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

/// Training goes on for so long between two looks at the messages, in milliseconds.
const TRAIN_FOR: f64 = 10.0;
/// One frame at 60 Hz, a little early: the next chance comes after a stretch of training.
const FRAME: f64 = 15.0;
/// Between two measurements of the score error, which take as long as some steps.
const MEASURE_EVERY: f64 = 200.0;
/// A run changes most in its first steps: until so many it is measured after so many milliseconds.
const YOUNG: (u64, f64) = (2000, 80.0);
/// How long nothing is looked at while a slow pace waits for its next step, in milliseconds.
const NAP: i32 = 5;
/// A page that does not look, as one behind others, is not waited for with time that passes at a pace.
const LONGEST_TICK: f64 = 0.25;
/// A page that has not shown what it was sent for so long, in milliseconds, is not looked at.
const LOOKED_AT: f64 = 1e3;
/// How much the last stretch says of what a step takes.
const SMOOTHING: f64 = 0.3;

/// A running experiment; a clone stands for the same one.
#[derive(Clone)]
pub struct Live(Rc<RefCell<Loop>>);

struct Loop {
    experiment: Experiment,
    to_page: ToPage,
    /// Of a channel to itself: its messages come as soon as the others have been heard, and no timer waits so
    /// little.
    alarm: MessagePort,
    nap: Closure<dyn FnMut()>,
    /// Whether the next turn is on its way.
    awake: bool,
    /// Whether the page has shown what was sent last.
    shown: bool,
    sent: Option<Arc<Snapshot>>,
    waiting: Option<Arc<Snapshot>>,
    /// Milliseconds of a step, smoothed.
    step: f64,
    ticked: f64,
    framed: f64,
    measured: f64,
    /// When the page was sent something last.
    handed: f64,
}

impl Live {
    /// Runs an experiment on `scene`; one that cannot run says so and there is none.
    pub fn begin(scene: &Scene, to_page: ToPage) -> Option<Self> {
        let reporter = to_page.clone();
        std::panic::set_hook(Box::new(move |info| {
            reporter.post(&packed(&FromLive::Broke(info.to_string())));
        }));
        let experiment = match Experiment::new(scene, Workers::one()) {
            Ok(experiment) => experiment,
            Err(error) => {
                to_page.post(&packed(&FromLive::Broke(error.to_string())));
                return None;
            }
        };
        let channel = MessageChannel::new().ok()?;
        let live = Self(Rc::new(RefCell::new(Loop {
            experiment,
            to_page,
            alarm: channel.port2(),
            nap: Closure::new(|| {}),
            awake: false,
            shown: true,
            sent: None,
            waiting: None,
            step: 1.0,
            ticked: now(),
            framed: f64::NEG_INFINITY,
            measured: f64::NEG_INFINITY,
            handed: f64::NEG_INFINITY,
        })));
        let turning = live.clone();
        let turn = Closure::<dyn FnMut(MessageEvent)>::new(move |_| turning.turn());
        channel
            .port1()
            .set_onmessage(Some(turn.as_ref().unchecked_ref()));
        turn.forget();
        let turning = live.clone();
        live.0.borrow_mut().nap = Closure::new(move || turning.turn());
        live.wake();
        Some(live)
    }

    /// Hears what the page says.
    pub fn hear(&self, bytes: &[u8]) {
        let mut this = self.0.borrow_mut();
        match unpacked(bytes) {
            // The page runs what is too long for a tick itself.
            Ok(ToLive::Command(command)) => drop(this.experiment.command(command)),
            Ok(ToLive::Shown) => {
                this.shown = true;
                this.hand_over();
            }
            Err(why) => wasm_bindgen::throw_str(&why),
        }
        drop(this);
        self.wake();
    }

    fn wake(&self) {
        let mut this = self.0.borrow_mut();
        if !this.awake {
            this.awake = true;
            this.ring();
        }
    }

    fn turn(&self) {
        let mut this = self.0.borrow_mut();
        let idle = this.tick();
        this.hand_over();
        this.awake = !this.experiment.is_at_rest() || this.waiting.is_some() && this.shown;
        if !this.awake {
            return;
        }
        if idle {
            let nap: &js_sys::Function = this.nap.as_ref().unchecked_ref();
            let scope = this.to_page.scope();
            // Without a timer the channel does, at the price of the processor.
            if scope
                .set_timeout_with_callback_and_timeout_and_arguments_0(nap, NAP)
                .is_ok()
            {
                return;
            }
        }
        this.ring();
    }
}

impl Loop {
    fn ring(&self) {
        // A channel to oneself does not close.
        let _ = self.alarm.post_message(&JsValue::NULL);
    }

    /// One round: training for a while, and a frame where one is due and awaited; whether there was nothing to
    /// do.
    fn tick(&mut self) -> bool {
        let begun = now();
        let passed = ((begun - self.ticked) / 1e3).min(LONGEST_TICK);
        self.ticked = begun;

        // Training alone, so that its time is known.
        let train = self.experiment.tick(&Budget {
            seconds: passed,
            train_steps: (TRAIN_FOR / self.step).clamp(1.0, 1e4) as u64,
            frame: false,
            measure: false,
        });
        let trained = now();
        if train.train_steps > 0 {
            let step = (trained - begun) / train.train_steps as f64;
            self.step += SMOOTHING * (step.max(1e-3) - self.step);
            self.experiment.trained_for((trained - begun) / 1e3);
        }

        // Particles keep their pace on a screen that draws slowly; nothing moves that nobody sees.
        let seen = self.shown || trained - self.handed < LOOKED_AT;
        let frame = seen && trained - self.framed >= FRAME;
        let (young, often) = YOUNG;
        let between = if self.experiment.snapshot().train_step < young {
            often
        } else {
            MEASURE_EVERY
        };
        let show = self.experiment.tick(&Budget {
            seconds: 0.0,
            train_steps: 0,
            frame,
            measure: trained - self.measured >= between,
        });
        if frame {
            self.framed = trained;
        }
        if show.measured {
            self.measured = trained;
        }
        let news = show.snapshot.or(train.snapshot);
        let idle = train.train_steps == 0 && news.is_none();
        self.waiting = news.or(self.waiting.take());
        idle
    }

    /// Sends the newest snapshot when the page has shown the last one.
    fn hand_over(&mut self) {
        if !self.shown {
            return;
        }
        let Some(newest) = self.waiting.take() else {
            return;
        };
        let news = News::of(&newest, self.sent.as_deref());
        self.to_page
            .post(&packed(&FromLive::Snapshot(Box::new(news))));
        self.sent = Some(newest);
        self.handed = now();
        self.shown = false;
    }
}

/// Milliseconds since the worker began.
fn now() -> f64 {
    let clock = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    let clock = clock
        .ok()
        .and_then(|clock| clock.dyn_into::<web_sys::Performance>().ok());
    clock.map_or_else(js_sys::Date::now, |clock| clock.now())
}
