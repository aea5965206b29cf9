//! Numbers of the window, and names of files made from titles.

use crate::measure::ModeWeight;

/// A number as the window shows it, in readings as in fields where it is typed: three significant digits,
/// or all of a whole part below a million; below 0.0001 and from a million on two digits and a power of
/// ten. With a plain minus and without commas, so that what is shown can be typed: 0.0123, 1.5, 1234,
/// -0.5, 1.2e-5. Sentences of figures are written by [`three_figures`](crate::wording::three_figures).
pub fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !value.is_finite() {
        return "not finite".into();
    }
    let exponent = value.abs().log10().floor() as i32;
    if !(-4..6).contains(&exponent) {
        let text = format!("{value:.1e}");
        return text.replace(".0e", "e");
    }
    let decimals = (2 - exponent).max(0) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// [`significant`], with more digits where they are needed to tell steps of `step` above 0 apart.
pub fn resolving(value: f64, step: f64) -> String {
    let short = significant(value);
    let said = short.parse::<f64>().unwrap_or(value);
    if (said - value).abs() < step || !value.is_finite() {
        return short;
    }
    let text = format!("{value:.*}", decimals(step));
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Two digits are enough on a picture.
pub fn round_to_two(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 0.0;
    }
    let unit = 10f64.powf(value.log10().floor() - 1.0);
    (value / unit).round() * unit
}

/// Figures after the point that tell steps of `step` above 0 apart.
pub fn decimals(step: f64) -> usize {
    /// f64 has no more at 1.
    const MOST: f64 = 16.0;
    (-step.log10()).ceil().clamp(0.0, MOST) as usize
}

/// `value` as it is written on an axis, with one significant digit or two: 0.15, 0.0005, 5e-5.
pub fn power(value: f64) -> String {
    if value <= 0.0 || value >= 1.0 {
        return significant(value);
    }
    if value < 0.99e-4 {
        return format!("{value:.0e}");
    }
    let decimals = (1 - value.log10().floor() as i32) as usize;
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').to_owned()
}

/// A share of a whole, with the decimals that tell it from one of `truth`: 0.50, 0.125.
pub fn share(value: f64, truth: f64) -> String {
    let decimals = if truth < 0.195 { 3 } else { 2 };
    format!("{value:.decimals$}")
}

/// How many of the particles a mode holds, beside its true share, in words.
pub fn share_in_words(found: &ModeWeight, truth: f64) -> String {
    let [low, high] = found.interval.map(significant);
    format!(
        "{} of the particles, 95 % interval {low} to {high}; true {}",
        significant(found.weight.value),
        significant(truth)
    )
}

/// Of `modes` intervals with 95 %, how many miss the truth, in a sentence.
pub fn missed_intervals(missed: usize, modes: usize) -> String {
    match missed {
        0 => "The truth lies in every interval.".to_owned(),
        missed => format!(
            "The truth lies outside {missed} of {modes} intervals; by chance one in twenty does."
        ),
    }
}

/// A noise level, said in full.
pub fn sigma(level: f64) -> String {
    format!("σ = {}", significant(level))
}

/// `title` as the beginning of a file's name: lower case, words joined by hyphens.
pub fn file_stem(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        "scene".into()
    } else {
        words.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_significant_digits() {
        let cases = [
            (0.32, "0.32"),
            (0.043_26, "0.0433"),
            (0.000_48, "0.00048"),
            (1.0, "1"),
            (12.345, "12.3"),
            (1234.5, "1234"),
            (0.000_012, "1.2e-5"),
            (-0.5, "-0.5"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(significant(value), text);
        }
        assert_eq!(significant(f64::NAN), "not finite");
    }

    #[test]
    fn far_from_zero_numbers_have_the_digits_that_a_step_changes() {
        let cases = [
            (123_456.789, 2e-5, "123456.789"),
            (123_456.789, 20.0, "123457"),
            (-1e6, 1e-7, "-1e6"),
            (-999_999.999_99, 1e-6, "-999999.99999"),
            (0.5, 0.01, "0.5"),
            (12.345, 0.02, "12.35"),
        ];
        for (value, step, text) in cases {
            assert_eq!(resolving(value, step), text);
        }
    }

    #[test]
    fn shares_have_two_decimals_and_small_ones_three() {
        assert_eq!(share(0.5, 0.8), "0.50");
        assert_eq!(share(0.131, 0.125), "0.131");
        assert_eq!(share(0.001_234, 0.04), "0.001");
    }

    #[test]
    fn numbers_on_an_axis_are_short() {
        let cases = [
            (0.15, "0.15"),
            (0.0005, "0.0005"),
            (0.000_1, "0.0001"),
            (2.0, "2"),
            (5e-5, "5e-5"),
            (1e-12, "1e-12"),
            (9.999_999e-6, "1e-5"),
        ];
        for (value, text) in cases {
            assert_eq!(power(value), text);
        }
    }

    #[test]
    fn magnitudes_are_rounded_to_two_digits() {
        assert!((round_to_two(1.2345) - 1.2).abs() < 1e-12);
        assert!((round_to_two(0.045_67) - 0.046).abs() < 1e-12);
        assert_eq!(round_to_two(0.0), 0.0);
    }

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(file_stem("Song & Ermon's mixture"), "song-ermon-s-mixture");
        assert_eq!(file_stem("///"), "scene");
    }
}
