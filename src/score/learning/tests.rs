//! The learner against independent truths.

mod dissection;
mod draws;
mod gradient;
mod learning;
mod objectives;
mod parameterizations;
mod slopes;
