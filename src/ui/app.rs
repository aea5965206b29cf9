//! The window in its shell: what the workbench asks for is handed on, and what comes back is shown.

use super::files::job::{Job, Keeper, Outcome};
use super::files::opening::Opening;
use super::files::persistence;
use super::frame::input_order::InputOrder;
use super::frame::pace::Pace;
use super::frame::touch;
use super::messages::Cause;
use super::shell::{Shell, Wake};
use super::theme;
use super::workbench::Workbench;
use crate::files;
use crate::scene::Scene;
use crate::scene::preset;
use crate::session::{Playback, Snapshot};
use egui::{Align2, Color32, ColorImage, Id, LayerId, Order, TextStyle, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is shown when nobody asks for anything else.
const FIRST_SCENE: &str = "eight-gaussians";
/// Between two looks at what is to be kept.
const SAVE_EVERY: Duration = Duration::from_secs(10);
/// A page is closed without being asked.
const SAVE_PAGE_EVERY: Duration = Duration::from_secs(1);

/// The application.
pub struct App {
    /// What is kept for the next start; none in tests.
    keeper: Option<Arc<Mutex<dyn Keeper>>>,
    /// What was kept last.
    kept: String,
    /// Whether it was said that nothing can be kept, which is tried again at every save.
    is_unkept: bool,
    /// Whether the store of earlier versions is still there although ours is.
    is_superseded: bool,
    shell: Box<dyn Shell>,
    workbench: Workbench,
    pace: Arc<Pace>,
    input_order: InputOrder,
    title: String,
    /// Where lessons are read from again and again while somebody writes them, and when they were.
    lessons_folder: Option<PathBuf>,
    lessons_read: f64,
}

/// Seconds between two looks at lessons that somebody writes.
const LESSONS_EVERY: f64 = 1.0;

impl App {
    /// The window on what `opening` asks for, else on the scene that `keeper` has, else on the first preset;
    /// `start` makes the shell that runs it. What runs and what is shown is sent to every shell; one that can
    /// know it before anything runs is told it, too.
    ///
    /// # Errors
    /// One sentence when no scene can be run or the shell does not start.
    pub(crate) fn new(
        cc: &eframe::CreationContext<'_>,
        opening: Opening,
        keeper: Option<Arc<Mutex<dyn Keeper>>>,
        start: impl FnOnce(&Scene, Playback, Wake) -> Result<Box<dyn Shell>, String>,
    ) -> Result<Self, String> {
        let kept = persistence::load(keeper.as_deref(), cc.storage);
        let asked = opening.scene.is_some();
        let scene = opening
            .scene
            .or(kept.scene.filter(|_| opening.fault.is_none()))
            .or_else(first_scene)
            .ok_or("could not find a scene to show; name one on the command line")?;
        let mut view = kept.view.unwrap_or_default();
        if asked {
            view.sigma = None;
        }
        // Who names a scene is to see it, though the last time ended in a lesson.
        if asked || opening.fault.is_some() {
            view.lessons.open = false;
        }
        let view = persistence::shown_as(view, &opening.view);

        theme::install_fonts(&cc.egui_ctx);
        let pace = Arc::new(Pace::default());
        let (paced, ctx) = (pace.clone(), cc.egui_ctx.clone());
        let snapshot = Box::new(move || ctx.request_repaint_after(paced.rest()));
        let ctx = cc.egui_ctx.clone();
        let outcome = Box::new(move || ctx.request_repaint());
        let mut workbench = Workbench::new(scene, view).map_err(|error| error.to_string())?;
        let playback = workbench.view().playback;
        let mut shell = start(workbench.scene(), playback, Wake { snapshot, outcome })?;
        for command in workbench.unsent_playback() {
            shell.send(command);
        }
        workbench.stand_on(shell.page());
        if let Some(message) = opening.fault.or(kept.message) {
            workbench.messages_mut().fault(Cause::Scene, message);
        }
        Ok(Self {
            keeper,
            kept: String::new(),
            is_unkept: false,
            is_superseded: false,
            shell,
            workbench,
            pace,
            input_order: InputOrder::default(),
            title: String::new(),
            lessons_folder: None,
            lessons_read: f64::NEG_INFINITY,
        })
    }

    /// Where a finger is what one has: what is taken hold of is large from the first touch on.
    pub fn expect_finger(&self, ctx: &egui::Context) {
        touch::expect_finger(ctx);
    }

    /// The newest state of the workers.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.shell.snapshot()
    }

    /// The scene under edit.
    pub fn workbench(&self) -> &Workbench {
        &self.workbench
    }

    /// For tests and pictures: how things are shown.
    pub fn workbench_mut(&mut self) -> &mut Workbench {
        &mut self.workbench
    }

    fn hear(&mut self, ctx: &egui::Context, outcome: Outcome) {
        match outcome {
            Outcome::Opened(opened) => self.workbench.open(*opened),
            Outcome::OpenedModel(model) => self.workbench.opened_model(model),
            Outcome::Table(table) => self.workbench.found_table(*table),
            Outcome::OpenedLink(link) => self.workbench.open_link(*link),
            Outcome::NotOpened(message) => {
                self.workbench.messages_mut().fault(Cause::Scene, message);
            }
            Outcome::Saved(message) => self.workbench.saved(message),
            Outcome::NotSaved(message) => self.workbench.not_saved(message),
            Outcome::Copied(picture) => {
                ctx.copy_image(ColorImage::from_rgba_unmultiplied(
                    picture.size,
                    &picture.rgba,
                ));
                self.workbench.copied();
            }
            Outcome::NotCopied(message) => {
                self.workbench.messages_mut().fault(Cause::Saving, message);
            }
            Outcome::Kept => {
                self.is_superseded = true;
                self.is_unkept = false;
                self.workbench.messages_mut().over(Cause::Keeping);
            }
            Outcome::NotKept(message) => {
                self.kept.clear();
                if !std::mem::replace(&mut self.is_unkept, true) {
                    self.workbench.messages_mut().fault(Cause::Keeping, message);
                }
            }
            Outcome::Width { of, std } => self.workbench.chosen_width(&of, std),
            Outcome::Lessons(read) => self.workbench.take_lessons(read),
            Outcome::Fitted { of, fit } => self.workbench.fitted(&of, *fit),
        }
    }

    fn ask(&mut self, job: Job) {
        if let Err(message) = self.shell.ask(job) {
            self.workbench.messages_mut().fault(Cause::Saving, message);
        }
    }

    /// Reads the lessons of a folder again, as somebody writes them.
    fn follow_lessons(&mut self, ctx: &egui::Context) {
        let Some(folder) = self.lessons_folder.clone() else {
            return;
        };
        let now = ctx.input(|input| input.time);
        if now - self.lessons_read >= LESSONS_EVERY {
            self.lessons_read = now;
            self.ask(Job::ReadLessons(folder));
        }
        ctx.request_repaint_after(Duration::from_secs_f64(LESSONS_EVERY));
    }

    /// Opens files that were dropped on the window.
    fn take_dropped(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        for file in dropped {
            let path = file.path().to_owned();
            let is_scene = ending(&path) == "toml";
            let folder = path.parent().filter(|_| ending(&path) == "md");
            let is_points = files::is_table(&path) || files::is_picture(&path);
            if let Some(folder) = folder {
                self.lessons_folder = Some(folder.to_owned());
                self.lessons_read = f64::NEG_INFINITY;
                self.workbench.view_mut().lessons.open = true;
            } else if is_scene || is_points || files::is_model(&path) {
                self.ask(Job::OpenDropped(file));
            } else {
                self.workbench.messages_mut().fault(
                    Cause::Scene,
                    format!(
                        "could not open {}: drop a scene (.toml), points (.csv, .tsv, .txt, .npy, .npz), a picture (.png), a model (.safetensors) or a lesson (.md)",
                        path.display()
                    ),
                );
            }
        }
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            invite(ctx);
        }
    }
}

fn first_scene() -> Option<Scene> {
    let presets = preset::all();
    let first = presets.iter().find(|preset| preset.name == FIRST_SCENE);
    first.or(presets.first()).map(|preset| preset.scene.clone())
}

fn ending(path: &Path) -> String {
    path.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

/// Says that a file may be dropped here.
fn invite(ctx: &egui::Context) {
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
    let screen = ctx.content_rect();
    painter.rect_filled(screen, 0.0, Color32::from_black_alpha(160));
    let font = TextStyle::Heading.resolve(&ctx.global_style());
    let text = "Drop to open: a scene (.toml), points (.csv, .npz, .png, …), a model (.safetensors) or a lesson (.md)";
    painter.text(
        screen.center(),
        Align2::CENTER_CENTER,
        text,
        font,
        Color32::WHITE,
    );
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        touch::let_go_of_cancelled(&mut input.events);
        if self.input_order.admit(&mut input.events) {
            ctx.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        for outcome in self.shell.outcomes() {
            self.hear(&ctx, outcome);
        }
        self.take_dropped(&ctx);
        self.follow_lessons(&ctx);

        self.pace.record(frame.info().cpu_usage);
        let snapshot = self.shell.snapshot();
        let journey = self.shell.journey();
        let papers = self.shell.papers();
        let saving = self.shell.busy();
        let outbox = self.workbench.ui(
            ui,
            &snapshot,
            journey.as_ref(),
            papers.as_ref(),
            frame.info().cpu_usage,
            saving,
        );
        for command in outbox.commands {
            self.shell.send(command);
        }
        for job in outbox.jobs {
            self.ask(job);
        }
        if outbox.quit {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let title = format!("{} · scorefield", self.workbench.title());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// A program that is killed loses no more than this.
    fn auto_save_interval(&self) -> Duration {
        if self.workbench.is_on_page() {
            SAVE_PAGE_EVERY
        } else {
            SAVE_EVERY
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if std::mem::take(&mut self.is_superseded) {
            persistence::forget_earlier(storage);
        }
        let Some(keeper) = self.keeper.clone() else {
            return;
        };
        let (view, scene) = self.workbench.to_keep();
        if let Some(text) = persistence::text(&view, scene)
            && text != self.kept
        {
            self.kept.clone_from(&text);
            self.ask(Job::Keep(keeper, text));
        }
    }
}

#[cfg(test)]
mod tests;
