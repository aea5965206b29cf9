//! The passes against plain code.

mod diagonal;
pub(crate) mod reference;
