//! How well the live session follows a hand: the same learner and simulation as in the window.

use super::findings::Findings;
use crate::cli::Failure;
use crate::desktop::LiveSession;
use crate::measure::ErrorProbe;
use crate::mixture::GaussianMixture;
use crate::plane::Bounds;
use crate::scene::preset;
use crate::score::ScoreFn;
use crate::session::{Command, FieldRequest, Snapshot};
use serde_json::json;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Training before the hand takes hold.
const TRAINED: Duration = Duration::from_secs(3);
/// Between two positions of the hand.
const FRAME: Duration = Duration::from_millis(8);
/// The first component of eight Gaussians is the rightmost.
const DRAGGED: usize = 0;
const LEVELS: usize = 8;
const POINTS: usize = 512;
/// The noise level on show.
const SHOWN_SIGMA: f64 = 0.3;
/// An error under this counts as healed.
const HEALED: f64 = 0.05;
/// Healing that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest mean score error of the shown network while the rightmost of eight Gaussians moves by
/// one unit at one and at five units a second, and the seconds until the error is back under 0.05
/// after it jumps by one unit: from the command to the first snapshot whose field is as good. All of
/// it with arrows, density and particles as in the window, training on `threads`.
pub fn measure(threads: usize, found: &mut Findings) -> Result<(), Failure> {
    let [slow, fast] = [1.0, 5.0].map(|speed| while_moving(threads, speed));
    let (slow, fast) = (slow?, fast?);
    let healing = after_a_jump(threads)?;
    found.add(
        "drag",
        json!({
            "threads": threads,
            "max_error_at_1_unit_per_second": slow,
            "max_error_at_5_units_per_second": fast,
            "seconds_to_heal_a_jump": healing,
        }),
    );
    found.lines.push(format!(
        "following a drag with {threads} training: error at most {slow:.4} at 1 unit a second, {fast:.4} at 5; a jump of 1 unit {}",
        match healing {
            Some(seconds) => format!("healed in {seconds:.3} s"),
            None => format!("not healed in {} s", PATIENCE.as_secs()),
        }
    ));
    Ok(())
}

/// A live session, and word of its new snapshots.
struct Live {
    session: LiveSession,
    arrived: Receiver<()>,
    target: GaussianMixture,
}

impl Live {
    /// A session on eight Gaussians that has trained for a while.
    fn trained(threads: usize) -> Result<Self, Failure> {
        let scene = preset::find("eight-gaussians")?;
        let (sender, arrived) = channel();
        let session = LiveSession::start(&scene, threads, move || {
            // Nobody listens any more once the measurement is over.
            let _ = sender.send(());
        })?;
        session.send(shown_field());
        let live = Self {
            session,
            arrived,
            target: scene.mixture()?,
        };
        let begin = Instant::now();
        while begin.elapsed() < TRAINED {
            live.wait();
        }
        Ok(live)
    }

    /// Until there is a newer snapshot, or for one frame.
    fn wait(&self) {
        let _ = self.arrived.recv_timeout(FRAME);
    }
}

fn moved(target: &GaussianMixture, by: f64) -> Result<Arc<GaussianMixture>, Failure> {
    let mut components = target.components().to_vec();
    components[DRAGGED].mean[0] += by;
    Ok(Arc::new(GaussianMixture::new(components)?))
}

fn while_moving(threads: usize, speed: f64) -> Result<f64, Failure> {
    let live = Live::trained(threads)?;
    let begin = Instant::now();
    let mut worst: f64 = 0.0;
    loop {
        let travelled = (speed * begin.elapsed().as_secs_f64()).min(1.0);
        let now = moved(&live.target, travelled)?;
        live.session.send(Command::Retarget(now.clone()));
        worst = worst.max(error(&live.session.snapshot(), &now));
        if travelled >= 1.0 {
            return Ok(worst);
        }
        live.wait();
    }
}

/// The field as a window of 1280x800 asks for it.
fn shown_field() -> Command {
    Command::Frame(FieldRequest {
        alpha: 1.0,
        center: [0.0, 0.0],
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma: SHOWN_SIGMA,
        arrows: [32, 32],
        density: [134, 134],
        empirical: false,
    })
}

fn after_a_jump(threads: usize) -> Result<Option<f64>, Failure> {
    let live = Live::trained(threads)?;
    let there = moved(&live.target, 1.0)?;
    let begin = Instant::now();
    live.session.send(Command::Retarget(there.clone()));
    while begin.elapsed() < PATIENCE {
        let snapshot = live.session.snapshot();
        let seen = begin.elapsed();
        let follows = Arc::ptr_eq(&snapshot.mixture, &there) && snapshot.field.is_some();
        if follows && error(&snapshot, &there) < HEALED {
            return Ok(Some(seen.as_secs_f64()));
        }
        live.wait();
    }
    Ok(None)
}

/// The mean score error of the shown network against the target as it is now.
fn error(snapshot: &Snapshot, target: &GaussianMixture) -> f64 {
    let network = &*snapshot.network;
    let Some(range) = network.trained_range() else {
        return 0.0;
    };
    let probe = ErrorProbe::new(target, &range.ladder(LEVELS), POINTS, 1);
    let errors = probe.score_errors(network);
    errors.iter().sum::<f64>() / errors.len() as f64
}
