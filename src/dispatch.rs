//! Which vector instructions this processor has, and functions compiled for each of them.
//!
//! Everything that is compiled more than once goes through [`for_every_instruction_set`]; nothing else
//! asks the processor what it can do. A target whose vectors are known when compiling, as simd128 of
//! WebAssembly, needs no choice here: it has [`InstructionSet::Baseline`] alone, and what computes in
//! the baseline's place names the register.
//!
//! `multiversion` always takes the best set, while tests and the command line ask for each in turn, and it is no
//! faster; `pulp` brings registers of its own, whose sums come in another order, so that results would
//! change.

/// An instruction set that functions are compiled for. Sets beyond the baseline come from
/// [`InstructionSet::available`] only, so that a value says that the processor has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// What every processor of the family has.
    Baseline,
    /// AVX2 with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Avx2(Detected),
    /// The foundation of AVX-512, and AVX2 with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Avx512(Detected),
}

/// Made only here, where the processor has been asked.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected(());

impl InstructionSet {
    /// The sets this processor has, the widest last.
    pub fn available() -> Vec<Self> {
        let mut sets = vec![Self::Baseline];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            sets.push(Self::Avx2(Detected(())));
            if is_x86_feature_detected!("avx512f") {
                sets.push(Self::Avx512(Detected(())));
            }
        }
        sets
    }

    /// The set with the widest vectors of this processor.
    pub fn widest() -> Self {
        static WIDEST: std::sync::OnceLock<InstructionSet> = std::sync::OnceLock::new();
        *WIDEST.get_or_init(|| Self::available().pop().unwrap_or(Self::Baseline))
    }

    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => "avx512",
        }
    }
}

/// Writes a function whose first argument says for which instruction set it was compiled, from one
/// function for each set. What these call must be `#[inline(always)]`, and closures passed on are not:
/// else they are compiled for the wrong processor. Without `avx512`, such a processor takes `avx2`.
macro_rules! for_every_instruction_set {
    (
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident $(<$generic:ident: $bound:path>)?
            ($($argument:ident: $kind:ty),* $(,)?) $(-> $result:ty)?;
        baseline: $baseline:expr,
        avx2: $avx2:expr $(,)?
    ) => {
        $(#[$attribute])*
        #[allow(unsafe_code, reason = "calls what was compiled for instructions the processor has")]
        $visibility fn $name $(<$generic: $bound>)? (
            instructions: $crate::dispatch::InstructionSet,
            $($argument: $kind),*
        ) $(-> $result)? {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2 $(<$generic: $bound>)? ($($argument: $kind),*) $(-> $result)? {
                $avx2($($argument),*)
            }

            match instructions {
                $crate::dispatch::InstructionSet::Baseline => $baseline($($argument),*),
                #[cfg(target_arch = "x86_64")]
                $crate::dispatch::InstructionSet::Avx2(_)
                | $crate::dispatch::InstructionSet::Avx512(_) => {
                    // SAFETY: these values are made only where the processor has AVX2 and FMA.
                    unsafe { avx2 $(::<$generic>)? ($($argument),*) }
                }
            }
        }
    };
    (
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident $(<$generic:ident: $bound:path>)?
            ($($argument:ident: $kind:ty),* $(,)?) $(-> $result:ty)?;
        baseline: $baseline:expr,
        avx2: $avx2:expr,
        avx512: $avx512:expr $(,)?
    ) => {
        $(#[$attribute])*
        #[allow(unsafe_code, reason = "calls what was compiled for instructions the processor has")]
        $visibility fn $name $(<$generic: $bound>)? (
            instructions: $crate::dispatch::InstructionSet,
            $($argument: $kind),*
        ) $(-> $result)? {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2 $(<$generic: $bound>)? ($($argument: $kind),*) $(-> $result)? {
                $avx2($($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx2,fma")]
            fn avx512 $(<$generic: $bound>)? ($($argument: $kind),*) $(-> $result)? {
                $avx512($($argument),*)
            }

            match instructions {
                $crate::dispatch::InstructionSet::Baseline => $baseline($($argument),*),
                #[cfg(target_arch = "x86_64")]
                $crate::dispatch::InstructionSet::Avx2(_) => {
                    // SAFETY: this value is made only where the processor has AVX2 and FMA.
                    unsafe { avx2 $(::<$generic>)? ($($argument),*) }
                }
                #[cfg(target_arch = "x86_64")]
                $crate::dispatch::InstructionSet::Avx512(_) => {
                    // SAFETY: this value is made only where the processor has all three.
                    unsafe { avx512 $(::<$generic>)? ($($argument),*) }
                }
            }
        }
    };
}
pub(crate) use for_every_instruction_set;

#[cfg(test)]
mod tests {
    use super::*;

    fn answer<const WAY: u32>(scale: u32) -> [u32; 2] {
        [scale, WAY]
    }

    for_every_instruction_set! {
        fn two_ways(scale: u32) -> [u32; 2];
        baseline: answer::<1>,
        avx2: answer::<2>,
    }

    for_every_instruction_set! {
        fn three_ways(scale: u32) -> [u32; 2];
        baseline: answer::<1>,
        avx2: answer::<2>,
        avx512: answer::<3>,
    }

    #[test]
    fn every_set_of_this_processor_runs_the_function_compiled_for_it() {
        for instructions in InstructionSet::available() {
            let (two, three) = match instructions.name() {
                "baseline" => (1, 1),
                "avx2" => (2, 2),
                _ => (2, 3),
            };
            assert_eq!(two_ways(instructions, 7), [7, two]);
            assert_eq!(three_ways(instructions, 7), [7, three]);
        }
    }

    #[test]
    fn the_widest_set_is_the_last_of_those_available() {
        assert_eq!(
            InstructionSet::available().last(),
            Some(&InstructionSet::widest())
        );
    }
}
