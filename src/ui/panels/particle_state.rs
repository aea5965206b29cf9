//! What the particles are doing, in a sentence: a function of what moves them and how far they are.

use crate::sampling::{Dynamics, few_led_away};
use crate::session::SwarmFrame;
use crate::ui::format;
use crate::wording::counted;

/// One sentence; `moves` says whether they move on.
pub fn sentence(swarm: &SwarmFrame, moves: bool) -> String {
    let name = match swarm.dynamics {
        Dynamics::Unadjusted => "Langevin",
        Dynamics::Metropolis => "Metropolis-adjusted Langevin",
        Dynamics::Annealed => "Annealed Langevin",
    };
    let level = format::sigma(swarm.sigma);
    let steps = counted(swarm.step, "step");
    let place = match swarm.dynamics {
        Dynamics::Unadjusted | Dynamics::Metropolis => format!("at {level}"),
        Dynamics::Annealed if swarm.finished && moves => {
            format!("at {level}: the ladder is done, they move on at its last level")
        }
        Dynamics::Annealed if swarm.finished => format!("at {level}: the ladder is done"),
        Dynamics::Annealed => {
            let (rung, all) = (swarm.rung + 1, swarm.ladder.len());
            format!("at {level}, level {rung} of {all}")
        }
    };
    let pause = if moves { "" } else { ", paused" };
    let led_away = few_led_away(swarm.led_away, swarm.len()).map(|words| format!("; {words}"));
    format!(
        "{name} {place}, {steps}{pause}{}",
        led_away.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::Sampler;

    fn swarm(dynamics: Dynamics, rungs: usize, step: u64, steps_a_level: u64) -> SwarmFrame {
        let ladder: Vec<f64> = (0..rungs).map(|i| 4.0 / f64::from(1 << i)).collect();
        let rung = ((step / steps_a_level) as usize).min(rungs - 1);
        SwarmFrame {
            dynamics,
            step,
            sigma: ladder[rung],
            ladder: ladder.into(),
            rung,
            step_size: 0.1,
            finished: dynamics == Dynamics::Annealed && step >= rungs as u64 * steps_a_level,
            led_away: 0,
            target_changed: false,
            shares: None,
            memorised: None,
            trails: vec![[0.0, 0.0]],
            trail_len: 1,
            launched: Vec::new(),
        }
    }

    #[test]
    fn only_a_sampler_with_a_ladder_comes_to_its_end_in_every_phase() {
        for sampler in Sampler::ALL {
            let dynamics = sampler.live_dynamics();
            let rungs = if dynamics == Dynamics::Annealed { 3 } else { 1 };
            for moves in [true, false] {
                for step in [0, 1, 10, 25, 30, 5000] {
                    let said = sentence(&swarm(dynamics, rungs, step, 10), moves);
                    let done = said.contains("ladder");
                    assert_eq!(done, rungs == 3 && step >= 30, "{sampler:?} {step}: {said}");
                    assert_eq!(said.contains(", level "), rungs == 3 && step < 30, "{said}");
                    assert_eq!(said.contains("paused"), !moves, "{said}");
                    assert_eq!(said.starts_with("Annealed"), rungs == 3, "{said}");
                }
            }
        }
    }

    #[test]
    fn the_sentence_says_what_runs_where_and_for_how_long() {
        let langevin = swarm(Dynamics::Unadjusted, 1, 1240, 1000);
        assert_eq!(sentence(&langevin, true), "Langevin at σ = 4, 1,240 steps");
        let annealed = swarm(Dynamics::Annealed, 3, 1, 10);
        assert_eq!(
            sentence(&annealed, false),
            "Annealed Langevin at σ = 4, level 1 of 3, 1 step, paused"
        );
        let done = swarm(Dynamics::Annealed, 3, 30, 10);
        assert_eq!(
            sentence(&done, true),
            "Annealed Langevin at σ = 1: the ladder is done, they move on at its last level, 30 steps"
        );
        let one_of_them = SwarmFrame {
            led_away: 1,
            trails: vec![[0.0, 0.0]; 40],
            ..langevin
        };
        assert_eq!(
            sentence(&one_of_them, true),
            "Langevin at σ = 4, 1,240 steps; 1 of 40 particles was led away by the score, which is wrong far \
             outside, and rests where it last was"
        );
    }
}
