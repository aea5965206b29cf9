//! What an activation function answers.

use crate::score::engine::register::Lanes;

/// An activation function and its derivatives, lane by lane.
pub(crate) trait Curve {
    /// (f(z), f'(z)).
    fn at<V: Lanes>(z: V) -> (V, V);

    /// f(z), f'(z) and f''(z).
    fn to_second_order<V: Lanes>(z: V) -> [V; 3];
}
