use super::*;

fn read(tex: &str) -> Formula {
    Formula::read(tex, 1, 1).unwrap_or_else(|fault| panic!("{tex}: {fault}"))
}

fn refusal(tex: &str) -> LessonFault {
    Formula::read(tex, 3, 5).expect_err(tex)
}

#[test]
fn letters_know_what_they_stand_for() {
    let score = read(r"s(x) = \nabla \log p(x)");
    assert_eq!(
        score.meanings(),
        [Meaning::Score, Meaning::Point, Meaning::Density]
    );
    let noising = read(r"x = x_0 + \sigma \varepsilon");
    assert_eq!(
        noising.meanings(),
        [
            Meaning::Point,
            Meaning::Clean,
            Meaning::NoiseLevel,
            Meaning::Noise
        ]
    );
    let learned = read(r"s_\theta(x, \sigma) \approx \nabla \log p_\sigma(x)");
    assert!(learned.meanings().starts_with(&[Meaning::Learned]));
    assert!(learned.meanings().contains(&Meaning::Density));
}

#[test]
fn fractions_roots_and_indices_are_nested() {
    let Piece::Row(pieces) = read(r"\frac{x - x_0}{\sigma^2}").piece else {
        panic!("no row");
    };
    let [Piece::Fraction(above, below)] = &pieces[..] else {
        panic!("no fraction: {pieces:?}");
    };
    assert!(matches!(&**above, Piece::Row(row) if row.len() == 3));
    let Piece::Row(below) = &**below else {
        panic!("no row: {below:?}");
    };
    let Piece::Marked(Meaning::NoiseLevel, square) = &below[0] else {
        panic!("no noise level: {below:?}");
    };
    assert!(matches!(
        &**square,
        Piece::Script {
            above: Some(_),
            below: None,
            ..
        }
    ));
    let root = read(r"\sqrt{2\eta\tau}\, z");
    assert!(root.meanings().contains(&Meaning::Kick));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (tex, column, part) in [
        (r"a + \frax{1}{2}", 9, "did you mean \\frac"),
        (r"\frac{1}", 5, "lacks what is below"),
        (r"x_", 6, "needs an index"),
        (r"x^2^3", 8, "a second ^"),
        (r"{x", 5, "never closed"),
        (r"x}", 6, "closes nothing"),
        ("", 5, "empty"),
        (r"_2", 5, "belongs to nothing"),
        (r"a \", 7, "ends the formula"),
        (r"\text x", 5, "letters in braces"),
    ] {
        let fault = refusal(tex);
        assert_eq!((fault.line, fault.column), (3, column), "{tex}: {fault}");
        assert!(fault.message.contains(part), "{tex}: {fault}");
    }
    let deep = "{".repeat(30) + &"}".repeat(30);
    assert!(refusal(&deep).message.contains("too deep"));
}
