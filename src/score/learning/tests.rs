//! The learner against independent truths.

mod dissection;
mod draws;
mod finite_data;
mod gradient;
mod learning;
mod objectives;
mod parameterizations;
mod slopes;
