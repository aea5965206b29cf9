//! What can be looked at over the plane. Who lives here: the table of quantities and their maps, particles counted in
//! cells and along one coordinate, and what holds along a line: a cut, a loop with its circulation, and
//! lines along a field.

pub mod agreement;
pub mod census;
pub mod circulation;
pub mod cut;
pub mod marginal;
pub mod quantity;
pub mod quantity_map;
pub mod streamlines;
