//! Here live networks as numbers: registers, activations, products, passes, and the threads that share
//! their work. Nothing here knows what a score is.

pub(super) mod activation;
mod backward;
mod baseline;
pub(super) mod blocks;
pub(super) mod conditional_mean;
pub(super) mod f32x16;
pub(super) mod fork_join;
mod forward;
pub(super) mod kernels;
pub(super) mod layout;
mod passes;
mod product;
mod reduce;
pub(super) mod register;
pub(super) mod row;
mod slope;
pub(super) mod tangent;
pub(super) mod workers;
pub(super) mod workspace;

#[cfg(test)]
pub(super) mod tests;
