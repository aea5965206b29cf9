//! How well a score is known: fields, errors against the exact score, irreducible losses; and how
//! good a sample is.

mod draws;
mod error;
mod expectation;
mod field;
mod finite_data;
mod floor;
mod last_level;
mod likelihood;
mod matching;
mod memorised;
mod objective;
pub mod papers;
mod prior_cost;
mod prior_mismatch;
mod probe;
mod quality;
mod reading;
mod step_cost;
mod views;

pub use error::{LevelError, mean_score_error, score_errors};
pub use expectation::{fisher_divergence, kl_divergence};
pub use field::{FieldSample, Moment};
pub use finite_data::{FiniteData, FiniteDataLevel, FiniteDataReading, trapezoid_weights};
pub use floor::{FloorBudget, dsm_floor, fisher_information, objective_floor, stable_target_floor};
pub use last_level::LastLevel;
pub use likelihood::{Likelihood, MeanNll};
pub use matching::{Matching, MatchingGaps, MatchingProbe, matching_gaps, stable_target_error};
pub use memorised::{Memorised, memorised_share};
pub use objective::{ObjectiveLoss, objective_losses};
pub use prior_cost::{PriorCost, PriorGap};
pub use prior_mismatch::{flow_mode_weight, normal_cdf};
pub use probe::ErrorProbe;
pub use quality::{
    Estimate, ModeWeight, PROJECTIONS, Quality, QualityError, QualityReference, QualityReport,
    likeliest_modes, mode_weights, sample_quality,
};
pub use reading::Reading;
pub use step_cost::StepCost;
pub use views::agreement::agreement_boxes;
pub use views::census::Census;
pub use views::circulation::{Loop, LoopError};
pub use views::cut::Cut;
pub use views::marginal::{density_along, marginal_bins, marginal_density, widest_direction};
pub use views::quantity::{Facts, Quantity, Scale};
pub use views::quantity_map::{QuantityMap, Truth, round_ends, values as quantity_values};
pub use views::streamlines::evenly_spaced;
