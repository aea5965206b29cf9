//! The learner against independent truths.

mod checkpoints;
mod constants;
mod dissection;
mod draws;
mod finite_data;
mod gradient;
mod learning;
mod objectives;
mod parameterizations;
mod slopes;
