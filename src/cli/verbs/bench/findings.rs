//! What a benchmark has found, for programs and for people.

use serde_json::{Map, Value, json};

/// What has been measured: members of the JSON object, and the same for people.
#[derive(Default)]
pub struct Findings {
    pub members: Map<String, Value>,
    pub lines: Vec<String>,
}

impl Findings {
    /// Adds a member.
    pub fn add(&mut self, name: &str, value: Value) {
        self.members.insert(name.to_owned(), value);
    }

    /// Adds `value` to the object `name`, which begins with it.
    pub fn add_in(&mut self, name: &str, key: &str, value: Value) {
        let object = self.members.entry(name).or_insert_with(|| json!({}));
        object[key] = value;
    }
}
