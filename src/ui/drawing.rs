//! What is drawn in data space, on the canvas and in the journey. Who lives here: the projection, arrows, lines and marks along a flow,
//! density with its peak, tone and refinement, maps with their colours, contours, trails and marks of points, colour ramps, the
//! compression of lengths, which fields and maps are asked for, and the ticks of all axes.

pub mod arrows;
pub mod color_ramp;
pub mod compression;
pub mod contours;
pub mod denoiser_arrows;
pub mod density;
pub mod field_request;
pub mod flow;
pub mod maps;
pub mod peak;
pub mod plate;
pub mod point_marks;
pub mod projection;
pub mod refinement;
pub mod streamlines;
pub mod ticks;
pub mod tone;
pub mod tracers;
pub mod trails;
