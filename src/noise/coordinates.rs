//! Where a process has its origin and how long its unit is: what a user chooses about them.
//!
//! A process runs in the coordinates (x - c)/s, so that data anywhere and of any size are to it as data
//! around the origin with a standard deviation of 1.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// In files and on the command line, for both.
const DATA: &str = "data";

/// c, the point towards which a process shrinks the data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Center {
    /// The mean of the target.
    #[default]
    Data,
    /// A point, data units.
    At(Point),
}

/// s, the standard deviation of the noise in which a process that preserves the variance ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// The root mean square standard deviation of the target.
    Data,
    /// So many data units.
    Of(f64),
}

impl Center {
    /// The point itself.
    pub fn of(self, mixture: &GaussianMixture) -> Point {
        match self {
            Self::Data => mixture.mean(),
            Self::At(point) => point,
        }
    }

    /// Whether nobody said otherwise.
    pub(crate) fn is_usual(&self) -> bool {
        *self == Self::Data
    }

    fn point(self) -> Option<Point> {
        match self {
            Self::Data => None,
            Self::At(point) => Some(point),
        }
    }
}

impl Scale {
    /// The length itself, data units.
    pub fn of(self, mixture: &GaussianMixture) -> f64 {
        match self {
            Self::Data => mixture.std(),
            Self::Of(scale) => scale,
        }
    }

    fn number(self) -> Option<f64> {
        match self {
            Self::Data => None,
            Self::Of(scale) => Some(scale),
        }
    }
}

impl Serialize for Center {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return self.point().serialize(to);
        }
        match self {
            Self::Data => to.serialize_str(DATA),
            Self::At(point) => to.collect_seq(point),
        }
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return self.number().serialize(to);
        }
        match self {
            Self::Data => to.serialize_str(DATA),
            Self::Of(scale) => to.serialize_f64(*scale),
        }
    }
}

impl<'de> Deserialize<'de> for Center {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_any(CenterVisitor);
        }
        let point = Option::deserialize(from)?;
        Ok(point.map_or(Self::Data, Self::At))
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_any(ScaleVisitor);
        }
        let number = Option::deserialize(from)?;
        Ok(number.map_or(Self::Data, Self::Of))
    }
}

struct CenterVisitor;

impl<'de> Visitor<'de> for CenterVisitor {
    type Value = Center;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("\"data\" or a list of two numbers")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Center, E> {
        match name {
            DATA => Ok(Center::Data),
            other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Center, A::Error> {
        match (list.next_element()?, list.next_element()?) {
            (Some(x), Some(y)) => Ok(Center::At([x, y])),
            (first, _) => Err(A::Error::invalid_length(
                usize::from(first.is_some()),
                &self,
            )),
        }
    }
}

struct ScaleVisitor;

impl Visitor<'_> for ScaleVisitor {
    type Value = Scale;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("\"data\" or a number")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Scale, E> {
        match name {
            DATA => Ok(Scale::Data),
            other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
        }
    }

    fn visit_f64<E: Error>(self, scale: f64) -> Result<Scale, E> {
        Ok(Scale::Of(scale))
    }

    fn visit_i64<E: Error>(self, scale: i64) -> Result<Scale, E> {
        Ok(Scale::Of(scale as f64))
    }

    fn visit_u64<E: Error>(self, scale: u64) -> Result<Scale, E> {
        Ok(Scale::Of(scale as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        center: Center,
        scale: Scale,
    }

    #[test]
    fn both_are_written_and_read_as_data_or_numbers() {
        for (text, center, scale) in [
            (
                "center = \"data\"\nscale = \"data\"\n",
                Center::Data,
                Scale::Data,
            ),
            (
                "center = [1.5, -2.0]\nscale = 3.0\n",
                Center::At([1.5, -2.0]),
                Scale::Of(3.0),
            ),
        ] {
            let both = Both { center, scale };
            assert_eq!(toml::to_string(&both).unwrap(), text);
            assert_eq!(toml::from_str::<Both>(text).unwrap(), both);
            let bytes = postcard::to_allocvec(&both).unwrap();
            assert_eq!(postcard::from_bytes::<Both>(&bytes).unwrap(), both);
        }
        let whole = toml::from_str::<Both>("center = [1, 2]\nscale = 3").unwrap();
        assert_eq!(whole.center, Center::At([1.0, 2.0]));
        for wrong in ["center = \"mean\"\nscale = 1", "center = [1]\nscale = 1"] {
            let refused = toml::from_str::<Both>(wrong).unwrap_err().to_string();
            assert!(refused.contains("a list of two numbers"), "{refused}");
        }
    }
}
