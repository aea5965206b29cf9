//! Gaussians and points in words.

use crate::noise::Prior;
use crate::wording::three_figures;

/// Numbers so much smaller than those beside them are 0: what shapes of many components leave of symmetry is
/// less, and three figures show no more.
const ROUNDING: f64 = 1e-6;

/// "N(0, 20² I)", "N((10, 0), 20² I)" or "N((10, 0), (404, 1.5; 1.5, 400))".
pub fn gaussian(prior: &Prior) -> String {
    let [[xx, xy], [_, yy]] = prior.cov();
    // What symmetric targets leave of rounding is no number to read.
    let [xy, mean @ ..] = {
        let [x, y] = prior.mean();
        let std = xx.min(yy).sqrt();
        let seen = |value: f64, beside: f64| {
            if value.abs() < ROUNDING * beside {
                0.0
            } else {
                value
            }
        };
        [seen(xy, (xx * yy).sqrt()), seen(x, std), seen(y, std)]
    };
    let mean = match mean {
        [0.0, 0.0] => "0".to_owned(),
        mean => place(mean, 0.1 * xx.min(yy).sqrt()),
    };
    let nearly_round = xy == 0.0 && (xx - yy).abs() < ROUNDING * xx;
    match prior.round_std().or(nearly_round.then(|| xx.sqrt())) {
        Some(std) => format!("N({mean},\u{a0}{}²\u{a0}I)", three_figures(std)),
        None => format!(
            "N({mean},\u{a0}({},\u{a0}{xy};\u{a0}{xy},\u{a0}{}))",
            three_figures(xx),
            three_figures(yy),
            xy = three_figures(xy),
        ),
    }
}

/// "(10, −0.5)".
pub fn point([x, y]: [f64; 2]) -> String {
    format!("({},\u{a0}{})", three_figures(x), three_figures(y))
}

/// [`point`], with more figures where they are needed to tell steps of `step` apart.
fn place(at: [f64; 2], step: f64) -> String {
    let [x, y] = at.map(|value| {
        let short = three_figures(value);
        // Three figures are off by at most half of the third.
        if value.abs() < 200.0 * step || step <= 0.0 {
            return short;
        }
        let decimals = (-step.log10().floor()).clamp(0.0, 15.0) as usize;
        let text = format!("{value:.decimals$}").replace('-', "\u{2212}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    });
    format!("({x},\u{a0}{y})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::Noising;

    #[test]
    fn a_ring_of_many_components_is_round_and_centred() {
        let scene = crate::scene::preset::find("rings").unwrap();
        let mixture = scene.mixture().unwrap();
        let rough = mixture.components().len();
        assert!(rough > 50, "{rough}");
        let prior = Prior::matched(&mixture, Noising::exploding(8.0));
        assert!(
            gaussian(&prior).starts_with("N(0,\u{a0}"),
            "{}",
            gaussian(&prior)
        );
        assert!(
            gaussian(&prior).ends_with("²\u{a0}I)"),
            "{}",
            gaussian(&prior)
        );
    }

    #[test]
    fn what_rounding_leaves_of_a_centre_is_zero() {
        let nearly = Prior::round([1.1e-16, -5.5e-17], 6.0);
        assert!(
            gaussian(&nearly).starts_with("N(0,"),
            "{}",
            gaussian(&nearly)
        );
    }

    #[test]
    fn the_mean_of_a_prior_far_away_has_the_figures_that_matter() {
        let far = Prior::round([123_456.789, -20_000.0], 0.005);
        let text = gaussian(&far);
        assert!(
            text.starts_with("N((123456.789,\u{a0}\u{2212}20000),"),
            "{text}"
        );
    }

    #[test]
    fn a_prior_is_written_with_its_mean_and_what_is_needed_of_its_covariance() {
        assert_eq!(
            gaussian(&Prior::round([0.0, 0.0], 20.0)),
            "N(0,\u{a0}20²\u{a0}I)"
        );
        let moved = gaussian(&Prior::round([10.0, -0.5], 2.0));
        assert_eq!(moved, "N((10,\u{a0}\u{2212}0.5),\u{a0}2²\u{a0}I)");
        let one = Component {
            mean: [1.0, 2.0],
            cov: [[3.0, 0.5], [0.5, 1.0]].into(),
            weight: 1.0,
        };
        let mixture = GaussianMixture::new(vec![one]).unwrap();
        let matched = Prior::matched(&mixture, Noising::exploding(2.0));
        assert_eq!(
            gaussian(&matched).replace('\u{a0}', " "),
            "N((1, 2), (7, 0.5; 0.5, 5))"
        );
    }
}
