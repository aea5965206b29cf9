//! Every way to evaluate a mixture against values of 90 digits: `tests/data/mixtures.py` says how they are
//! made. What is off by more than 1e-9 of its size, and by more than one unit in the last place of the
//! inputs moves it, is wrong.

use super::*;

const TABLE: &str = include_str!("../../../tests/data/mixtures.txt");
const RELATIVE: f64 = 1e-9;

/// What a line of the table says: the value and how far a unit in the last place of the inputs moves it.
#[derive(Default)]
struct Case {
    line: usize,
    alpha: f64,
    sigma: f64,
    components: Vec<Component>,
    at: Point,
    log_density: Option<(f64, f64)>,
    score: Option<(Point, f64)>,
    divergence: Option<(f64, f64)>,
    denoised: Option<(Point, f64)>,
    posterior: Vec<(usize, f64, f64)>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in TABLE.lines().enumerate() {
        let (name, rest) = line.split_once(' ').unwrap();
        let n: Vec<f64> = rest.split(' ').map(|v| v.parse().unwrap()).collect();
        if name == "scene" {
            cases.push(Case {
                line: index + 1,
                alpha: n[0],
                sigma: n[1],
                ..Case::default()
            });
            continue;
        }
        let case = cases.last_mut().unwrap();
        match name {
            "round" => case
                .components
                .push(Component::round([n[1], n[2]], n[3], n[0])),
            "axes" => {
                let axes = Component::from_axes([n[1], n[2]], [n[3], n[4]], n[5], n[0]);
                case.components.push(axes);
            }
            "matrix" => case.components.push(Component {
                mean: [n[1], n[2]],
                cov: [[n[3], n[4]], [n[4], n[5]]].into(),
                weight: n[0],
            }),
            "point" => case.at = [n[0], n[1]],
            "log_density" => case.log_density = Some((n[0], n[1])),
            "score" => case.score = Some(([n[0], n[1]], n[2])),
            "divergence" => case.divergence = Some((n[0], n[1])),
            "denoised" => case.denoised = Some(([n[0], n[1]], n[2])),
            "posterior" => case.posterior.push((n[0] as usize, n[1], n[2])),
            unknown => panic!("{unknown}"),
        }
    }
    cases
}

/// Collects what is off, so that one run shows the whole kind.
#[derive(Default)]
struct Misses {
    compared: usize,
    /// The largest share of what is allowed.
    worst: f64,
    found: Vec<String>,
}

impl Misses {
    fn point(&mut self, what: &str, case: &Case, found: Point, (exact, moved): (Point, f64)) {
        let miss = (found[0] - exact[0]).hypot(found[1] - exact[1]);
        let allowed = moved.max(RELATIVE * exact[0].hypot(exact[1]));
        self.compared += 1;
        // Two zeros are equal; a NaN is not.
        let share = if miss == 0.0 { 0.0 } else { miss / allowed };
        self.worst = self.worst.max(share);
        if share.is_nan() || share > 1.0 {
            let line = case.line;
            self.found.push(format!(
                "line {line}: {what} {found:?} for {exact:?}, {share:.2} times what is allowed"
            ));
        }
    }

    fn number(&mut self, what: &str, case: &Case, found: f64, (exact, moved): (f64, f64)) {
        self.point(what, case, [found, 0.0], ([exact, 0.0], moved));
    }
}

#[test]
fn every_accepted_mixture_is_exact_to_what_its_numbers_hold() {
    let mut misses = Misses::default();
    for case in &cases() {
        let clean = GaussianMixture::new(case.components.clone()).unwrap();
        let noisy = clean.scaled(case.alpha).smoothed(case.sigma);
        // One row, and a row in the middle of a group that is full.
        let near = |row: usize| {
            case.at.map(|v| {
                if row == 3 {
                    v
                } else {
                    v * (1.0 + 0.1 * row as f64)
                }
            })
        };
        let rows: Vec<Point> = (0..11).map(near).collect();
        let batch = Array2::from(rows);
        let (log_densities, scores) = noisy.log_density_and_score_batch(batch.view());
        let (ode_scores, divergences) = noisy.score_and_divergence_batch(batch.view());
        let posteriors = noisy.posterior_batch(batch.view());
        let row = |of: &Array2<f64>| [of[[3, 0]], of[[3, 1]]];

        if let Some(exact) = case.log_density {
            misses.number("log p", case, noisy.log_density(case.at), exact);
            misses.number("log p, batch", case, log_densities[3], exact);
        }
        if let Some(exact) = case.score {
            misses.point("score", case, noisy.score(case.at), exact);
            misses.point("score, batch", case, row(&scores), exact);
            misses.point("score with divergence", case, row(&ode_scores), exact);
            let one = clean.scaled(case.alpha).smoothed_score(case.at, case.sigma);
            misses.point("score at one level", case, one, exact);
        }
        if let Some(exact) = case.divergence {
            misses.number("divergence", case, divergences[3], exact);
        }
        if let Some(exact) = case.denoised {
            misses.point("denoised", case, clean.denoised(case.at, case.sigma), exact);
            let found = clean.denoised_batch(batch.view(), case.sigma);
            misses.point("denoised, batch", case, row(&found), exact);
        }
        let single = noisy.posterior(case.at);
        for &(k, exact, moved) in &case.posterior {
            misses.number("posterior", case, single[k], (exact, moved));
            misses.number("posterior, batch", case, posteriors[[3, k]], (exact, moved));
        }
    }
    let [all, wrong] = [misses.compared, misses.found.len()];
    assert!(all > 5000, "{all} values");
    assert!(wrong == 0, "{wrong} of {all}:\n{}", misses.found.join("\n"));
}
