//! Answers are judged by what was measured and its error.

use super::*;

fn question(predict: &str) -> Question {
    let text = lesson(SCENE, predict);
    let lesson = Lesson::read("q", &text).unwrap_or_else(|fault| panic!("{fault}"));
    lesson.steps[0].question.clone().unwrap()
}

fn number() -> Question {
    question(
        "ask = \"?\"\nmeasure = \"loss-of-zero\"\nexpect = [1.0, 3.0]\nnumber = { within = 0.1 }",
    )
}

fn measured(value: f64, se: f64) -> Measured {
    Measured {
        value: [value, 0.0],
        se: [se, 0.0],
        kind: Kind::Number,
    }
}

#[test]
fn a_number_is_right_within_its_slack_and_the_error_and_its_distance_is_told() {
    let question = number();
    let of = |guess| {
        Judgement::of(
            &question,
            Answer::Number(guess),
            &measured(2.0, 0.05),
            [0.0; 2],
        )
    };
    assert_eq!(of(2.19).verdict, Verdict::Right);
    assert_eq!(of(2.3).verdict, Verdict::Near);
    assert_eq!(of(1.0).verdict, Verdict::Off);
    assert_eq!(of(1.0).sentence, "You were 1 too low.");
    assert!(of(2.05).sentence.contains("within the error"));
    assert_eq!(of(1.0).measured, "Loss of the answer zero: 2 ± 0.05");
}

#[test]
fn choices_that_a_run_cannot_tell_apart_are_both_right() {
    let question = question(
        "ask = \"?\"\nmeasure = \"loss-of-zero\"\nexpect = [1.0, 3.0]\n[[choice]]\nsay = \"low\"\nto = 2.0\n[[choice]]\nsay = \"high\"\nfrom = 2.0",
    );
    let of = |choice, value| {
        Judgement::of(
            &question,
            Answer::Choice(choice),
            &measured(value, 0.1),
            [0.0; 2],
        )
    };
    assert_eq!(of(0, 1.0).verdict, Verdict::Right);
    assert_eq!(of(1, 1.0).verdict, Verdict::Off);
    assert_eq!(of(0, 2.1).verdict, Verdict::Right);
    assert!(of(0, 2.1).sentence.contains("cannot tell"));
}

#[test]
fn directions_are_compared_across_half_a_turn() {
    let mut question = number();
    question.form = Form::Direction { within: 10.0 };
    let mut to = measured(-1.0, 0.0);
    (to.value, to.kind) = ([-1.0, -0.01], Kind::Point);
    let of = |at| Judgement::of(&question, Answer::Point(at), &to, [0.0; 2]);
    assert_eq!(of([-1.0, 0.01]).verdict, Verdict::Right);
    assert_eq!(of([-1.0, 0.01]).sentence, "You were 1° off.");
    assert_eq!(of([1.0, 0.0]).verdict, Verdict::Off);
}

#[test]
fn points_are_compared_in_data_units() {
    let mut question = number();
    question.form = Form::Point { within: 0.2 };
    let mut to = measured(1.0, 0.0);
    (to.value, to.kind) = ([1.0, 2.0], Kind::Point);
    let of = |at| Judgement::of(&question, Answer::Point(at), &to, [0.0; 2]);
    assert_eq!(of([1.1, 2.1]).verdict, Verdict::Right);
    assert_eq!(of([1.3, 2.0]).verdict, Verdict::Near);
    assert_eq!(of([4.0, 6.0]).sentence, "You were 5 units away.");
}

#[test]
fn another_attempt_has_other_random_numbers_and_the_same_attempt_the_same() {
    let of = |attempt| {
        let question = number();
        Measuring::new(question.measure, question.setting, attempt)
            .finish()
            .unwrap()
    };
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}
