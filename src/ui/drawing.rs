//! What is drawn in data space, on the canvas and in the journey: the projection, arrows, density and
//! trails, their colour ramps, and which fields are asked for.

pub mod arrows;
pub mod color_ramp;
pub mod density;
pub mod field_request;
pub mod projection;
pub mod trails;
