//! Gaussians and points in words.

use crate::noise::Prior;
use crate::wording::three_figures;

/// "N(0, 20² I)", "N((10, 0), 20² I)" or "N((10, 0), (404, 1.5; 1.5, 400))".
pub fn gaussian(prior: &Prior) -> String {
    let mean = match prior.mean() {
        [0.0, 0.0] => "0".to_owned(),
        mean => point(mean),
    };
    let [[xx, xy], [_, yy]] = prior.cov();
    match prior.round_std() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::Noising;

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
