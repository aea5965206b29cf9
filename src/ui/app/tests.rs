//! The window in a shell that does its jobs at once.

use super::*;
use crate::scene::link::Link;
use crate::score::Workers;
use crate::session::{Command, Experiment, Journey, PapersReport};
use crate::ui::shell::Page;
use crate::ui::view::View;
use egui::{Key, Modifiers};
use egui_kittest::Harness;

/// A disk with a text on it, or none of it left.
#[derive(Default)]
struct Disk {
    is_full: bool,
    text: String,
    tries: usize,
    /// What the last start left there.
    left: Option<String>,
}

impl Keeper for Disk {
    fn read(&mut self) -> Result<Option<String>, String> {
        Ok(self.left.clone())
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        self.tries += 1;
        if self.is_full {
            return Err(format!("could not keep the settings, try {}", self.tries));
        }
        text.clone_into(&mut self.text);
        Ok(())
    }

    fn set_aside(&mut self) -> Option<String> {
        None
    }
}

struct Prompt {
    experiment: Experiment,
    outcomes: Vec<Outcome>,
}

impl Shell for Prompt {
    fn send(&mut self, _: Command) {}

    fn snapshot(&self) -> Arc<Snapshot> {
        self.experiment.snapshot()
    }

    fn journey(&self) -> Option<Arc<Journey>> {
        None
    }

    fn papers(&self) -> Option<Arc<PapersReport>> {
        None
    }

    fn ask(&mut self, job: Job) -> Result<(), String> {
        let Job::Keep(keeper, text) = job else {
            return Err("could not do that in a test; keep something".to_owned());
        };
        let kept = keeper.lock().unwrap().write(&text);
        self.outcomes
            .push(kept.map_or_else(Outcome::NotKept, |()| Outcome::Kept));
        Ok(())
    }

    fn outcomes(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes)
    }

    fn busy(&self) -> bool {
        false
    }

    fn page(&self) -> Option<Page> {
        None
    }
}

struct NoStorage;

impl eframe::Storage for NoStorage {
    fn get_string(&self, _: &str) -> Option<String> {
        None
    }
    fn set_string(&mut self, _: &str, _: String) {}
    fn remove_string(&mut self, _: &str) {}
    fn flush(&mut self) {}
}

fn window(opening: Opening, keeper: Arc<Mutex<dyn Keeper>>) -> Harness<'static, App> {
    Harness::builder().build_eframe(move |cc| {
        App::new(cc, opening, Some(keeper), |scene, _, _| {
            Ok(Box::new(Prompt {
                experiment: Experiment::new(scene, Workers::one()).unwrap(),
                outcomes: Vec::new(),
            }))
        })
        .expect("the scene runs")
    })
}

/// A disk as it is left by one who closed the window in a lesson, with `own` work.
fn left_in_a_lesson(own: &Scene) -> Arc<Mutex<Disk>> {
    let mut view = View::default();
    view.lessons.open = true;
    Arc::new(Mutex::new(Disk {
        left: persistence::text(&view, own),
        ..Disk::default()
    }))
}

fn preset(name: &str) -> Scene {
    preset::find(name).expect("a preset")
}

#[test]
fn a_link_is_on_show_also_where_the_last_time_ended_in_a_lesson() {
    let own = preset("song-ermon");
    let mut harness = window(Opening::default(), left_in_a_lesson(&own));
    harness.run_steps(2);
    assert!(harness.state().workbench.view().lessons.open);
    assert_ne!(*harness.state().workbench.scene(), own);

    let link = || Link {
        scene: preset("pinwheel"),
        view: String::new(),
    };
    let mut harness = window(link().into(), left_in_a_lesson(&own));
    harness.run_steps(2);
    assert!(!harness.state().workbench.view().lessons.open);
    assert_eq!(*harness.state().workbench.scene(), link().scene);

    // One that cannot be read opens the first scene, and says so.
    let broken = Opening::from(Link::read("#s=1nonsense"));
    let mut harness = window(broken, left_in_a_lesson(&own));
    harness.run_steps(2);
    assert!(!harness.state().workbench.view().lessons.open);
    assert_eq!(*harness.state().workbench.scene(), preset(FIRST_SCENE));
}

#[test]
fn a_link_that_comes_in_a_lesson_opens_over_one_s_own_work() {
    let own = preset("song-ermon");
    let mut harness = window(Opening::default(), left_in_a_lesson(&own));
    harness.run_steps(2);
    let scene = preset("pinwheel");
    let link = Link {
        scene: scene.clone(),
        view: String::new(),
    };
    harness.state_mut().workbench.open_link(link);
    harness.run_steps(2);
    assert!(!harness.state().workbench.view().lessons.open);
    assert_eq!(*harness.state().workbench.scene(), scene);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(*harness.state().workbench.scene(), own);
}

#[test]
fn what_cannot_be_kept_is_said_once_and_tried_again_until_it_can() {
    let disk = Arc::new(Mutex::new(Disk::default()));
    let keeper: Arc<Mutex<dyn Keeper>> = disk.clone();
    let mut harness = window(Opening::default(), keeper);
    // Saves; how often that was tried so far, and what the window says then.
    let save = |harness: &mut Harness<'static, App>, is_full: bool| {
        disk.lock().unwrap().is_full = is_full;
        eframe::App::save(harness.state_mut(), &mut NoStorage);
        harness.run_steps(1);
        let messages = harness.state_mut().workbench.messages_mut();
        let said = messages.last().map(|(_, text)| text.to_owned());
        // Another message has taken its place.
        messages.over(Cause::Keeping);
        (disk.lock().unwrap().tries, said)
    };
    let complaint = |number: usize| Some(format!("could not keep the settings, try {number}"));
    assert_eq!(save(&mut harness, true), (1, complaint(1)));
    assert_eq!(save(&mut harness, true), (2, None));
    // There is room again: the same text is written, once.
    assert_eq!(save(&mut harness, false), (3, None));
    assert!(disk.lock().unwrap().text.contains("eight"));
    assert_eq!(save(&mut harness, false), (3, None));
    // It was well in between.
    harness.state_mut().workbench.view_mut().density ^= true;
    assert_eq!(save(&mut harness, true), (4, complaint(4)));
    assert_eq!(save(&mut harness, false), (5, None));
}
