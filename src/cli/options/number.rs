//! Numbers as they are written on the command line.

use crate::noise::{Center, Scale};
use crate::plane::Bounds;
use crate::sampling::Init;
use crate::wording::{Choice, Number, quote};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

/// A choice by its name.
pub fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let names = PossibleValuesParser::new(T::all().iter().map(|choice| choice.name()));
    names.try_map(|name| T::of_name(&name).ok_or("it is not among the possible values"))
}

/// `x0,x1,y0,y1`.
pub fn bounds(text: &str) -> Result<Bounds, String> {
    let [x0, x1, y0, y1] = list::<4>(text, "four numbers x0,x1,y0,y1 like -3,3,-3,3")?;
    Bounds::new(x0, x1, y0, y1).map_err(|error| error.to_string())
}

/// `data` or `x,y`.
pub fn center(text: &str) -> Result<Center, String> {
    if text.trim() == "data" {
        return Ok(Center::Data);
    }
    list::<2>(text, "data or two numbers x,y like 10,-2.5").map(Center::At)
}

/// `data` or a number.
pub fn scale(text: &str) -> Result<Scale, String> {
    if text.trim() == "data" {
        return Ok(Scale::Data);
    }
    match finite(text) {
        Ok(scale) => Ok(Scale::Of(scale)),
        Err(_) => Err(format!(
            "{:?} does not fit; give data or a number like 2.5",
            quote(text)
        )),
    }
}

/// `prior`, `data` or `box:a,b`.
pub fn init(text: &str) -> Result<Init, String> {
    match (text, text.strip_prefix("box:")) {
        ("prior", _) => Ok(Init::Prior),
        ("data", _) => Ok(Init::Data),
        (_, Some(square)) => {
            let [low, high] = list::<2>(square, "two numbers like box:-8,8")?;
            Ok(Init::Box(low, high))
        }
        _ => Err(format!(
            "{:?} is no start; use prior, data or box:a,b",
            quote(text)
        )),
    }
}

/// A whole number, 0 or more.
pub fn whole<T: FromStr>(text: &str) -> Result<T, String> {
    let number = text.trim().parse();
    number.map_err(|_| {
        format!(
            "{:?} is not a whole number in range; write one like 1000",
            quote(text)
        )
    })
}

/// One finite number.
pub fn finite(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!(
            "{:?} is not a finite number; write one like 0.5",
            quote(text)
        )),
    }
}

/// A noise level above 0.
pub fn level(text: &str) -> Result<f64, String> {
    match finite(text)? {
        sigma if sigma > 0.0 => Ok(sigma),
        sigma => Err(format!(
            "noise level {} is not above 0; use a larger one",
            Number(sigma)
        )),
    }
}

fn list<const N: usize>(text: &str, expected: &str) -> Result<[f64; N], String> {
    let numbers: Result<Vec<f64>, String> = text.split(',').map(finite).collect();
    numbers
        .ok()
        .and_then(|numbers| numbers.try_into().ok())
        .ok_or_else(|| format!("{:?} does not fit; give {expected}", quote(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_bounds_and_boxes_are_read() {
        assert_eq!(
            bounds("-3,3,-2.5,1e1"),
            Ok(Bounds::new(-3.0, 3.0, -2.5, 10.0).unwrap())
        );
        assert_eq!(init("box:-8,8"), Ok(Init::Box(-8.0, 8.0)));
    }

    #[test]
    fn wrong_numbers_are_answered_with_an_example() {
        assert!(bounds("1,2,3").unwrap_err().contains("x0,x1,y0,y1"));
        assert!(bounds("3,-3,0,1").unwrap_err().contains("not a rectangle"));
        assert!(bounds("0,nan,0,1").is_err());
        assert!(init("box:1").unwrap_err().contains("box:-8,8"));
        assert!(init("middle").unwrap_err().contains("prior, data or box"));
        assert!(level("0").unwrap_err().contains("above 0"));
        assert!(finite("inf").is_err());
        assert!(whole::<u64>("-1").unwrap_err().contains("whole number"));
        assert_eq!(whole::<usize>("1000"), Ok(1000));
    }
}
