//! Figures for print: real units, and what is said of them.

use crate::bench::Bench;
use std::fs;

#[test]
fn a_figure_for_print_has_real_units_and_its_caption_beside_it() {
    let bench = Bench::new();
    let run = "figure two-moons --particles 20 --steps 10";
    let said = bench.good(&format!("{run} --style column --out a.svg"));
    assert!(said.starts_with("wrote 3.40 x "), "{said}");
    let svg = fs::read_to_string(bench.path("a.svg")).unwrap();
    assert!(svg.contains("width=\"244.8pt\""));
    assert!(!svg.contains("Two moons</text>"), "a column has no title");
    let caption = fs::read_to_string(bench.path("a.txt")).unwrap();
    assert!(said.contains(caption.trim()) && caption.contains("20 particles"));
    // Another theme, title, part of the plane and height; the caption is on the page.
    let all = "--width 120mm --height 90mm --font-size 9pt --caption below --title Moons --theme dark \
               --arrows 10 --paths 3 --no-contours --bounds -3,3,-2,2 --level 0.2 --transparent";
    let json = bench.json(&format!("{run} {all} --out b.svg --json"));
    assert!((json["height_pt"].as_f64().unwrap() - 90.0 / 25.4 * 72.0).abs() < 0.01);
    assert!(json["plot_share"].as_f64().unwrap() > 0.1);
    assert!(
        json["caption"]
            .as_str()
            .unwrap()
            .contains("At σ\u{a0}=\u{a0}0.2")
    );
    let svg = fs::read_to_string(bench.path("b.svg")).unwrap();
    assert!(svg.contains("Moons</text>") && !svg.contains("#15181d\"/>\n<g clip"));
    assert!(
        !bench.path("b.txt").exists(),
        "what is on the page is not written twice"
    );
    bench.good(&format!("{run} --style slide --dpi 96 --out c.png"));
    let png = fs::read(bench.path("c.png")).unwrap();
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (1280, 720));
    for (options, advice) in [
        ("--width 640", "number with its unit"),
        ("--width 1in", "make it at least"),
        ("--style column --font-size 3pt", "use at least 5.5pt"),
        ("--caption beside", "add --style or --width"),
        ("--style slide --dpi 2400", "smaller --dpi"),
        ("--style column --size 400x300", "cannot be used with"),
    ] {
        let said = bench.refused(&format!("{run} {options} --out d.png"), 2);
        assert!(said.contains(advice), "{options}: {said}");
        assert!(!bench.path("d.png").exists());
    }
}
