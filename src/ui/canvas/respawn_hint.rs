//! Says where it is seen that particles that started before the target was changed stay away from a Gaussian, with the
//! button that helps.

use crate::document::Document;
use crate::sampling::Dynamics;
use crate::session::{Playback, Snapshot, SwarmFrame};
use crate::ui::drawing::plate;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme;
use egui::{Id, Margin, Rect, RichText, TextStyle, Ui, UiBuilder, vec2};
use std::time::Duration;

/// A mode whose interval ends below this part of its true weight is nearly empty.
const NEARLY_EMPTY: f64 = 0.3;
/// Of modes lighter than this nothing is said.
const LIGHTEST: f64 = 0.02;
/// The relative error below which a network is taken to know where the modes are.
const LEARNED: f64 = 0.3;
/// Seconds for which it must be so.
const PATIENCE: f64 = 2.0;
/// Below the mean, and the size of the plate at most, in points at the ordinary size.
const BELOW: f32 = 20.0;
const SIZE: egui::Vec2 = vec2(230.0, 96.0);
/// Between its edge and what it says, in points.
const INSET: Margin = Margin::symmetric(9, 7);

/// The hint, and since when there is a reason for it.
#[derive(Default)]
pub struct RespawnHint {
    since: Option<(usize, f64)>,
}

impl RespawnHint {
    /// Shows the hint beside the Gaussian that stays empty; whether Respawn was pressed.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        projection: &Projection,
        document: &Document,
        snapshot: &Snapshot,
        playback: &Playback,
    ) -> bool {
        let swarm = snapshot.swarm.as_deref().filter(|_| {
            let error = snapshot.history.error.last().map(|bin| bin.mean);
            leads_home(playback, error)
        });
        let empty = swarm.and_then(|swarm| empty_mode(swarm, playback.particles));
        let empty = empty.filter(|&index| index < document.components().len());
        let (now, held) = ui.input(|input| (input.time, input.pointer.any_down()));
        let Some(index) = empty else {
            self.since = None;
            return false;
        };
        let since = match self.since {
            // What is being dragged is not complained about.
            Some((known, since)) if known == index && (!held || now - since > PATIENCE) => since,
            _ => now,
        };
        self.since = Some((index, since));
        let left = PATIENCE - (now - since);
        if left > 0.0 {
            ui.ctx()
                .request_repaint_after(Duration::from_secs_f64(left));
            return false;
        }
        let mean = projection.screen_from_data(document.components()[index].mean);
        if !projection.screen.contains(mean) {
            return false;
        }
        hint(ui, projection.screen, mean, index)
    }
}

/// Whether new particles would find the modes: a network with the relative `error` that has not learned them leads none
/// there, whenever they started.
fn leads_home(playback: &Playback, error: Option<f64>) -> bool {
    playback.follow_exact || error.is_some_and(|error| error < LEARNED)
}

/// The Gaussian that holds far fewer particles than it should, although they have had their time, because
/// they were spawned for another target.
fn empty_mode(swarm: &SwarmFrame, moves: bool) -> Option<usize> {
    let settled = swarm.dynamics != Dynamics::Annealed || swarm.finished || !moves;
    if !settled || !swarm.target_changed {
        return None;
    }
    let shares = swarm.shares.as_deref().filter(|s| s.of_components)?;
    let modes = shares.found.iter().zip(&shares.truth).enumerate();
    modes
        .filter(|(_, (found, truth))| {
            **truth >= LIGHTEST && found.interval[1] < NEARLY_EMPTY * **truth
        })
        .max_by(|a, b| a.1.1.total_cmp(b.1.1))
        .map(|(index, _)| index)
}

fn hint(ui: &mut Ui, screen: Rect, mean: egui::Pos2, index: usize) -> bool {
    let palette = theme::palette(ui.visuals());
    let scale = theme::scale(ui);
    let size = (SIZE * scale).min(screen.size());
    let below = BELOW * scale;
    let top = if mean.y + below + size.y < screen.bottom() {
        mean.y + below
    } else {
        mean.y - below - size.y
    };
    let beside = Rect::from_min_size(egui::pos2(mean.x - 0.5 * size.x, top), size);
    let place = plate::inside(beside, screen);
    let builder = UiBuilder::new()
        .id_salt(Id::unique("respawn hint"))
        .max_rect(place);
    let mut child = ui.new_child(builder);
    child.shrink_clip_rect(screen);
    let frame = theme::card(palette).inner_margin(INSET);
    let shown = frame.show(&mut child, |ui| {
        ui.set_max_width((size.x - frame.total_margin().sum().x).max(0.0));
        let text = format!(
            "Particles stay away from Gaussian {}: they started before the target was changed.",
            index + 1
        );
        let font = TextStyle::Small.resolve(ui.style());
        ui.label(RichText::new(text).font(font));
        let help =
            "Puts all particles on new starting points, for the target as it is now. Key: N.";
        let button = ui.button("Respawn").on_hover_text(help);
        button
            .accessible_name("Respawn for the new target")
            .clicked()
    });
    shown.inner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Estimate, ModeWeight};
    use crate::session::ModeShares;
    use std::sync::Arc;

    fn swarm(shares: [f64; 2], dynamics: Dynamics, finished: bool, changed: bool) -> SwarmFrame {
        let weight = |value: f64| ModeWeight {
            weight: Estimate { value, se: 0.01 },
            interval: [(value - 0.02).max(0.0), value + 0.02],
        };
        SwarmFrame {
            dynamics,
            step: 100,
            sigma: 0.1,
            ladder: [0.1].into(),
            rung: 0,
            step_size: 0.1,
            finished,
            led_away: 0,
            target_changed: changed,
            memorised: None,
            shares: Some(Arc::new(ModeShares {
                found: shares.map(weight).to_vec(),
                truth: vec![0.7, 0.3],
                of_components: true,
            })),
            trails: vec![[0.0, 0.0]],
            trail_len: 1,
            launched: Vec::new(),
        }
    }

    #[test]
    fn a_network_that_has_not_learned_is_not_blamed_on_the_start() {
        let learned = Playback::default();
        let exact = Playback {
            follow_exact: true,
            ..learned
        };
        assert!(!leads_home(&learned, None) && !leads_home(&learned, Some(0.9)));
        assert!(leads_home(&learned, Some(0.02)) && leads_home(&exact, None));
    }

    #[test]
    fn an_empty_mode_is_named_when_it_came_after_particles_that_have_settled() {
        let langevin = Dynamics::Unadjusted;
        let found = |swarm: &SwarmFrame, moves| empty_mode(swarm, moves);
        assert_eq!(
            found(&swarm([1.0, 0.0], langevin, false, true), true),
            Some(1)
        );
        // Wrong, but not empty: that is what Langevin dynamics teach.
        assert_eq!(found(&swarm([0.5, 0.5], langevin, false, true), true), None);
        // The target is the one that they were spawned for.
        assert_eq!(
            found(&swarm([1.0, 0.0], langevin, false, false), true),
            None
        );
        let walking = swarm([1.0, 0.0], Dynamics::Annealed, false, true);
        assert_eq!(found(&walking, true), None, "they may still come");
        assert_eq!(found(&walking, false), Some(1), "not while they are paused");
        let done = swarm([1.0, 0.0], Dynamics::Annealed, true, true);
        assert_eq!(found(&done, true), Some(1));
    }
}
