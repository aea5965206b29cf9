//! The learner against independent truths.

mod draws;
mod gradient;
mod learning;
mod objectives;
mod parameterizations;
mod slopes;
