//! Scenes as links, printed and opened.

use crate::bench::Bench;

const TWO: &str = "title = \"Two\"\nseed = 77\n[[component]]\nmean = [-1.25, 0.5]\nstd = 0.3\n[[component]]\nmean = [1.0, 0.0]\nstd = 0.4\n";

#[test]
fn a_link_stands_for_the_scene_that_it_was_made_of() {
    let bench = Bench::new();
    bench.file("two.toml", TWO);
    let fragment = bench.good("link two.toml");
    let fragment = fragment.trim();
    assert!(fragment.starts_with("#s=1"), "{fragment}");
    let link = bench.good("link two.toml --page https://example.org/scorefield.html");
    assert_eq!(
        link.trim(),
        format!("https://example.org/scorefield.html{fragment}")
    );
    assert_eq!(bench.json("link two.toml --json")["link"], *fragment);
    for link in [fragment, link.trim()] {
        let checked = bench.json(&format!("check {link} --json"));
        assert_eq!(checked["scenes"][0]["title"], "Two");
        let again = bench.good(&format!("link {link}"));
        assert_eq!(again.trim(), fragment);
    }
    let figure = |scene: &str, out: &str| {
        let options = "--particles 20 --steps 10 --sampler ode-heun";
        bench.good(&format!("figure {scene} {options} --out {out}"));
        std::fs::read(bench.path(out)).unwrap()
    };
    assert_eq!(figure("two.toml", "a.svg"), figure(fragment, "b.svg"));
}

#[test]
fn a_file_that_is_there_is_meant_before_a_link() {
    let bench = Bench::new();
    for name in ["s=two.toml", "two#s=1.toml"] {
        bench.file(name, TWO);
        let checked = bench.json(&format!("check {name} --json"));
        assert_eq!(checked["scenes"][0]["title"], "Two", "{name}");
    }
    let gone = bench.run("check s=gone.toml");
    assert!(
        String::from_utf8(gone.stderr)
            .unwrap()
            .contains("could not read the link")
    );
}

#[cfg(unix)]
#[test]
fn a_scene_whose_name_is_no_text_becomes_a_link() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let bench = Bench::new();
    let name = OsStr::from_bytes(b"two\xff.toml");
    std::fs::write(bench.path(".").join(name), TWO).unwrap();
    bench.file("two.toml", TWO);
    let mut command = bench.command("link");
    let output = command.arg(name).output().unwrap();
    assert!(output.status.success());
    let link = String::from_utf8(output.stdout).unwrap();
    assert_eq!(link, bench.good("link two.toml"));
}

#[test]
fn what_is_no_link_is_refused_in_a_sentence() {
    let bench = Bench::new();
    let refused = |arguments: &str| {
        let output = bench.run(arguments);
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused("check #s=1AAAA").contains("copy it again as a whole"));
    assert!(refused("#s=1AAAA").contains("copy it again as a whole"));
    assert!(refused("link two-moons --page https://example.org/#here").contains("leave out"));
    for (address, advice) in [
        ("scorefield.html", "begins with https://"),
        ("https://", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("https://example.org/a<b", "write it as %3C"),
    ] {
        let said = refused(&format!("link two-moons --page {address}"));
        assert!(said.contains(advice), "{address}: {said}");
    }
    let mut command = bench.command("link");
    let output = command.args(["two-moons", "--page", ""]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("that is no address of a page"), "{said}");
    let rows: String = (0..900)
        .map(|i| format!("{}.{i},{i}.5\n", i * i % 9973))
        .collect();
    bench.file("many.csv", format!("x,y\n{rows}"));
    assert!(refused("link many.csv").contains("save it as a file"));
}
