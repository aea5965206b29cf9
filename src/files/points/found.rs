//! What a reader of points has found.

use crate::plane::Point;

/// Points with what there is to say of them.
#[derive(Debug)]
pub struct Found {
    /// In the order of the file.
    pub points: Vec<Point>,
    /// What was taken and what was left out, a sentence each without its end.
    pub notices: Vec<String>,
}
