//! Round numbers for keys.

/// The largest of 1, 2 or 5 times a power of ten that is not more than `value > 0`.
pub fn round_below(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let factor = [5.0, 2.0]
        .into_iter()
        .find(|factor| factor * power <= value * (1.0 + 1e-9))
        .unwrap_or(1.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_takes_a_round_number_below_the_largest() {
        assert_eq!(round_below(63.0), 50.0);
        assert_eq!(round_below(2.0), 2.0);
        assert!((round_below(0.19) - 0.1).abs() < 1e-15);
    }
}
