use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::scene::Target;
use crate::scene::preset;
use crate::shapes::Points;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn of(scene: Scene, view: &str) -> Link {
    let view = view.to_owned();
    Link { scene, view }
}

/// A scene of `n` Gaussians of which no number is round.
fn random(n: usize) -> Scene {
    let mut rng = ChaCha8Rng::seed_from_u64(n as u64);
    let mut number = || rng.random::<f64>();
    let components = (0..n)
        .map(|_| {
            Component::from_axes(
                [8.0 * number() - 4.0, 8.0 * number() - 4.0],
                [0.1 + number(), 0.1 + number()],
                3.0 * number(),
                0.1 + number(),
            )
        })
        .collect();
    let mut scene = Scene::new("A scene that somebody drew", Target::Components(components));
    scene.why = "Because it is not one of those that come with the program.".to_owned();
    scene.noise = NoiseRange::new(number(), 5.0 + number()).ok();
    scene.training.learning_rate = 1e-3 * (1.0 + number());
    scene.seed = 123_456_789_012;
    scene
}

const VIEW: &str = "field = \"difference\"\ndensity = false\nsigma = 0.7234567890123456\nstage = \"journey\"\n\n[playback]\ntraining = true\nparticles = false\nparticles_shown = true\nfollow_exact = true\n";

#[test]
fn every_preset_comes_back_equal_from_a_short_link() {
    for preset in preset::all() {
        let link = of(preset.scene.clone(), VIEW);
        let fragment = link.to_fragment().unwrap();
        assert!(Link::is_meant(&fragment));
        assert_eq!(Link::read(&fragment), Ok(link), "{}", preset.name);
        assert!(
            fragment.len() < 1_000,
            "{}: {}",
            preset.name,
            fragment.len()
        );
    }
}

#[test]
fn twelve_gaussians_of_which_no_number_is_round_fit_into_a_link() {
    let link = of(random(12), VIEW);
    let fragment = link.to_fragment().unwrap();
    assert!(fragment.len() <= Link::LONGEST, "{}", fragment.len());
    assert_eq!(Link::read(&fragment), Ok(link));
}

#[test]
fn a_link_is_read_with_an_address_before_it_or_alone() {
    let link = of(random(2), "");
    let fragment = link.to_fragment().unwrap();
    for text in [
        fragment.clone(),
        fragment[1..].to_owned(),
        format!("https://example.org/a/scorefield.html{fragment}"),
        format!(" file:///home/me/scorefield.html{fragment}\n"),
    ] {
        assert!(Link::is_meant(text.trim()), "{text}");
        assert_eq!(Link::read(&text), Ok(link.clone()), "{text}");
    }
    assert!(!Link::is_meant("two-moons"));
    assert!(!Link::is_meant("scenes/two.toml"));
}

#[test]
fn a_scene_that_is_too_long_is_offered_as_a_file() {
    let at = (0..1000).map(|i| [f64::from(i) / 7.0, f64::from(i).sin()]);
    let points = Points::new(at.collect()).unwrap();
    let link = of(Scene::new("Many", Target::Points(points)), "");
    let error = link.to_fragment().unwrap_err().to_string();
    assert!(
        error.starts_with("could not make a link: this scene needs ")
            && error.ends_with("save it as a file"),
        "{error}"
    );
}

#[test]
fn every_changed_letter_and_every_cut_is_found() {
    let link = of(random(3), VIEW);
    let fragment = link.to_fragment().unwrap();
    for at in BEGINNING.len()..fragment.len() {
        assert!(Link::read(&fragment[..at]).is_err(), "cut at {at}");
        for other in ['A', 'z', '-', '.', '%'] {
            let mut changed = fragment.clone();
            if changed[at..].starts_with(other) {
                continue;
            }
            changed.replace_range(at..=at, &other.to_string());
            // The last letter may hold bits that stand for nothing; then nothing was lost.
            let read = Link::read(&changed);
            assert!(read.is_err() || read == Ok(link.clone()), "{other} at {at}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_link_is_said_in_a_sentence() {
    let said = |text: &str| Link::read(text).unwrap_err().to_string();
    for cut in ["#s=", "#s=1", "#s=1AAAA", "#s=x", "nothing"] {
        assert!(said(cut).contains("copy it again"), "{cut}");
    }
    assert!(said("#s=2AAAA").contains("later version"));
    let long = format!("#s=1{}", "A".repeat(30_000));
    assert!(said(&long).contains("30,001 letters"), "{}", said(&long));
}

#[test]
fn a_sound_link_of_an_unsound_scene_says_what_is_wrong_with_the_scene() {
    let text = "title = \"x\"\nseed = -1\n\0";
    let mut bytes = checksum(text).to_vec();
    bytes.extend(packing::packed(text.as_bytes()));
    let fragment = format!("#s=1{}", BASE64_URL_SAFE_NO_PAD.encode(bytes));
    let error = Link::read(&fragment).unwrap_err();
    assert!(matches!(error, LinkError::Scene(_)), "{error:?}");
}

#[test]
#[ignore = "prints what scenes have in common, for a new dictionary"]
fn print_scenes() {
    for preset in preset::all() {
        println!("{}\0{VIEW}", preset.scene.to_toml().unwrap());
    }
    println!("{}", random(2).to_toml().unwrap());
}
