//! What is drawn in data space, on the canvas and in the journey. Who lives here: the projection, arrows,
//! density and trails, their colour ramps, which fields are asked for, and the ticks of all axes.

pub mod arrows;
pub mod color_ramp;
pub mod density;
pub mod field_request;
pub mod projection;
pub mod ticks;
pub mod trails;
