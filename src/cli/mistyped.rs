//! A verb with a slip of the finger in it, which the parser takes for a scene.

use super::Arguments;
use crate::preset;
use clap::CommandFactory;

/// Above this the two words are one word with a slip in it.
const SIMILAR: f64 = 0.85;

/// "Did you mean ...?" when `word` is no verb and no preset but nearly a verb.
pub fn verb(word: &str) -> Option<String> {
    let command = Arguments::command();
    let verbs: Vec<&str> = command
        .get_subcommands()
        .map(|verb| verb.get_name())
        .collect();
    let known = verbs.contains(&word) || preset::all().iter().any(|preset| preset.name == word);
    if known || word.starts_with('-') {
        return None;
    }
    let near = verbs
        .into_iter()
        .map(|verb| (strsim::jaro_winkler(word, verb), verb))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity > SIMILAR)?;
    Some(format!(
        "there is no verb {word:?}; did you mean {}?",
        near.1
    ))
}

#[cfg(test)]
mod tests {
    use super::verb;

    #[test]
    fn a_slip_is_seen_and_scenes_are_left_alone() {
        assert!(verb("trian").unwrap().contains("train"));
        assert!(verb("sampel").unwrap().contains("sample"));
        for word in [
            "train",
            "rings",
            "three-gaussians",
            "my-scene.toml",
            "--help",
        ] {
            assert_eq!(verb(word), None, "{word}");
        }
    }
}
