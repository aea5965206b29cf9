//! `papers`: the short version of what the papers claim.

use crate::bench::Bench;
use scorefield::measure::papers::GROUPS;

#[test]
fn every_claim_of_the_papers_holds_in_the_short_version() {
    let found = Bench::new().json("papers --short --json");
    let claims = found["claims"].as_array().unwrap();
    for claim in claims {
        assert_eq!(claim["verdict"], "holds", "{claim}");
        let number = |key: &str| claim[key].as_f64().unwrap();
        let distance = (claim["measured"]["value"].as_f64().unwrap() - number("reference")).abs();
        let equals = claim["relation"] == "equals";
        assert_eq!(distance <= number("tolerance"), equals, "{claim}");
    }
    let told: usize = GROUPS.iter().map(|group| group.claims).sum();
    assert_eq!(
        claims.len(),
        told,
        "the groups say how many claims they make"
    );
    for source in [
        "Song & Ermon 2019, fig. 2",
        "Song & Ermon 2019, fig. 3",
        "Roberts & Tweedie",
        "Song et al. 2021, closed form",
        "Song et al. 2021, sec. 4.3",
        "Vincent",
        "Hyvärinen",
        "Karras",
        "Xu",
        "Ho",
        "Wenliang",
    ] {
        let of = |claim: &&serde_json::Value| claim["source"].as_str().unwrap().contains(source);
        assert!(claims.iter().any(|claim| of(&claim)), "{source}");
    }
}
