//! What is drawn in data space, on the canvas and in the journey. Who lives here: the projection, arrows,
//! density, trails and marks of points, their colour ramps, which fields are asked for, and the ticks of all axes.

pub mod arrows;
pub mod color_ramp;
pub mod density;
pub mod field_request;
pub mod point_marks;
pub mod projection;
pub mod ticks;
pub mod trails;
