//! Views and panels on the command line.

use crate::bench::Bench;
use std::fs;

#[test]
fn a_view_is_drawn_in_panels_with_its_caption_and_numbers() {
    let bench = Bench::new();
    let run = "figure song-ermon --view samples --particles 60 --steps 20";
    let said = bench.good(&format!(
        "{run} --panels sampler=exact,langevin --numbers --style column --caption-tex --out a.svg"
    ));
    assert!(said.starts_with("wrote 3.40 x "), "{said}");
    let svg = fs::read_to_string(bench.path("a.svg")).unwrap();
    for words in [
        "(a) exact draws<",
        "(b) langevin<",
        ">0.80 / ",
        "true density<",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    let caption = fs::read_to_string(bench.path("a.txt")).unwrap();
    assert!(caption.contains("60 particles a panel"), "{caption}");
    let tex = fs::read_to_string(bench.path("a.tex")).unwrap();
    assert!(tex.starts_with("\\caption{60 particles"), "{tex}");
    // Rows and columns on a page of pixels, with the caption on it.
    let two = "--panels sampler=ode-heun,ddim steps=2,4,8 --size 900x600";
    let json = bench.json(&format!("{run} {two} --out b.png --json"));
    assert!(json["plot_share"].as_f64().unwrap() > 0.3);
    let png = fs::read(bench.path("b.png")).unwrap();
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (900, 600));
    bench.good(
        "figure two-moons --view curl --score exact --out c.svg --level 0.3 --panels score=exact",
    );
}

#[test]
fn what_cannot_be_drawn_is_refused_with_what_can() {
    let bench = Bench::new();
    for (options, advice) in [
        ("--view colour", "use field, streamlines, denoiser, density"),
        (
            "--view field --panels colour=red",
            "use sampler, score, sigma, steps, t, process or way",
        ),
        (
            "--view field --panels sampler=exact",
            "its panels can be score, sigma or t",
        ),
        (
            "--view samples --panels sampler=magic",
            "use exact, langevin",
        ),
        (
            "--view samples --panels steps=1,2,...,65",
            "at most 64 panels",
        ),
        ("--view error", "add --model FILE"),
        ("--view field --level 0.3 --t 0.5", "cannot be used with"),
        ("--numbers", "add --view"),
        ("--view quality --samplers magic", "use exact, langevin"),
        ("--view loss --panels sigma=1", "leave --panels out"),
    ] {
        let said = bench.refused(&format!("figure two-moons {options} --out d.svg"), 2);
        assert!(said.contains(advice), "{options}: {said}");
        assert!(!bench.path("d.svg").exists());
    }
}
