//! Random scenes, tables, models, links, files to save and gestures: whatever comes in, the program runs or
//! says one sentence.
//!
//! `cargo run --release --example fuzz -- scenes 1000000` runs the same campaigns for longer.

mod campaign;
mod downloads;
mod gestures;
mod links;
mod models;
mod scene_text;
mod scenes;
mod tables;

const SEED: u64 = 1;

fn passes(outcome: Result<(), String>) {
    if let Err(found) = outcome {
        panic!("{found}");
    }
}

#[test]
fn ten_thousand_scenes_are_read_or_refused_in_a_sentence() {
    passes(campaign::run(
        10_000,
        SEED,
        &scene_text::scene_text(),
        |text| scenes::check(text),
    ));
}

#[test]
fn two_hundred_scenes_are_trained_and_sampled() {
    let ran = std::cell::Cell::new(0);
    passes(campaign::run(
        500,
        SEED,
        &scene_text::scene_text(),
        |text| {
            ran.set(ran.get() + u32::from(scenes::run(text)?));
            Ok(())
        },
    ));
    assert!(ran.get() >= 200, "only {} were scenes", ran.get());
}

#[test]
fn tables_are_read_as_they_were_meant() {
    let folder = tempfile::tempdir().unwrap();
    passes(campaign::run(3_000, SEED, &tables::written(), |table| {
        tables::check(table, folder.path())
    }));
}

#[test]
fn damaged_tables_and_arrays_are_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    passes(campaign::run(5_000, SEED, &tables::damaged(), |file| {
        tables::survive(file, folder.path())
    }));
}

#[test]
fn damaged_models_are_refused_in_a_sentence() {
    let sound = models::sound();
    passes(campaign::run(5_000, SEED, &models::damages(), |damages| {
        models::check(damages, &sound)
    }));
}

/// What the campaign of models once found.
#[test]
fn a_weight_that_one_byte_makes_huge_is_refused() {
    let huge = [models::Damage::Byte(0.806608092689954, 127)];
    passes(models::check(&huge, &models::sound()));
}

#[test]
fn links_come_back_or_are_refused_in_a_sentence() {
    passes(campaign::run(5_000, SEED, &links::links(), links::check));
}

#[test]
fn what_a_page_hands_out_is_what_a_desktop_writes() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::cell::Cell::new(0);
    passes(campaign::run(300, SEED, &downloads::asked(), |asked| {
        made.set(made.get() + u32::from(downloads::check(asked, folder.path())?));
        Ok(())
    }));
    assert!(made.get() >= 100, "only {} were scenes", made.get());
}

#[test]
fn the_window_survives_two_thousand_gestures() {
    let cases = 2_000 / gestures::gestures(1);
    passes(campaign::run(
        cases,
        SEED,
        &gestures::sessions(),
        gestures::check,
    ));
}

#[test]
fn a_campaign_finds_the_smallest_case_that_fails() {
    let found = campaign::run(1_000, SEED, &(0..1_000_u32), |&n| {
        if n < 137 {
            Ok(())
        } else {
            Err("too large".to_owned())
        }
    });
    let found = found.unwrap_err();
    assert!(
        found.contains("too large") && found.ends_with("137"),
        "{found}"
    );
}
