//! Numbers typed into fields: decimals after a comma count too, and a refusal is said.

use crate::files::{NoNumber, number};
use crate::wording::{Number, quote};
use egui::{Context, Id};
use std::ops::RangeInclusive;

/// Where a refusal waits for the messages of the window.
const REFUSAL: &str = "refusal of a typed number";

/// What reads a field that takes numbers of `range`. The sentence about a text that is no number, or one
/// that is brought into the range, waits for [`take_refusal`].
pub fn parser(ctx: &Context, range: RangeInclusive<f64>) -> impl Fn(&str) -> Option<f64> + use<> {
    let ctx = ctx.clone();
    move |text| {
        let (value, refusal) = match read(text) {
            Ok(value) if range.contains(&value) => (Some(value), None),
            Ok(value) => (Some(value), Some(out_of(&range, value))),
            Err(sentence) => (None, Some(sentence)),
        };
        if let Some(sentence) = refusal {
            ctx.data_mut(|data| data.insert_temp(Id::unique(REFUSAL), sentence));
        }
        value
    }
}

/// What a field has refused since this was asked last.
pub fn take_refusal(ctx: &Context) -> Option<String> {
    ctx.data_mut(|data| data.remove_temp(Id::unique(REFUSAL)))
}

fn out_of(range: &RangeInclusive<f64>, value: f64) -> String {
    let [value, low, high] = [value, *range.start(), *range.end()].map(Number);
    format!("{value} is out of range; {low} to {high} is possible here")
}

/// The number in `text`; spaces may set thousands apart.
fn read(text: &str) -> Result<f64, String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let shown = quote(text);
    match number(plain.trim_end_matches('°'), true) {
        Ok((value, _)) if value.is_finite() => Ok(value),
        Ok(_) | Err(NoNumber::Words) => {
            Err(format!("{shown:?} is not a number; write one like 0.5"))
        }
        Err(NoNumber::Empty) => Err("nothing was typed; write a number like 0.5".to_owned()),
        Err(NoNumber::Thousands) => Err(format!(
            "{shown:?} can be read with thousands or with decimals; write it without the comma"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_counts_and_a_refusal_says_why() {
        let ctx = Context::default();
        let parse = parser(&ctx, -10.0..=1e4);
        for (text, value) in [
            ("0.25", 0.25),
            ("0,25", 0.25),
            (" −1,5 ", -1.5),
            ("1 234", 1234.0),
            ("7°", 7.0),
            ("1e-3", 1e-3),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
            assert_eq!(take_refusal(&ctx), None, "{text}");
        }
        for (text, value, part) in [
            ("four", None, "\"four\" is not a number; write one like 0.5"),
            ("", None, "nothing was typed"),
            ("inf", None, "not a number"),
            ("6,500", None, "with thousands or with decimals"),
            (
                "-11",
                Some(-11.0),
                "-11 is out of range; -10 to 10000 is possible here",
            ),
        ] {
            assert_eq!(parse(text), value, "{text}");
            let refusal = take_refusal(&ctx).unwrap();
            assert!(refusal.contains(part), "{refusal}");
            assert_eq!(take_refusal(&ctx), None);
        }
    }
}
