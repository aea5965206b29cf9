//! Choices about sampling on their way to another process: as in a scene file, where what is left to
//! the scene is left out.

use crate::sampling::SamplingSpec;
use serde::{Deserialize, Deserializer, Serializer, de, ser};

pub fn serialize<S: Serializer>(spec: &SamplingSpec, serializer: S) -> Result<S::Ok, S::Error> {
    let text = toml::to_string(spec).map_err(ser::Error::custom)?;
    serializer.serialize_str(&text)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SamplingSpec, D::Error> {
    let text = String::deserialize(deserializer)?;
    toml::from_str(&text).map_err(de::Error::custom)
}
