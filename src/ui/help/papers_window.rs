//! The papers' figures, measured again beside the window: a row a claim, as it comes in.

use super::demonstration::Demonstration;
use crate::measure::papers::{self, Claim, GROUPS, Relation, STANDARD_ERRORS};
use crate::session::{Command, PapersOrder, PapersReport, Standing};
use crate::ui::theme::{self, Palette};
use crate::ui::typed;
use egui::{
    Align, DragValue, Id, Layout, Margin, ProgressBar, RichText, ScrollArea, TextStyle, Ui, Window,
    vec2,
};

/// The window at the ordinary size, in points.
const SIZE: [f32; 2] = [940.0, 620.0];
/// Columns beside that of the claim, in points: verdict, measured, reference, source, scene.
const COLUMNS: [f32; 5] = [46.0, 150.0, 160.0, 172.0, 52.0];
/// More decimals than these no paper gives.
const MOST_DECIMALS: i32 = 8;

/// What is asked for.
pub struct PapersWindow {
    order: PapersOrder,
}

impl Default for PapersWindow {
    fn default() -> Self {
        Self {
            order: PapersOrder {
                seed: 1,
                short: true,
            },
        }
    }
}

impl PapersWindow {
    /// Shows the window while it is `open`; the claim whose scene is wanted.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        open: &mut bool,
        report: Option<&PapersReport>,
        commands: &mut Vec<Command>,
    ) -> Option<Demonstration> {
        let letters = TextStyle::Body.resolve(&ctx.global_style()).size;
        let screen = ctx.content_rect().size() - vec2(40.0, 90.0);
        // A window keeps its size; another text size is another window.
        let mut wanted = None;
        Window::new("The papers' figures")
            .id(Id::unique(("papers", letters as u32)))
            .open(open)
            .collapsible(false)
            .default_size((egui::Vec2::from(SIZE) * letters / 13.0).min(screen))
            .max_size(screen)
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(ctx.content_rect().center())
            .show(ctx, |ui| {
                self.head(ui, report, commands);
                ui.separator();
                let area = ScrollArea::vertical().auto_shrink(false);
                let margin = Margin {
                    right: 14,
                    ..Margin::ZERO
                };
                area.content_margin(margin)
                    .show(ui, |ui| wanted = groups(ui, report));
            });
        wanted
    }

    /// Ends the measurement with the window.
    pub fn stop(report: Option<&PapersReport>, commands: &mut Vec<Command>) {
        if report.is_some_and(measuring) {
            commands.push(Command::Papers(None));
        }
    }

    /// What is asked for, how far it is, and the text for somewhere else.
    fn head(&mut self, ui: &mut Ui, report: Option<&PapersReport>, commands: &mut Vec<Command>) {
        ui.label("Numbers of the papers this program teaches, measured again with its own samplers and networks.");
        let tolerance = format!(
            "A claim holds when measured and reference are within {STANDARD_ERRORS} standard errors, plus what the reference is rounded by."
        );
        ui.label(RichText::new(tolerance).weak());
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let running = report.is_some_and(measuring);
            ui.add_enabled_ui(!running, |ui| {
                ui.radio_value(&mut self.order.short, true, "Short")
                    .on_hover_text("Seconds, with larger standard errors.");
                ui.radio_value(&mut self.order.short, false, "Full")
                    .on_hover_text("About a minute, with more particles and points.");
                ui.separator();
                ui.label("Seed").on_hover_text(
                    "Fixes every random draw: with another one all claims should hold as well.",
                );
                let seed = DragValue::new(&mut self.order.seed)
                    .speed(0.05)
                    .update_while_editing(false)
                    .custom_parser(typed::whole(ui.ctx(), 0..=typed::LARGEST_WHOLE));
                typed::field(ui, seed).accessible_name("Seed");
            });
            if running {
                if ui.button("Cancel").clicked() {
                    commands.push(Command::Papers(None));
                }
            } else if ui.button("Measure").clicked() {
                commands.push(Command::Papers(Some(self.order)));
            }
            let known = report.filter(|report| !report.claims.is_empty());
            let copy = ui.add_enabled(known.is_some(), egui::Button::new("Copy as text"));
            if let Some(report) = known
                && copy
                    .on_hover_text("The table as `scorefield papers` prints it.")
                    .clicked()
            {
                ui.ctx().copy_text(in_words(report));
            }
            if let Some(report) = report {
                progress(ui, report);
            }
        });
        if let Some(Standing::Failed(why)) = report.map(|report| &report.standing) {
            let palette = theme::palette(ui.visuals());
            ui.label(RichText::new(why).color(palette.error));
        }
    }
}

fn measuring(report: &PapersReport) -> bool {
    matches!(report.standing, Standing::Measuring(_))
}

/// The version, and the table of the command line.
fn in_words(report: &PapersReport) -> String {
    let claims: Vec<Claim> = report.claims.iter().map(|(_, c)| c.clone()).collect();
    let version = if report.order.short { "short" } else { "full" };
    let seed = report.order.seed;
    format!(
        "scorefield papers: {version} version, seed {seed}\n\n{}\n",
        papers::table(&claims)
    )
}

/// How much is measured, and how it stands so far.
fn progress(ui: &mut Ui, report: &PapersReport) {
    let (done, all) = (report.claims.len(), papers::count());
    let failed = report.claims.iter().filter(|(_, c)| !c.holds()).count();
    let verdict = match (&report.standing, failed) {
        (Standing::Finished, 0) => "all hold".to_owned(),
        (Standing::Measuring(_) | Standing::Stopped | Standing::Failed(_), 0) => String::new(),
        (_, failed) => format!("{failed} fail"),
    };
    let text = match &report.standing {
        Standing::Measuring(_) => format!("{done} of {all} {verdict}"),
        Standing::Finished => format!("{done} claims: {verdict}"),
        Standing::Stopped => format!("stopped after {done} of {all} {verdict}"),
        Standing::Failed(_) => format!("failed after {done} of {all}"),
    };
    let palette = theme::palette(ui.visuals());
    if measuring(report) {
        let bar = ProgressBar::new(done as f32 / all as f32).desired_width(140.0);
        ui.add(bar);
    }
    let color = match (&report.standing, failed) {
        (_, 1..) | (Standing::Failed(_), _) => palette.error,
        (Standing::Finished, 0) => palette.good,
        (Standing::Measuring(_) | Standing::Stopped, 0) => palette.text,
    };
    ui.label(RichText::new(text.trim_end()).color(color).strong());
}

/// The groups with the claims that are known; the one whose scene is wanted.
fn groups(ui: &mut Ui, report: Option<&PapersReport>) -> Option<Demonstration> {
    let mut wanted = None;
    let palette = theme::palette(ui.visuals());
    for (index, group) in GROUPS.iter().enumerate() {
        let claims = report.map_or(&[][..], |report| &report.claims);
        let own: Vec<&Claim> = claims
            .iter()
            .filter_map(|(of, claim)| (*of == index).then_some(claim))
            .collect();
        let now = report.is_some_and(|report| report.standing == Standing::Measuring(index));
        let state = match own.len() {
            known if known == group.claims => String::new(),
            known if now => format!("measuring… {known} of {}", group.claims),
            0 => format!("{} claims", group.claims),
            known => format!("{known} of {}", group.claims),
        };
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.label(
                RichText::new(group.title)
                    .strong()
                    .size(15.0 * theme::scale(ui)),
            );
            let color = if now { palette.accent } else { palette.weak };
            ui.label(RichText::new(state).color(color));
        });
        ui.label(RichText::new(group.lesson).weak());
        if !own.is_empty() {
            ui.add_space(2.0);
            heads(ui);
        }
        for (number, claim) in own.into_iter().enumerate() {
            if row(ui, claim, palette) {
                wanted = Demonstration::of(index, number);
            }
        }
    }
    ui.add_space(8.0);
    wanted
}

fn heads(ui: &mut Ui) {
    let small = |text: &str| RichText::new(text).weak().small();
    cells(ui, |ui, column| {
        let text = ["", "claim", "measured", "reference", "source", ""][column];
        ui.label(small(text));
    });
}

/// A claim; whether its scene is wanted.
fn row(ui: &mut Ui, claim: &Claim, palette: &Palette) -> bool {
    let mut wanted = false;
    let color = if claim.holds() {
        palette.good
    } else {
        palette.error
    };
    let [measured, reference] = numbers(claim);
    cells(ui, |ui, column| {
        let _ = match column {
            0 => ui.label(RichText::new(claim.verdict()).color(color).strong()),
            1 => ui.label(claim.what()),
            2 => ui
                .label(measured.as_str())
                .on_hover_text("What was found here ± its standard error."),
            3 => ui
                .label(reference.as_str())
                .on_hover_text("What the paper or the closed form says ± the tolerance around it."),
            4 => ui.label(RichText::new(claim.source()).weak()),
            _ => {
                let show = ui
                    .button("Show")
                    .on_hover_text(
                        "Opens the scene of this claim in the window. Undo brings yours back.",
                    )
                    .accessible_name(format!("Show: {}", claim.what()));
                wanted |= show.clicked();
                show
            }
        };
    });
    wanted
}

/// One line of six cells; that of the claim takes what is left and wraps.
fn cells(ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize)) {
    let scale = theme::scale(ui);
    let fixed = COLUMNS.map(|width| width * scale);
    let gaps = 5.0 * ui.spacing().item_spacing.x;
    let rest = (ui.available_width() - fixed.iter().sum::<f32>() - gaps).max(120.0);
    let widths = [fixed[0], rest, fixed[1], fixed[2], fixed[3], fixed[4]];
    ui.horizontal_top(|ui| {
        for (column, width) in widths.into_iter().enumerate() {
            let size = vec2(width, ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                cell(ui, column);
            });
        }
    });
}

/// Both sides with as many decimals as the tolerance has meaning.
fn numbers(claim: &Claim) -> [String; 2] {
    let tolerance = claim.tolerance();
    let decimals = if tolerance > 0.0 && tolerance.is_finite() {
        (1 - tolerance.log10().floor() as i32).clamp(1, MOST_DECIMALS)
    } else {
        MOST_DECIMALS
    } as usize;
    let (measured, reference) = (claim.measured(), claim.reference());
    let found = if measured.se > 0.0 {
        format!("{:.decimals$} ± {:.decimals$}", measured.value, measured.se)
    } else {
        format!("{:.decimals$}", measured.value)
    };
    let sign = match claim.relation() {
        Relation::Equals => "",
        Relation::Differs => "not ",
        Relation::Exceeds => "above ",
    };
    [
        found,
        format!("{sign}{reference:.decimals$} ± {tolerance:.decimals$}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Estimate;

    #[test]
    fn numbers_have_the_decimals_that_their_tolerance_gives_meaning_to() {
        let measured = Estimate {
            value: 0.781_234,
            se: 0.002_9,
        };
        let claim = Claim::equal("", "", measured, 0.782);
        let [found, reference] = numbers(&claim);
        assert_eq!(found, "0.781 ± 0.003");
        assert_eq!(reference, "0.782 ± 0.012");
        let [_, reference] = numbers(&claim.missing());
        assert!(reference.starts_with("not "));
    }
}
