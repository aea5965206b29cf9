//! `scorefield check` of lessons: good ones are measured, bad ones refused with line and column.

use crate::bench::Bench;

const GOOD: &str = "# One\n\n## Step\n\nWords with $x$.\n\n```scene\npreset = \"one-gaussian\"\nsigma = 1.0\n```\n\n```predict\nask = \"How much?\"\nmeasure = \"loss-of-zero\"\nnumber = { within = 0.1 }\nexpect = [1.9, 2.1]\n```\n";

#[test]
fn a_good_lesson_is_measured_and_a_false_claim_is_told() {
    let bench = Bench::new();
    bench.file("01-good.md", GOOD);
    let told = bench.good("check 01-good.md");
    assert_eq!(told.trim(), "01-good.md: good, \"One\", 1 step, 1 question");
    bench.file("false.md", GOOD.replace("[1.9, 2.1]", "[2.9, 3.1]"));
    let refused = bench.command("check").arg("false.md").output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        told.contains("step 1 expects 2.9 to 3.1, but loss-of-zero is measured as"),
        "{told}"
    );
}

#[test]
fn bad_lessons_are_refused_with_line_and_column() {
    let bench = Bench::new();
    for (from, to, place) in [
        (
            "$x$",
            "$\\sgma$",
            "line 5, column 13: unknown command \\sgma",
        ),
        (
            "one-gaussian",
            "one-gausian",
            "line 8, column 1: there is no preset",
        ),
        (
            "loss-of-zero",
            "luck",
            "line 14, column 11: unknown value `luck`",
        ),
        (
            "## Step",
            "Step",
            "line 3, column 1: this stands before the first step",
        ),
    ] {
        bench.file("bad.md", GOOD.replace(from, to));
        let refused = bench.command("check").arg("bad.md").output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{to}");
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(told.contains(place), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}
