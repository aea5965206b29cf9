//! What is wrong with a file is said with its place.

use super::super::*;

fn component_with(line: &str) -> String {
    format!("title = \"a\"\nseed = 3\n[[component]]\nmean = [0, 0]\n{line}\n")
}

fn error_of(text: &str) -> String {
    Scene::from_toml(text).unwrap_err().to_string()
}

#[test]
fn a_fault_of_a_component_is_told_with_its_place_its_value_and_advice() {
    let cases = [
        (
            "std = 1\nweight = 0",
            "line 6, column 10: weight 0 is not a mass; give a finite number above 0",
        ),
        (
            "weight = -1\nstd = 1",
            "line 5, column 10: weight -1 is not a mass; give a finite number above 0",
        ),
        (
            "weight = nan\nstd = 1",
            "line 5, column 10: weight NaN is not a mass; give a finite number above 0",
        ),
        (
            "weight = \"big\"\nstd = 1",
            "line 5, column 10: \"big\" does not fit here; give a number",
        ),
        (
            "cov = [[1, 1], [1, 1]]",
            "line 5, column 7: cov [[1, 1], [1, 1]] is singular",
        ),
        (
            "cov = [[1, 0.5], [0.4, 1]]",
            "line 5, column 7: cov has 0.5 and 0.4 off the diagonal",
        ),
        (
            "cov = [[1, 2, 3], [2, 1, 3]]",
            "line 5, column 8: [1, 2, 3] does not fit here; give a list of two",
        ),
        (
            "cov = [1, 2]",
            "line 5, column 8: 1 does not fit here; give a list of two numbers",
        ),
        (
            "std = 1\ncov = [[1, 0], [0, 1]]",
            "line 5, column 7: `std` together with `cov`; keep one of them",
        ),
        (
            "std = 1\naxes = [1, 2]",
            "line 6, column 8: `axes` together with `std`; keep one of them",
        ),
        (
            "std = -0.5",
            "line 5, column 7: std -0.5 is no standard deviation",
        ),
        (
            "std = 0.0",
            "line 5, column 7: std 0.0 is no standard deviation",
        ),
        (
            "std = 1e300",
            "line 5, column 7: std 1e300 is no standard deviation",
        ),
        (
            "std = 1\nangle = 3",
            "line 6, column 9: `angle` turns `axes`, which is missing",
        ),
        (
            "weight = 1",
            "line 4, column 8: the component has no spread; add std, cov or axes",
        ),
        (
            "std = 1\nwieght = 2",
            "line 6, column 1: unknown key `wieght`; use one of `weight`, `mean`",
        ),
        (
            "std = 1\nstd = 2",
            "line 6, column 1: `std` is given twice; keep one of them",
        ),
        (
            "std = 1.2.3",
            "line 5, column 10: `std = 1.2.3` cannot be read, ",
        ),
        ("std = ", "line 5, column 7: `std =` cannot be read, "),
    ];
    for (line, expected) in cases {
        let error = error_of(&component_with(line));
        assert!(
            error.starts_with(expected),
            "{line}\n gives {error}\n not  {expected}"
        );
        assert!(!error.contains('\n'), "{error}");
    }
    let far = component_with("std = 1").replace("[0, 0]", "[1e9, inf]");
    assert!(error_of(&far).starts_with("line 4, column 8: mean [1000000000, inf] is out of range"));
}

#[test]
fn a_fault_of_a_section_is_told_with_its_place_its_value_and_advice() {
    let cases = [
        (
            "[noise]\nmin = 5\nmax = 0.05",
            "line 5, column 1: noise range 5 to 0.05 is not usable",
        ),
        (
            "[network]\nwidth = 100",
            "line 6, column 9: network width 100 is not on the menu; use 32, 64",
        ),
        (
            "[network]\nactivation = \"relu\"",
            "line 6, column 14: unknown value `relu`; use `silu` or `tanh`",
        ),
        (
            "[training]\nlearning_rate = 0",
            "line 6, column 17: learning rate 0 is out of range",
        ),
        (
            "[data]\ntrain_points = 0",
            "line 6, column 16: train_points 0 is out of range; use 2 to 20,000, or leave it out",
        ),
        (
            "[data]\ntrain_points = 20001",
            "line 6, column 16: train_points 20,001 is out of range",
        ),
        (
            "[data]\ntrain_points = \"few\"",
            "line 6, column 16: \"few\" does not fit here; give a whole number",
        ),
        (
            "[data]\npoints = 5",
            "line 6, column 1: unknown key `points`; use",
        ),
        (
            "[data]\ntrain_points = 20\n[training]\nobjective = \"implicit\"\nnoise_levels = { fixed = 0.0 }",
            "line 6, column 16: 20 training points have no score at sigma 0",
        ),
        (
            "[training]\nbatch = -4",
            "line 6, column 9: -4 does not fit here; give a whole number, 0 or more",
        ),
        (
            "[sampling]\nparticles = 0",
            "line 6, column 13: 0 particles cannot be simulated; use 1 to",
        ),
        (
            "[sampling]\nparticles = 1000000000",
            "line 6, column 13: 1,000,000,000 particles cannot be",
        ),
        (
            "[sampling]\nstep_size = nan",
            "line 6, column 13: step size NaN is out of range",
        ),
        (
            "[sampling]\ninit = { box = [8, -8] }",
            "line 6, column 8: box 8,-8 is empty",
        ),
        (
            "[smapling]",
            "line 5, column 2: unknown key `smapling`; use one of `title`",
        ),
        (
            "[shape]\nkind = \"moons\"",
            "line 5, column 1: a scene has one target; keep either",
        ),
    ];
    for (section, expected) in cases {
        let text = format!("title = \"a\"\n[[component]]\nmean = [0, 0]\nstd = 1\n{section}\n");
        let error = error_of(&text);
        assert!(
            error.starts_with(expected),
            "{section}\n gives {error}\n not  {expected}"
        );
    }
}

#[test]
fn a_fault_of_the_whole_file_is_told_with_advice() {
    let shape = "title = \"a\"\n[shape]\nkind = \"moons\"\n";
    let cases = [
        ("", "line 1, column 1: `title` is missing; add it"),
        (
            "title = \"a\"",
            "line 1, column 1: the mixture has no component; add at least one [[component]]",
        ),
        (
            "title = 5",
            "line 1, column 9: 5 does not fit here; give a text in quotes",
        ),
        (
            "title = \"a\"\nseed = -1",
            "line 2, column 8: -1 does not fit here; give a whole number, 0 or more",
        ),
        (
            &format!("{shape}components = 0"),
            "line 4, column 14: a shape of 0 components",
        ),
        (
            &format!("{shape}scale = -1"),
            "line 4, column 9: scale -1 is out of range",
        ),
        (
            &format!("{shape}angle = 1\nradians = 1"),
            "line 5, column 11: `radians` together with `angle`",
        ),
        (
            "title = \"a\"\n[shape]\nkind = \"moon\"",
            "line 3, column 8: unknown value `moon`; use one of `moons`",
        ),
        (
            "title = \"a\"\n[points]\nat = []",
            "line 3, column 6: there is no point",
        ),
        (
            "title = \"a\"\n[points]\nat = [[1, nan]]",
            "line 3, column 6: point [1, NaN] is out of range",
        ),
    ];
    for (text, expected) in cases {
        let error = error_of(text);
        assert!(
            error.starts_with(expected),
            "{text}\n gives {error}\n not  {expected}"
        );
    }
}

#[test]
fn a_column_counts_letters_and_not_bytes() {
    let error = Scene::from_toml("title = \"a\"\nwhy = \"éé\" x").unwrap_err();
    assert_eq!((error.line, error.column), (2, 12));
}
