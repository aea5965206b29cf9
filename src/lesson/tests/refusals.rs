//! Bad lessons are refused with one sentence, a line and a column.

use super::*;

#[track_caller]
fn refused(text: &str, place: (usize, usize), part: &str) {
    let fault = Lesson::read("bad", text).expect_err(text);
    assert!(fault.message.contains(part), "{fault}");
    assert!(!fault.message.contains('\n'), "{fault}");
    assert_eq!((fault.line, fault.column), place, "{fault}");
}

#[test]
fn a_lesson_needs_a_title_a_step_and_a_scene() {
    refused("", (1, 1), "begins with its title");
    refused("# Title\n", (1, 1), "one step at least");
    refused("words\n", (1, 1), "before the first step");
    refused("# Title\n\n## Step\nWords.\n", (3, 1), "needs a scene");
    refused("# Title\n# Another\n", (2, 1), "one title");
}

#[test]
fn unknown_scenes_controls_and_levels_are_refused_where_they_stand() {
    refused(
        &lesson("preset = \"moon\"", ""),
        (8, 1),
        "did you mean two-moons",
    );
    let unknown = format!("{SCENE}\ncontrols = [\"brightness\"]");
    refused(
        &lesson(&unknown, ""),
        (10, 13),
        "unknown value `brightness`",
    );
    refused(
        &lesson(&format!("{SCENE}\ncolour = 3"), ""),
        (10, 1),
        "unknown key `colour`",
    );
    let far = SCENE.replace("1.0", "900.0");
    refused(&lesson(&far, ""), (9, 1), "not among the levels");
    let empirical = format!("{SCENE}\nfield = \"empirical\"");
    refused(&lesson(&empirical, ""), (10, 1), "no training points");
    let changed = format!("{SCENE}\n[change.sampling]\nparticles = 0");
    refused(&lesson(&changed, ""), (10, 1), "the changed scene");
    refused(
        &lesson(&format!("{SCENE}\npinned = true"), ""),
        (10, 1),
        "needs a point",
    );
}

#[test]
fn formulas_and_marks_that_are_not_closed_are_refused_where_they_stand() {
    let step = |words: &str| format!("# T\n\n## S\n\n{words}\n\n```scene\n{SCENE}\n```\n");
    refused(&step("a $\\sgma$ b"), (5, 4), "did you mean \\sigma");
    refused(&step("ab **bold"), (5, 4), "never closed");
    refused(&step("$$ \\frac{1} $$"), (5, 4), "lacks what is below");
    refused(&step("a $\\hat s$ b"), (5, 4), "a line of its own");
    refused(&step("$$ x"), (5, 3), "not closed");
    refused(&step("$$ x $$ y"), (5, 8), "nothing behind it");
    refused(&step("```figure\n```"), (5, 1), "unknown block \"figure\"");
    let open = format!("# T\n\n## S\n\n```scene\n{SCENE}\n");
    refused(&open, (5, 1), "never closed");
    refused(&step(&"word ".repeat(81)), (3, 1), "81 words");
}

#[test]
fn a_question_that_nothing_measures_is_refused() {
    let ask = |rest: &str| {
        lesson(
            SCENE,
            &format!("ask = \"How?\"\nexpect = [0.0, 1.0]\n{rest}"),
        )
    };
    // The block begins in line 12.
    refused(
        &ask("number = { within = 1.0 }"),
        (12, 1),
        "`measure` is missing",
    );
    let luck = ask("measure = \"luck\"\nnumber = { within = 1.0 }");
    refused(&luck, (14, 11), "unknown value `luck`");
    refused(
        &ask("measure = \"loss-of-zero\""),
        (12, 1),
        "answered in one way",
    );
    let both = "measure = \"loss-of-zero\"\nnumber = { within = 1.0 }\npoint = { within = 1.0 }";
    refused(&ask(both), (12, 1), "answered in one way");
    let point = ask("measure = \"loss-of-zero\"\npoint = { within = 1.0 }");
    refused(&point, (14, 1), "use number or [[choice]]");
    let nowhere = ask("measure = \"score-length\"\nnumber = { within = 1.0 }");
    refused(&nowhere, (14, 1), "needs a point");
    let never = ask("measure = \"loss-of-zero\"\n[[choice]]\nsay = \"x\"\nfrom = 2.0\nto = 1.0");
    refused(&never, (15, 1), "never right");
}

#[test]
fn files_are_named_without_number_and_ending_and_taken_in_their_order() {
    assert_eq!(
        Course::name_of("03-adding-known-noise.md"),
        "adding-known-noise"
    );
    let text = lesson(SCENE, "");
    let files = |names: [&str; 2]| names.map(|name| (name.to_owned(), text.clone())).into();
    let course = Course::read(files(["02-b.md", "01-a.md"])).unwrap();
    let names: Vec<&str> = course.lessons.iter().map(|lesson| &*lesson.name).collect();
    assert_eq!(names, ["a", "b"]);
    let bad = vec![("01-a.md".to_owned(), "nothing".to_owned())];
    let (file, fault) = Course::read(bad).unwrap_err();
    assert_eq!((&*file, fault.line), ("01-a.md", 1));
}
