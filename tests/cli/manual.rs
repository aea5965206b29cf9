//! What the program says of itself to `man` and to shells.

use crate::bench::Bench;

/// The verbs, as the help lists them.
fn verbs(bench: &Bench) -> Vec<String> {
    let help = bench.good("--help");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let first = listed.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = first.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn every_verb_has_a_page_of_the_manual_with_its_options() {
    let bench = Bench::new();
    let whole = bench.good("manual");
    assert!(whole.contains(".TH scorefield 1"), "{whole}");
    let verbs = verbs(&bench);
    assert!(verbs.len() > 12, "{verbs:?}");
    for verb in verbs {
        assert!(whole.contains(&format!("scorefield\\-{verb}(1)")), "{verb}");
        let page = bench.good(&format!("manual {verb}"));
        assert!(page.contains(&format!(".TH scorefield-{verb} 1")), "{page}");
        assert!(page.contains("\\-\\-threads"), "{verb}");
    }
    let refused = String::from_utf8(bench.run("manual sing").stderr).unwrap();
    assert!(refused.contains("there is no verb sing"), "{refused}");
}

#[test]
fn every_shell_completes_the_verbs() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = bench.good(&format!("completions {shell}"));
        for verb in verbs(&bench) {
            assert!(script.contains(&verb), "{shell} lacks {verb}");
        }
    }
}
