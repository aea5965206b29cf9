//! What an activation function answers.

use crate::score::engine::register::Elementwise;

/// An activation function and its derivatives, lane by lane.
pub(crate) trait ActivationFunction {
    /// (f(z), f'(z)).
    fn at<V: Elementwise>(z: V) -> (V, V);

    /// f(z), f'(z) and f''(z).
    fn to_second_order<V: Elementwise>(z: V) -> [V; 3];
}
