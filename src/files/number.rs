//! Numbers as people write them, in tables and elsewhere.

/// The sign before the decimals of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// None is written.
    None,
    Point,
    Comma,
}

/// Why a field is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNumber {
    Empty,
    Words,
    /// "1,234": a thousand here, one and a quarter there.
    Thousands,
}

/// The number in `field` and its decimal sign; with `thousands` a comma may set them apart too, so that
/// "1,234" can be read in two ways.
///
/// # Errors
/// Why it is none.
pub fn number(field: &str, thousands: bool) -> Result<(f64, Mark), NoNumber> {
    let field = field.trim().trim_matches(['\'', '"']).trim();
    if field.is_empty() {
        return Err(NoNumber::Empty);
    }
    let plain = field.replace('\u{2212}', "-");
    if let Ok(value) = plain.parse() {
        let mark = if plain.contains('.') {
            Mark::Point
        } else {
            Mark::None
        };
        return Ok((value, mark));
    }
    let (whole, decimals) = plain.split_once(',').ok_or(NoNumber::Words)?;
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if !digit(whole.chars().last()) || !digit(decimals.chars().next()) || whole.contains('.') {
        return Err(NoNumber::Words);
    }
    let digits = whole.trim_start_matches(['-', '+']);
    let is_thousands = digits.len() <= 3
        && !digits.starts_with('0')
        && decimals
            .split(',')
            .all(|three| three.len() == 3 && three.bytes().all(|b| b.is_ascii_digit()));
    if thousands && is_thousands {
        return Err(NoNumber::Thousands);
    }
    let value = format!("{whole}.{decimals}").parse();
    value
        .map(|value| (value, Mark::Comma))
        .map_err(|_| NoNumber::Words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_either_decimal_sign_and_in_quotes_are_read() {
        for (field, value, mark) in [
            (" 1.5 ", 1.5, Mark::Point),
            ("1,5", 1.5, Mark::Comma),
            ("-0,25e-3", -0.25e-3, Mark::Comma),
            ("'7'", 7.0, Mark::None),
            ("\u{2212}2.5", -2.5, Mark::Point),
            ("1e3", 1e3, Mark::None),
            ("0,125", 0.125, Mark::Comma),
        ] {
            assert_eq!(number(field, true), Ok((value, mark)), "{field}");
        }
        assert_eq!(number("1,234", false), Ok((1.234, Mark::Comma)));
    }

    #[test]
    fn what_is_no_number_or_may_be_two_is_told_apart() {
        for (field, why) in [
            (" ", NoNumber::Empty),
            ("four", NoNumber::Words),
            ("1,", NoNumber::Words),
            (",2", NoNumber::Words),
            ("1.2,3", NoNumber::Words),
            ("1,2,3", NoNumber::Words),
            ("1,234", NoNumber::Thousands),
            ("-12,345,678", NoNumber::Thousands),
        ] {
            assert_eq!(number(field, true), Err(why), "{field}");
        }
    }
}
