//! A scene on its way to another process: the text of its file, with the checks of a file.

use super::Scene;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

impl Serialize for Scene {
    /// Fails for a scene that cannot be run.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_toml().map_err(ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Scene {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_toml(&text).map_err(de::Error::custom)
    }
}
