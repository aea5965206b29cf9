//! The menus: everything that can be done, with its key.

use crate::document::{Arrangement, Document};
use crate::measure::Quantity;
use crate::scene::Target;
use crate::ui::frame::touch;
use crate::ui::lessons::Turn;
use crate::ui::shortcuts::Action;
use crate::ui::theme::ThemeChoice;
use crate::ui::view::{FieldKind, FieldStyle, HandTool, LineTool, Stage, View};
use egui::{
    AtomExt, Button, Context, IntoAtoms, KeyboardShortcut, MenuBar, Response, Role, TextStyle, Ui,
    WidgetInfo,
};

/// The height of an entry that a finger finds, in points.
const FINGER: f32 = 44.0;

/// Shows the menus side by side where they are `written` out, else all under one button.
pub fn ui(
    ui: &mut Ui,
    view: &mut View,
    document: &Document,
    on_page: bool,
    written: bool,
    actions: &mut Vec<Action>,
) {
    MenuBar::new().ui(ui, |ui| {
        if written {
            menus(ui, view, document, on_page, actions);
        } else {
            let button = ui.menu_button("☰", |ui| {
                if touch::is_finger(ui.ctx()) {
                    ui.spacing_mut().interact_size.y = FINGER;
                }
                menus(ui, view, document, on_page, actions);
            });
            button.response.accessible_name("Menu");
        }
    });
}

fn menus(
    ui: &mut Ui,
    view: &mut View,
    document: &Document,
    on_page: bool,
    actions: &mut Vec<Action>,
) {
    ui.menu_button("File", |ui| {
        item(ui, Action::OpenScene, actions);
        item(ui, Action::OpenPoints, actions);
        item(ui, Action::SaveScene, actions);
        item(ui, Action::CopyLink, actions);
        ui.separator();
        item(ui, Action::OpenModel, actions);
        item(ui, Action::SaveModel, actions);
        ui.separator();
        item(ui, Action::ExportFigure, actions);
        item(ui, Action::CopyFigure, actions);
        item(ui, Action::SaveView, actions);
        item(ui, Action::Screenshot, actions);
        item(ui, Action::ExportTrajectories, actions);
        // A page is left by the browser.
        if !on_page {
            ui.separator();
            item(ui, Action::Quit, actions);
        }
    });
    let stage = view.stage;
    // An item that does nothing on the stage is there and rests.
    let able = |action: Action| action.acts_on(stage);
    ui.menu_button("Edit", |ui| {
        ui.add_enabled_ui(document.can_undo(), |ui| item(ui, Action::Undo, actions));
        ui.add_enabled_ui(document.can_redo(), |ui| item(ui, Action::Redo, actions));
        ui.separator();
        let separate = !document.components().is_empty() && able(Action::AddComponent);
        ui.add_enabled_ui(separate, |ui| item(ui, Action::AddComponent, actions));
        let removable = document.selected().is_some() && document.components().len() > 1;
        let removable = removable && able(Action::RemoveComponent);
        ui.add_enabled_ui(removable, |ui| item(ui, Action::RemoveComponent, actions));
        editing(ui, view, document, actions);
    });
    ui.menu_button("Run", |ui| {
        for action in [
            Action::ToggleTraining,
            Action::StepTraining,
            Action::Restart,
        ] {
            item(ui, action, actions);
        }
        ui.add_enabled_ui(able(Action::SlowMotion), |ui| {
            tick(ui, Action::SlowMotion, view.slow_motion, actions);
        });
        ui.add_enabled_ui(able(Action::EarlierNetwork), |ui| past(ui, actions));
        tick(ui, Action::ToggleTrainAtStart, view.train_at_start, actions);
        ui.separator();
        item(ui, Action::Slower, actions);
        item(ui, Action::Faster, actions);
        ui.separator();
        for action in [
            Action::ToggleParticles,
            Action::StepParticles,
            Action::Respawn,
        ] {
            ui.add_enabled_ui(able(action), |ui| item(ui, action, actions));
        }
        ui.separator();
        ui.add_enabled_ui(able(Action::ToggleLaunch), |ui| {
            tick(ui, Action::ToggleLaunch, view.launching, actions);
        });
    });
    ui.menu_button("View", |ui| {
        for stage in Stage::ALL {
            tick(ui, Action::enter(stage), view.stage == stage, actions);
        }
        ui.separator();
        for kind in FieldKind::ALL {
            let action = Action::show(kind);
            let known = kind.is_known(document.scene().data);
            ui.add_enabled_ui(known && able(action), |ui| {
                tick(ui, action, view.field == kind, actions);
            });
        }
        ui.add_enabled_ui(able(Action::NextMap), |ui| views(ui, view, actions));
        let follows = view.follows_particles();
        ui.add_enabled_ui(able(Action::ToggleFollowing), |ui| {
            tick(ui, Action::ToggleFollowing, follows, actions);
        });
        ui.separator();
        tick(ui, Action::ToggleProbe, view.probe, actions);
        ui.add_enabled_ui(able(Action::PinProbe), |ui| {
            item(ui, Action::PinProbe, actions);
            item(ui, Action::RemovePins, actions);
        });
        ui.separator();
        tick(ui, Action::ToggleControls, view.controls, actions);
        tick(ui, Action::ToggleCharts, view.charts, actions);
        tick(ui, Action::ToggleAllCharts, view.all_charts, actions);
        item(ui, Action::UsualPanels, actions);
        ui.add_enabled_ui(able(Action::ToggleIdentity), |ui| {
            tick(ui, Action::ToggleIdentity, view.identity, actions);
        });
        tick(ui, Action::ToggleMore, view.more, actions);
        tick(ui, Action::ToggleTimings, view.timings, actions);
        tick(ui, Action::TogglePresenter, view.presenter, actions);
        ui.separator();
        ui.add_enabled_ui(able(Action::FitView), |ui| {
            item(ui, Action::FitView, actions);
        });
        tick(ui, Action::ToggleMotion, view.less_motion, actions);
        item(ui, Action::ToggleDark, actions);
        let theme = ui.menu_button(marked(ui, "", "Theme"), |ui| {
            for choice in ThemeChoice::ALL {
                ui.radio_value(&mut view.theme, choice, choice.name());
            }
        });
        call(ui, &theme.response, "Theme");
        ui.separator();
        for (name, key, act) in zooms() {
            let key = ui.ctx().format_shortcut(&key);
            let response = ui.add(Button::new(marked(ui, "", name)).shortcut_text(key));
            call(ui, &response, name);
            if response.clicked() {
                act(ui.ctx());
            }
        }
    });
    ui.menu_button("Help", |ui| {
        item(ui, Action::Find, actions);
        item(ui, Action::ShowGuide, actions);
        tick(ui, Action::Lesson(Turn::Open), view.lessons.open, actions);
        item(ui, Action::ShowKeys, actions);
        item(ui, Action::ShowSymbols, actions);
        item(ui, Action::ShowPapers, actions);
    });
}

/// What goes through the time of the training.
fn past(ui: &mut Ui, actions: &mut Vec<Action>) {
    let past = ui.menu_button(marked(ui, "", "Time of training"), |ui| {
        for action in [
            Action::EarlierNetwork,
            Action::LaterNetwork,
            Action::NewestNetwork,
            Action::GoOnFromHere,
        ] {
            item(ui, action, actions);
        }
        ui.separator();
        for action in [Action::TogglePin, Action::ComparePinned, Action::EqualSeeds] {
            item(ui, action, actions);
        }
    });
    call(ui, &past.response, "Time of training");
}

/// What else edits the target.
fn editing(ui: &mut Ui, view: &View, document: &Document, actions: &mut Vec<Action>) {
    let plane = view.stage.has_canvas();
    let selected = document.selection().len();
    let several = !document.components().is_empty() && plane;
    ui.add_enabled_ui(selected > 0 && plane, |ui| {
        item(ui, Action::DuplicateComponents, actions);
        item(ui, Action::ToggleLock, actions);
    });
    ui.add_enabled_ui(several, |ui| item(ui, Action::SelectAll, actions));
    let align = ui.menu_button(marked(ui, "", "Align"), |ui| {
        for how in Arrangement::ALL {
            ui.add_enabled_ui(selected >= how.least() && plane, |ui| {
                item(ui, Action::Arrange(how), actions);
            });
        }
    });
    call(ui, &align.response, "Align");
    ui.separator();
    ui.add_enabled_ui(plane, |ui| {
        for tool in HandTool::ALL {
            let held = view.tool == Some(tool);
            tick(ui, Action::ToggleTool(tool), held, actions);
        }
        item(ui, Action::DrawText, actions);
        tick(ui, Action::ToggleTable, view.table, actions);
    });
    ui.separator();
    let points = matches!(document.scene().target, Target::Points(_));
    ui.add_enabled_ui(points, |ui| {
        item(ui, Action::FitMixture, actions);
        item(ui, Action::ChooseMixture, actions);
    });
}

/// What else the plane can show.
fn views(ui: &mut Ui, view: &View, actions: &mut Vec<Action>) {
    let views = ui.menu_button(marked(ui, "", "More views"), |ui| {
        styles(ui, view, actions);
        maps(ui, view, actions);
        ui.separator();
        tick(ui, Action::ToggleMarginals, view.marginals, actions);
        tick(ui, Action::ToggleTwin, view.twin.is_some(), actions);
        ui.separator();
        for tool in [LineTool::Cut, LineTool::Loop] {
            let on = view.line == Some(tool);
            tick(ui, Action::ToggleLine(tool), on, actions);
        }
    });
    call(ui, &views.response, "More views");
}

/// As what a field can be drawn.
fn styles(ui: &mut Ui, view: &View, actions: &mut Vec<Action>) {
    let styles = ui.menu_button(marked(ui, "", "Field as"), |ui| {
        for style in FieldStyle::ALL {
            tick(ui, Action::ShowAs(style), view.draws(style), actions);
        }
        ui.separator();
        item(ui, Action::NextStyle, actions);
    });
    call(ui, &styles.response, "Field as");
}

/// What can be drawn under the arrows.
fn maps(ui: &mut Ui, view: &View, actions: &mut Vec<Action>) {
    let maps = ui.menu_button(marked(ui, "", "Map"), |ui| {
        for quantity in Quantity::ALL {
            let on = view.density && view.map == quantity;
            tick(ui, Action::ShowMap(quantity), on, actions);
        }
        ui.separator();
        item(ui, Action::NextMap, actions);
    });
    call(ui, &maps.response, "Map");
}

/// A name, a key, and what they do.
type Zoom = (&'static str, KeyboardShortcut, fn(&Context));

/// How large everything is drawn; egui itself obeys the keys.
fn zooms() -> [Zoom; 3] {
    use egui::gui_zoom::{kb_shortcuts, zoom_in, zoom_out};
    [
        ("Larger", kb_shortcuts::ZOOM_IN, zoom_in),
        ("Smaller", kb_shortcuts::ZOOM_OUT, zoom_out),
        ("Usual size", kb_shortcuts::ZOOM_RESET, |ctx| {
            ctx.set_zoom_factor(1.0);
        }),
    ]
}

/// `name` behind the column of marks, which every item of every menu has, whether it can be on or not.
fn marked<'a>(ui: &Ui, mark: &'a str, name: &'a str) -> impl IntoAtoms<'a> + use<'a> {
    let gutter = egui::Vec2::splat(ui.text_style_height(&TextStyle::Button));
    (mark.atom_size(gutter), name)
}

/// What screen readers call a button with a mark.
fn call(ui: &Ui, response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
}

fn item(ui: &mut Ui, action: Action, actions: &mut Vec<Action>) {
    let response = ui.add(button(ui, action, marked(ui, "", action.name())));
    call(ui, &response, action.name());
    if response.clicked() {
        actions.push(action);
        ui.close();
    }
}

/// An item that is on or off.
fn tick(ui: &mut Ui, action: Action, on: bool, actions: &mut Vec<Action>) {
    let mark = if on { "✔" } else { "" };
    let response = ui.add(button(ui, action, marked(ui, mark, action.name())));
    response
        .widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, action.name()));
    if response.clicked() {
        actions.push(action);
        ui.close();
    }
}

fn button<'a>(ui: &Ui, action: Action, name: impl IntoAtoms<'a>) -> Button<'a> {
    let mut button = Button::new(name);
    if touch::is_finger(ui.ctx()) {
        button = button.min_size(egui::vec2(0.0, FINGER));
    }
    if let Some(shortcut) = action.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    button
}
