//! What is recorded and measured on request: journeys, and the claims of the papers.

use super::{Live, scene};
use crate::measure::papers::GROUPS;
use crate::noise::{Center, PriorKind, ProcessKind};
use crate::sampling::Sampler;
use crate::score::NoiseLevels;
use crate::session::{Command, JourneyRequest, Lane, Motion, PapersOrder, Snapshot, Standing};

pub fn lane(sampler: Sampler, steps: usize) -> Lane {
    Lane {
        sampler,
        steps,
        tol: 1e-4,
        exact: true,
    }
}

pub fn order<L: Live>(session: &L, process: ProcessKind, lanes: Vec<Lane>) -> JourneyRequest {
    JourneyRequest {
        process,
        center: Center::Data,
        scale: None,
        prior: PriorKind::Matched,
        lanes,
        particles: 300,
        seed: 3,
        mixture: session.snapshot().mixture.clone(),
        connected: false,
        take: 0,
    }
}

pub fn a_journey_leads_from_data_to_noise_and_back<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(Snapshot::has_learned);
    let lanes = vec![lane(Sampler::OdeHeun, 24), lane(Sampler::Karras, 24)];
    let request = order(&session, ProcessKind::VpLinear, lanes);
    let journey = session.recorded(request, &|journey| !journey.measuring);

    // The clock runs over the times of the process, and frames follow it.
    let times: Vec<f64> = (0..=10)
        .map(|i| journey.time_at(f64::from(i) / 10.0))
        .collect();
    assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{times:?}");
    let film = journey.lanes[0].as_ref().unwrap();
    assert_eq!(film.backward_until(journey.process.last()), 1);
    assert_eq!(film.backward_until(journey.process.first()), 25);
    assert_eq!(journey.forward.forward_until(0.0), 1);
    assert_eq!((film.frames.len(), film.kinds.len()), (25, 300));

    // The exact score's samples are as good as exact ones, to sampling error.
    assert!(film.sliced_w2.value < journey.exact_sliced_w2.value + 6.0 * film.sliced_w2.se);
    // Karras's sampler is not defined on this process, and says so.
    assert!(journey.lanes[1].as_ref().unwrap_err().contains("ve-rho"));
    assert_eq!(journey.quality.len(), 10, "five efforts with both scores");
}

pub fn a_network_that_has_learned_nothing_is_not_measured<L: Live>() {
    let at_rest = vec![Command::Train(Motion::Pause)];
    let mut session = L::start_with(&scene(), at_rest);
    let lanes = vec![lane(Sampler::OdeHeun, 4)];
    let request = order(&session, ProcessKind::VpLinear, lanes);
    let journey = session.recorded(request, &|journey| !journey.measuring);
    assert!(!journey.had_learned());
    assert_eq!(journey.quality.len(), 5);
    assert!(journey.quality.iter().all(|point| point.lane.exact));
}

pub fn every_sampler_comes_back_along_every_process_it_is_defined_on<L: Live>() {
    let mut session = L::start(&scene());
    for process in ProcessKind::ALL {
        let samplers = Sampler::ALL.into_iter().filter(|s| s.runs_on(process));
        let samplers: Vec<Sampler> = samplers.collect();
        for four in samplers.chunks(JourneyRequest::MOST_LANES) {
            let lanes = four.iter().map(|&sampler| lane(sampler, 60)).collect();
            let request = order(&session, process, lanes);
            let journey = session.recorded(request, &|_| true);
            for (sampler, film) in four.iter().zip(&journey.lanes) {
                let film = film
                    .as_ref()
                    .unwrap_or_else(|why| panic!("{sampler:?}: {why}"));
                let times: Vec<f64> = film.frames.iter().map(|frame| frame.t).collect();
                assert!(
                    times.windows(2).all(|pair| pair[1] <= pair[0]),
                    "{sampler:?} on {process:?} goes back in time: {times:?}"
                );
                // Both blobs are found: their weights are 0.6 and 0.4.
                let weight = film.weights[0].weight.value;
                assert!(
                    (weight - 0.6).abs() < 0.15,
                    "{sampler:?} {process:?} {weight}"
                );
            }
        }
    }
}

pub fn a_network_of_one_level_says_what_to_do_and_the_exact_score_goes_on<L: Live>() {
    let mut scene = scene();
    scene.training.noise_levels = NoiseLevels::Fixed(0.5);
    let mut session = L::start(&scene);
    let exact = lane(Sampler::OdeHeun, 8);
    let lanes = [Sampler::OdeHeun, Sampler::Annealed].map(|sampler| Lane {
        sampler,
        exact: false,
        ..exact
    });
    let lanes = [&lanes[..], &[exact]].concat();
    let request = order(&session, ProcessKind::VeRho, lanes);
    let journey = session.recorded(request, &|journey| !journey.measuring);
    for refused in &journey.lanes[..2] {
        let why = refused.as_ref().unwrap_err();
        assert!(
            why.contains("σ = 0.5,") && why.contains("Levels to All"),
            "{why}"
        );
    }
    assert!(journey.lanes[2].is_ok());
    assert!(journey.quality.iter().all(|point| point.lane.exact));
}

pub fn claims_come_one_by_one_and_stop_when_nobody_waits<L: Live>() {
    let mut session = L::start(&scene());
    let order = PapersOrder {
        seed: 1,
        short: true,
    };
    let [some, stopped] =
        session.measured_until(order, &|report| report.claims.len() > GROUPS[0].claims);
    assert!(some.claims.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    let first = some.claims.iter().filter(|(group, _)| *group == 0).count();
    assert_eq!(first, GROUPS[0].claims);
    assert!(some.claims.iter().all(|(_, claim)| claim.holds()));
    assert_eq!(stopped.standing, Standing::Stopped);
    assert!(stopped.claims.len() >= some.claims.len());
}
