//! What the README says is true: its scene is valid and explains every key that a scene file knows.

use scorefield::scene::Scene;

fn readme_scene() -> String {
    let readme = include_str!("../README.md");
    let after = readme.split("```toml\n").nth(1).expect("a TOML block");
    after.split("```").next().expect("its end").to_owned()
}

/// No scene file knows it.
const STRANGER: &str = "no_such_name";

/// The names that a refusal offers in place of [`STRANGER`]; none where it is refused otherwise.
fn offered(text: &str, what: &str) -> Vec<String> {
    let refusal = Scene::from_toml(text).unwrap_err().message;
    let Some(names) = refusal.strip_prefix(&format!("unknown {what} `{STRANGER}`; use ")) else {
        return Vec::new();
    };
    let quoted = names.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

/// What the format itself says that a scene file may hold.
#[derive(Default)]
struct Format {
    /// The name of a table, with dots, and of a key in it.
    keys: Vec<(String, String)>,
    /// Words that stand for a choice.
    values: Vec<String>,
}

impl Format {
    fn read() -> Self {
        let mut format = Self::default();
        let keys = offered(&format!("{STRANGER} = 1"), "key");
        format.add(String::new(), keys);
        format
    }

    fn add(&mut self, table: String, keys: Vec<String>) {
        for key in keys {
            let path = format!("{table}.{key}").trim_matches('.').to_owned();
            let probe = |value: &str| format!("title = \"t\"\n{value}\n");
            for header in [format!("[{path}]"), format!("[[{path}]]")] {
                let inside = probe(&format!("{header}\n{STRANGER} = 1"));
                self.add(path.clone(), offered(&inside, "key"));
                self.values.extend(offered(&inside, "value"));
            }
            let named = match &table[..] {
                "" => format!("{key} = \"{STRANGER}\""),
                table => format!("[{table}]\n{key} = \"{STRANGER}\""),
            };
            self.values.extend(offered(&probe(&named), "value"));
            self.keys.push((table.clone(), key));
        }
    }
}

/// Whether `word` stands in `text`, and not as a part of another.
fn says(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// The lines of `table` in the README's scene; those in its comments as well.
fn section(text: &str, table: &str) -> String {
    let mut current = String::new();
    let mut lines = String::new();
    for line in text.lines() {
        let plain = line.trim_start_matches(['#', ' ']);
        if plain.starts_with('[') {
            let header = plain.split(']').next().unwrap_or_default();
            current = header.trim_start_matches('[').to_owned();
        } else if current == table {
            lines += &format!("{plain}\n");
        }
    }
    lines
}

#[test]
fn the_scene_in_the_readme_is_valid() {
    let scene = Scene::from_toml(&readme_scene()).unwrap();
    assert_eq!(scene.target.components().len(), 3);
}

#[test]
fn the_scene_in_the_readme_explains_every_key_and_value_of_the_format() {
    let text = readme_scene();
    let format = Format::read();
    let in_churn = |(table, _): &&(String, String)| table == "sampling.churn";
    assert!(format.keys.iter().filter(in_churn).count() >= 4);
    assert!(format.keys.len() > 45, "{:?}", format.keys);
    for (table, key) in &format.keys {
        let path = format!("{table}.{key}");
        let is_table = text.contains(&format!("[{}]", path.trim_matches('.')));
        let section = section(&text, table);
        let is_key = section
            .lines()
            .any(|line| line.contains(&format!("{key} = ")) && says(line, key));
        assert!(is_table || is_key, "the README does not explain {path:?}");
    }
    assert!(format.values.len() > 30, "{:?}", format.values);
    for value in &format.values {
        assert!(
            says(&text, value),
            "the README does not explain the value {value:?}"
        );
    }
}
