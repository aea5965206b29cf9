//! What lessons claim is measured, and what is measured agrees with closed forms and other ways.

use super::*;

/// Runs every question of one lesson that needs no canvas, and compares with what its text claims.
#[track_caller]
fn holds(name: &str) {
    let course = Course::embedded();
    let lesson = &course.lessons[course.position(name).expect(name)];
    let mut asked = 0;
    for step in &lesson.steps {
        let Some(question) = step.question.as_ref().filter(|q| !q.measure.is_live()) else {
            continue;
        };
        asked += 1;
        let measuring = Measuring::new(question.measure, question.setting.clone(), 1);
        let found = measuring
            .finish()
            .unwrap_or_else(|error| panic!("{}: {error}", step.title));
        for (axis, [low, high]) in question.expect.iter().enumerate() {
            let value = found.value[axis];
            assert!((*low..=*high).contains(&value), "{}: {found:?}", step.title);
        }
        // Of choices exactly one holds, far from its bounds.
        if let Form::Choice(choices) = &question.form {
            let holding = |choice: &&OneOption| {
                let slack = 4.0 * found.se[0];
                choice.from - slack <= found.value[0] && found.value[0] <= choice.to + slack
            };
            assert_eq!(
                choices.iter().filter(holding).count(),
                1,
                "{}: {found:?}",
                step.title
            );
        }
    }
    assert!(asked > 0, "{name} asks nothing");
}

#[test]
fn lesson_1_holds() {
    holds("what-a-score-is");
}

#[test]
fn lesson_2_holds() {
    holds("the-naive-loss");
}

#[test]
fn lesson_3_holds() {
    holds("adding-known-noise");
}

#[test]
fn lesson_4_holds() {
    holds("many-make-one");
}

#[test]
fn lesson_5_holds() {
    holds("the-denoising-loss");
}

#[test]
fn lesson_6_holds() {
    holds("the-same-minimum");
}

#[test]
fn lesson_7_holds() {
    holds("langevin");
}

#[test]
fn lesson_8_holds() {
    holds("why-one-level-fails");
}

#[test]
fn lesson_9_holds() {
    holds("from-data-to-noise");
}

#[test]
fn lesson_10_holds() {
    holds("the-way-back");
}

#[test]
fn lesson_11_holds() {
    holds("steps-and-solvers");
}

#[test]
fn lesson_12_holds() {
    holds("memorising");
}

/// Trains as long as the live question of a lesson says and returns the losses of its steps and the mean error.
fn trained(name: &str) -> (Question, Vec<f64>, f64) {
    use crate::measure::ErrorProbe;
    use crate::score::{Trainer, Workers};
    let course = Course::embedded();
    let lesson = &course.lessons[course.position(name).expect(name)];
    let questions = lesson.steps.iter().filter_map(|step| step.question.clone());
    let question = questions
        .into_iter()
        .find(|q| q.measure.is_live())
        .expect(name);
    let scene = &question.setting.scene;
    let mixture = scene.mixture().unwrap();
    let range = scene.noise_range(&mixture);
    let (network, training) = (&scene.network, &scene.training);
    let mut trainer = Trainer::new(
        &mixture,
        range,
        network,
        training,
        scene.seed,
        Workers::one(),
    )
    .unwrap();
    let losses = (0..question.train_steps)
        .map(|_| trainer.step().loss)
        .collect();
    let probe = ErrorProbe::new(&mixture, &range.ladder(4), 256, 9);
    let errors = probe.score_errors(&trainer.frozen());
    (
        question,
        losses,
        errors.iter().sum::<f64>() / errors.len() as f64,
    )
}

#[test]
fn the_loss_after_training_is_where_lesson_5_says() {
    let (question, losses, _) = trained("the-denoising-loss");
    let late = &losses[losses.len() / 2..];
    let mean = late.iter().sum::<f64>() / late.len() as f64;
    let [low, high] = question.expect[0];
    assert!((low..=high).contains(&mean), "{mean}");
}

#[test]
fn the_error_after_training_is_where_lesson_2_says() {
    let (question, _, error) = trained("the-naive-loss");
    let [low, high] = question.expect[0];
    assert!((low..=high).contains(&error), "{error}");
}

#[test]
fn the_course_has_twelve_lessons_and_every_step_is_short() {
    let course = Course::embedded();
    assert_eq!(course.lessons.len(), 12);
    for lesson in &course.lessons {
        for step in &lesson.steps {
            assert!(
                step.words() > 5 && step.words() <= Step::MOST_WORDS,
                "{}",
                step.title
            );
        }
    }
}

#[test]
fn every_file_in_the_folder_is_a_lesson_of_the_course_in_its_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/presets/lessons/en");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let names: Vec<&str> = names.iter().map(|name| Course::name_of(name)).collect();
    let course = Course::embedded();
    let known: Vec<&str> = course.lessons.iter().map(|lesson| &*lesson.name).collect();
    assert_eq!(known, names);
}

fn measure(quantity: Quantity, scene: &str, with: &str, form: &str) -> Measured {
    let ask = format!(
        "ask = \"?\"\nmeasure = \"{}\"\nexpect = {}\n{form}\n{with}",
        quantity.name(),
        if quantity.kind() == Kind::Point {
            "[[0.0, 1.0], [0.0, 1.0]]"
        } else {
            "[0.0, 1.0]"
        },
    );
    let text = lesson(scene, &ask);
    let lesson = Lesson::read("m", &text).unwrap_or_else(|fault| panic!("{fault}"));
    let question = lesson.steps[0].question.clone().unwrap();
    Measuring::new(quantity, question.setting, 7)
        .finish()
        .unwrap()
}

#[track_caller]
fn agrees(found: Measured, axis: usize, truth: f64) {
    let off = (found.value[axis] - truth).abs();
    assert!(
        off <= 4.0 * found.se[axis] + 1e-5 * truth.abs(),
        "{found:?}, not {truth}"
    );
}

const NUMBER: &str = "number = { within = 1.0 }";

#[test]
fn losses_agree_with_the_closed_forms_of_one_gaussian() {
    for sigma in [0.5, 1.0, 2.0] {
        let scene = format!("preset = \"one-gaussian\"\nsigma = {sigma:?}");
        let of = |quantity| measure(quantity, &scene, "", NUMBER);
        let whole = 1.0 + sigma * sigma;
        agrees(of(Quantity::LossOfZero), 0, 2.0);
        agrees(of(Quantity::LossOfTruth), 0, 2.0 / whole);
        agrees(of(Quantity::LossGap), 0, 2.0 / whole);
        agrees(of(Quantity::LossGapChange), 0, 0.0);
        agrees(of(Quantity::NaiveLossOfZero), 0, 2.0 / whole);
        agrees(of(Quantity::ImplicitOfTruth), 0, -1.0 / whole);
        // A chi distribution with two degrees of freedom has the mean sqrt(pi/2).
        let chi = (0.5 * std::f64::consts::PI).sqrt();
        agrees(of(Quantity::ConditionalLength), 0, chi / sigma);
    }
}

#[test]
fn the_blindness_of_song_and_ermons_mixture_agrees_with_the_reference() {
    let scene = "preset = \"one-gaussian\"\nsigma = 0.0\n[change]\ncomponent = [{ weight = 0.8, mean = [2.0, 0.0], std = 1.0 }, { weight = 0.2, mean = [-2.0, 0.0], std = 1.0 }]";
    let found = measure(Quantity::Blindness, scene, "", NUMBER);
    assert!(
        (found.value[0] - 6.37e-2).abs() < 4.0 * found.se[0] + 5e-5,
        "{found:?}"
    );
}

#[test]
fn langevin_has_the_stationary_variance_of_its_step_size() {
    let scene = |step: f64| {
        format!(
            "preset = \"one-gaussian\"\nsigma = 0.0\n[change.sampling]\nsampler = \"langevin\"\nsigma = 0.0\nsteps = 200\nstep_size = {step:?}"
        )
    };
    for step in [0.1, 0.5, 1.0] {
        let found = measure(Quantity::ParticleVariance, &scene(step), "", NUMBER);
        agrees(found, 0, 1.0 / (1.0 - 0.5 * step));
    }
}

#[test]
fn the_average_clean_point_agrees_with_draws_weighed_by_their_likelihood() {
    use rand::SeedableRng;
    let scene = "preset = \"three-gaussians\"\nsigma = 0.7\npoint = [0.3, 0.2]";
    let found = measure(
        Quantity::AverageClean,
        scene,
        "",
        "point = { within = 1.0 }",
    );
    let mixture = crate::scene::preset::find("three-gaussians")
        .unwrap()
        .mixture()
        .unwrap();
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let [mut sum, mut weights] = [[0.0; 2], [0.0; 2]];
    for _ in 0..200_000 {
        let (x0, _) = mixture.draw(&mut rng);
        let away = (x0[0] - 0.3f64).powi(2) + (x0[1] - 0.2f64).powi(2);
        let weight = (-away / (2.0 * 0.49f64)).exp();
        for axis in 0..2 {
            sum[axis] += weight * x0[axis];
            weights[axis] += weight;
        }
    }
    for axis in 0..2 {
        let truth = sum[axis] / weights[axis];
        assert!(
            (found.value[axis] - truth).abs() < 4.0 * found.se[axis] + 0.01,
            "{found:?} {truth}"
        );
    }
}

#[test]
fn the_steepest_rise_and_its_slope_agree_with_the_exact_score() {
    let scene = "preset = \"three-gaussians\"\nsigma = 0.3\npoint = [0.2, -1.2]";
    let mixture = crate::scene::preset::find("three-gaussians")
        .unwrap()
        .mixture()
        .unwrap();
    let score = mixture.smoothed_score([0.2, -1.2], 0.3);
    let length = measure(Quantity::ScoreLength, scene, "", NUMBER);
    assert!((length.value[0] / score[0].hypot(score[1]) - 1.0).abs() < 1e-4);
    let up = measure(Quantity::Uphill, scene, "", "direction = { within = 1.0 }").value;
    let turn = (up[1] + 1.2).atan2(up[0] - 0.2) - score[1].atan2(score[0]);
    assert!(turn.sin().abs() < 2e-3 && turn.cos() > 0.0, "{turn}");
}
