//! The packages' licences stand in packaging/THIRD-PARTY.txt.

use std::process::Command;

const NOTICES: &str = include_str!("../packaging/THIRD-PARTY.txt");

#[test]
fn every_package_in_the_program_is_named_with_its_licence() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "-e",
            "normal",
            "--prefix",
            "none",
        ])
        .args(["--no-dedupe", "--features", "wgpu", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).unwrap();
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
