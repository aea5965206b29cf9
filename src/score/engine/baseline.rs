//! The registers that every machine has which the program is compiled for: nothing asks for them.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use super::register::Portable;

/// The registers of every processor of the family. Fused where the baseline has a fused multiply-add;
/// elsewhere it would be a slow library call.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) type Baseline = Portable<{ cfg!(any(target_feature = "fma", target_arch = "aarch64")) }>;

/// Those that a module for browsers is compiled for.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) type Baseline = super::register::wasm::Simd128;
