//! The packages' licences stand in packaging/THIRD-PARTY.txt.

use std::process::Command;

const NOTICES: &str = include_str!("../packaging/THIRD-PARTY.txt");

#[test]
fn every_package_in_the_program_is_named_with_its_licence() {
    let tree = packages_with("app").unwrap();
    assert_named(&tree);
    // Packages of the second renderer are there once it was built.
    match packages_with("wgpu") {
        Ok(tree) => assert_named(&tree),
        Err(error) => eprintln!("skipped, the packages of the second renderer: {error}"),
    }
}

/// What cargo says of the packages that it has already fetched.
fn packages_with(feature: &str) -> Result<String, String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "-e", "normal"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .args(["--features", feature])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    if tree.status.success() {
        Ok(text(&tree.stdout))
    } else {
        Err(text(&tree.stderr))
    }
}

fn assert_named(tree: &str) {
    let mut packages = 0;
    for line in tree.lines().filter(|line| !line.starts_with("scorefield ")) {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let row = format!("\n{name} {}: ", version.trim_start_matches('v'));
        assert!(
            NOTICES.contains(&row),
            "{line} is not named; run packaging/notices"
        );
        packages += 1;
    }
    assert!(packages > 200, "only {packages} packages");
}

#[test]
fn the_licences_of_the_fonts_are_whole() {
    for text in [
        "UBUNTU FONT LICENCE Version 1.0",
        "SIL OPEN FONT LICENSE Version 1.1",
        "PERMISSION & CONDITIONS",
    ] {
        assert!(NOTICES.contains(text), "{text}");
    }
}
