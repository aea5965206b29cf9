//! The figures and tables of the papers, measured again: every statement with a number in it beside
//! what is found here, with the tolerance that its own standard error gives.
//!
//! This layer needs the core only and knows neither the window nor the command line, which both show
//! its claims.

mod blindness;
mod claim;
mod coordinates;
mod ddpm;
mod dynamics;
mod empty_middle;
mod likelihood;
mod objectives;
mod particles;
mod solvers;
mod study;

pub use claim::{Claim, Relation, STANDARD_ERRORS, table};
pub use study::{Effort, PapersError, Study};

/// Claims that belong together.
pub struct Group {
    /// What the claims have in common.
    pub title: &'static str,
    /// What is to be learned from it, in a sentence or two.
    pub lesson: &'static str,
    /// How many claims it makes.
    pub claims: usize,
    measure: fn(&mut Study) -> Result<(), PapersError>,
}

/// In the order of the lesson: what goes wrong with a score alone, what training sees, and the way
/// from noise to data.
pub const GROUPS: [Group; 10] = [
    Group {
        title: "The empty middle",
        lesson: "Where there are no data the score is not learned: a network fits the field around the modes and misses it between them. Noise fills the middle, and there it is learned.",
        claims: 3,
        measure: empty_middle::measure,
    },
    Group {
        title: "Far modes",
        lesson: "Langevin dynamics stay in the mode where they start, whatever its weight; annealing from large noise brings the weights back.",
        claims: 5,
        measure: dynamics::figure_3,
    },
    Group {
        title: "Steps that are not adjusted",
        lesson: "A finite step widens what Langevin dynamics sample by 1/(1 - step/(2 variance)); accepting or refusing every step by the density (MALA) cures it.",
        claims: 4,
        measure: dynamics::unadjusted,
    },
    Group {
        title: "Losses and their floors",
        lesson: "Denoising, explicit and implicit score matching differ by constants whatever the network is: they have the same minimum, and the denoising loss ends at a floor above 0.",
        claims: 15,
        measure: objectives::measure,
    },
    Group {
        title: "Blindness to weights",
        lesson: "The score of far modes hardly depends on their weights: the Fisher divergence vanishes while the distributions stay apart.",
        claims: 6,
        measure: blindness::measure,
    },
    Group {
        title: "Orders of the solvers",
        lesson: "Twice the steps halve the error of Euler's method and quarter that of Heun's.",
        claims: 10,
        measure: solvers::orders,
    },
    Group {
        title: "What the prior costs",
        lesson: "The probability-flow ODE carries the quantiles of the prior to the same quantiles of the data: a prior that is not p_T gives the modes wrong weights.",
        claims: 3,
        measure: solvers::prior_mismatch,
    },
    Group {
        title: "Likelihood",
        lesson: "The flow turns densities into each other exactly: its mean negative log-likelihood is the entropy of the data and, beyond it, how far the prior is from p_T.",
        claims: 5,
        measure: likelihood::measure,
    },
    Group {
        title: "Enough noise",
        lesson: "DDPM's betas for T = 50 leave much of the data in x_T: the way back starts at the wrong place and the weights go wrong. With T = 1000 nothing is left.",
        claims: 5,
        measure: ddpm::measure,
    },
    Group {
        title: "Stable targets",
        lesson: "A target averaged over a batch of reference points errs less than the one from a point's own noise.",
        claims: 5,
        measure: objectives::stable_targets,
    },
];

/// How many claims all groups make.
pub fn count() -> usize {
    GROUPS.iter().map(|group| group.claims).sum()
}

impl Group {
    /// Measures its claims one by one.
    ///
    /// # Errors
    /// When the study is stopped, or something cannot be measured.
    pub fn measure(&self, study: &mut Study) -> Result<(), PapersError> {
        (self.measure)(study)
    }
}
