//! What the letters mean that stand in texts, formulas and charts, on one page.

use crate::ui::theme;
use egui::{Align, Label, Layout, RichText, TextStyle, Ui, vec2};

/// A letter, its name, and what it stands for.
type Symbol = (&'static str, &'static str, &'static str);

/// Letters that belong together, under their heading.
const GROUPS: [(&str, &[Symbol]); 4] = [
    (
        "Data and noise",
        &[
            ("x₀", "x nought", "a clean point, drawn from the target p"),
            ("x", "x", "a noisy point: x = x₀ + σ ε"),
            (
                "σ",
                "sigma",
                "the noise level: the standard deviation of the noise, in the units of the data",
            ),
            ("ε", "epsilon", "the noise itself: a standard normal draw"),
            (
                "p",
                "p",
                "the density of the data; with noise of level σ it is the blurred density on the canvas",
            ),
            (
                "μ",
                "mu",
                "the mean of a Gaussian; the middle of its handle",
            ),
            (
                "c",
                "constant c",
                "multiplies p on the canvas; the score does not change with it",
            ),
        ],
    ),
    (
        "What is learned",
        &[
            (
                "s",
                "score",
                "∇ log p: at every point the direction in which the density grows fastest, and how fast, per unit",
            ),
            ("∇", "nabla", "the slope in both directions"),
            (
                "D",
                "denoiser",
                "D(x) = x + σ² s: the mean of all clean points that x may have come from",
            ),
            ("θ", "theta", "the weights of the network"),
            ("E", "mean", "the mean over many random draws"),
            (
                "div s",
                "divergence",
                "how much the arrows flow apart; below zero they flow together",
            ),
        ],
    ),
    (
        "Sampling",
        &[
            (
                "ε",
                "step size",
                "in Langevin's rule x + ε s + √(2 ε τ) z; other texts write ε/2",
            ),
            (
                "τ",
                "tau",
                "the temperature: 1 samples the density, 0 climbs it",
            ),
            ("z", "z", "fresh noise of every step, standard normal"),
        ],
    ),
    (
        "Journey",
        &[
            ("t", "time", "0 is data, the largest t is noise"),
            (
                "α",
                "alpha",
                "how much is left of the data at time t: x_t = c + α (x₀ − c) + σ s ε",
            ),
            (
                "β",
                "beta",
                "how fast the data shrink in a process that preserves variance",
            ),
            (
                "ρ",
                "rho",
                "how strongly steps crowd at small levels; 7 is usual",
            ),
            (
                "c",
                "centre of a process",
                "the point that the data shrink to",
            ),
            (
                "s",
                "scale of a process",
                "the size of its noise at σ = 1, in the units of the data; 1 where noise only grows",
            ),
            (
                "W2",
                "Wasserstein distance",
                "how far samples lie from the truth, in the units of the data; 0 is perfect",
            ),
        ],
    ),
];

/// The widths of the first two columns and of the third at most, at the ordinary size, in points.
const COLUMNS: [f32; 2] = [44.0, 138.0];
const MEANING: f32 = 380.0;

/// All of them, one below the other.
pub fn contents(ui: &mut Ui) {
    let scale = theme::scale(ui);
    for (index, (heading, symbols)) in GROUPS.into_iter().enumerate() {
        if index > 0 {
            ui.add_space(10.0 * scale);
        }
        ui.label(RichText::new(heading).strong());
        for symbol in symbols {
            row(ui, symbol, scale);
        }
    }
}

/// A line of three cells, of which the last one wraps.
fn row(ui: &mut Ui, (letter, name, meaning): &Symbol, scale: f32) {
    let taken = scale * COLUMNS.iter().sum::<f32>() + 2.0 * ui.spacing().item_spacing.x;
    let rest = (ui.available_width() - taken).clamp(80.0, MEANING * scale);
    let widths = [scale * COLUMNS[0], scale * COLUMNS[1], rest];
    let cells = [
        RichText::new(*letter).strong(),
        RichText::new(*name),
        RichText::new(*meaning).weak(),
    ];
    ui.horizontal_top(|ui| {
        for (text, width) in cells.into_iter().zip(widths) {
            let size = vec2(width, ui.text_style_height(&TextStyle::Body));
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                ui.add(Label::new(text).wrap());
            });
        }
    });
}
