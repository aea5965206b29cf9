//! Slips that the parser does not see: a verb with a letter wrong, which it takes for a scene, a scene
//! with something behind it, and an option without its value, which takes the next option for one.

use super::arguments::Arguments;
use crate::scene::preset;
use crate::wording::{quote, quote_path};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::path::Path;

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
        "there is no verb {:?}; did you mean {}?",
        quote(word),
        near.1
    ))
}

/// What to say when a scene, which opens the window, is followed by another word.
pub fn second_scene(words: &[OsString]) -> Option<String> {
    let command = Arguments::command();
    let verbs: Vec<&str> = command
        .get_subcommands()
        .map(|verb| verb.get_name())
        .collect();
    let mut plain = Vec::new();
    let mut words = words.iter().skip(1);
    while let Some(word) = words.next() {
        let word = word.to_str()?;
        match word {
            // The only option of the window has a value.
            "--threads" => drop(words.next()),
            _ if word.starts_with('-') => {}
            _ => plain.push(word),
        }
    }
    let [first, second, ..] = plain[..] else {
        return None;
    };
    if verbs.contains(&first) || first == "help" {
        return None;
    }
    let [scene, extra] = [first, second].map(quote);
    Some(if verbs.contains(&second) {
        format!("the verb comes first: use scorefield {second} {scene}")
    } else {
        format!(
            "the window opens one scene, and after {scene:?} comes {extra:?}; leave it out, or put a verb before the scene: {}",
            verbs.join(", ")
        )
    })
}

/// What to say when an option whose value may begin with a minus sign is followed by another option.
pub fn missing_value(words: &[OsString]) -> Option<String> {
    let mut command = Arguments::command();
    command.build();
    let mut verbs = words.iter().skip(1);
    let verb = verbs.find_map(|word| command.find_subcommand(word))?;
    words.windows(2).find_map(|pair| {
        let name = pair[0].to_str()?.strip_prefix("--")?;
        let next = pair[1].to_str()?.strip_prefix("--")?;
        let option = |name: &str| verb.get_arguments().find(|a| a.get_long() == Some(name));
        let starved = option(name).filter(|a| a.is_allow_hyphen_values_set())?;
        option(next.split('=').next()?)?;
        Some(format!(
            "a value is required for '{starved}' but none was supplied; see scorefield {} --help",
            verb.get_name()
        ))
    })
}

/// What to say when the parser refuses a word because it is no text: it does not tell which. Paths need not
/// be text, so that the one is at fault without which the parser has something else to say, or nothing.
pub fn no_text(words: &[OsString], found: ErrorKind) -> Option<String> {
    if found != ErrorKind::InvalidUtf8 {
        return None;
    }
    let is_refused = |(at, word): (usize, &OsString)| {
        word.to_str().is_none() && {
            let mut others = words.to_vec();
            for (_, other) in others.iter_mut().enumerate().filter(|(i, _)| *i != at) {
                *other = other.to_string_lossy().into_owned().into();
            }
            Arguments::try_parse_from(others).is_err_and(|e| e.kind() == ErrorKind::InvalidUtf8)
        }
    };
    let (at, word) = (words.iter().enumerate()).find(|&(at, word)| is_refused((at, word)))?;
    let option = at.checked_sub(1).and_then(|before| words[before].to_str());
    let place = match option.filter(|option| option.starts_with("--")) {
        Some(option) => format!("the value of {}", quote(option)),
        None => format!("argument {at}"),
    };
    let word = quote_path(Path::new(word));
    Some(format!(
        "{place}, {word:?}, is no text; only names of files may be none, type it again"
    ))
}

#[cfg(test)]
mod tests {
    use super::{missing_value, second_scene, verb};
    use std::ffi::OsString;

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

    #[test]
    fn one_scene_is_opened_and_verbs_come_first() {
        let said = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            second_scene(&words)
        };
        let extra = said("scorefield rings --threads 2 spirals").unwrap();
        assert!(
            extra.contains("after \"rings\" comes \"spirals\""),
            "{extra}"
        );
        assert!(extra.contains("presets, check, train"), "{extra}");
        let turned = said("scorefield my.toml train --steps 5").unwrap();
        assert!(turned.contains("scorefield train my.toml"), "{turned}");
        for fine in [
            "scorefield",
            "scorefield rings",
            "scorefield train rings extra",
            "scorefield rings --threads 2",
            "scorefield help train",
        ] {
            assert_eq!(said(fine), None, "{fine}");
        }
    }

    #[test]
    fn an_option_is_not_the_value_of_another() {
        let said = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            missing_value(&words)
        };
        let missing = said("scorefield field rings --sigma 1 --bounds --out f.csv").unwrap();
        assert!(missing.contains("'--bounds <x0,x1,y0,y1>'"), "{missing}");
        assert!(said("scorefield figure rings --size --out=f.svg").is_some());
        assert_eq!(
            said("scorefield field rings --bounds -3,3,-3,3 --out f.csv"),
            None
        );
        assert_eq!(said("scorefield field rings --out --json"), None);
    }
}
