//! Whether a recording is of the network of now: which arrows may stand under it, and when it is to be made anew.

use super::legend::Arrows;
use crate::session::{Journey, Snapshot};
use crate::ui::view::View;

/// The training is followed by recording again after so many steps, and this part more.
const FOLLOWED: (u64, f64) = (25, 0.05);

/// Whose arrows may stand under the particles of `journey`: those of another network would not be the ones
/// that they followed.
pub fn arrows(journey: &Journey, view: &View, snapshot: &Snapshot) -> Arrows {
    let lanes = &journey.request.lanes;
    let field = snapshot.field.as_deref();
    let untrained = field.is_some_and(|field| field.learned.is_empty());
    let followed = journey.is_exact() || snapshot.run == journey.run;
    match (view.arrows, followed, untrained) {
        (false, _, _) => Arrows::Off,
        (true, false, _) => Arrows::Restarted,
        (true, true, true) if lanes.iter().any(|lane| !lane.exact) => Arrows::Untrained,
        (true, true, _) => Arrows::Of(view.field),
    }
}

/// Whether the network has learned enough since, or begun again, to be recorded once more.
pub fn behind(journey: &Journey, snapshot: &Snapshot) -> bool {
    let (then, now) = (journey.train_step, snapshot.shown_step());
    let (least, part) = FOLLOWED;
    let enough = then + least.max((part * then as f64) as u64);
    snapshot.run != journey.run || (!journey.measuring && now >= enough)
}

/// Whether the network has learned something since, which samplers on the exact score are measured beside.
pub fn first_learned(journey: &Journey, snapshot: &Snapshot) -> bool {
    let since = !journey.had_learned() && snapshot.has_learned();
    since && journey.run == snapshot.run && journey.is_exact()
}
