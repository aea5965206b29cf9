//! The passes against plain code.

mod jacobian;
pub(crate) mod reference;
