//! A network on its way to another process: the bytes of its model file.

use super::ScoreNet;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

impl Serialize for ScoreNet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for ScoreNet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(ModelBytes)
    }
}

/// Reads a model from bytes, or from a list of them where a format knows no bytes.
struct ModelBytes;

impl<'de> Visitor<'de> for ModelBytes {
    type Value = ScoreNet;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the bytes of a model file")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<ScoreNet, E> {
        ScoreNet::from_bytes(bytes).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ScoreNet, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = list.next_element()? {
            bytes.push(byte);
        }
        self.visit_bytes(&bytes)
    }
}
