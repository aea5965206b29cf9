//! The chosen field as arrows from each point to its denoised one.

use super::arrows::{ink, style};
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::denoiser_arrows::DenoiserArrows;
use crate::ui::view::FieldKind;

/// The arrows and their mesh.
#[derive(Default)]
pub struct DenoiserLayer {
    arrows: DenoiserArrows,
}

impl Layer for DenoiserLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Some(field) = painting.snapshot.field.as_ref() else {
            return;
        };
        let kind = painting.view.field;
        let ink = ink(painting, kind);
        let style = style(painting, ink);
        let arrows = (self.arrows).shape(field, kind, painting.projection, &style);
        if self.arrows.is_empty() {
            return;
        }
        painting.painter.add(arrows);
        let (text, help) = match kind {
            FieldKind::Learned => (
                "x → the network's D(x)",
                "From each noisy point to where the network believes its clean point to be on average: x plus σ² times its score. The lengths are true.",
            ),
            FieldKind::Exact => (
                "x → D(x)",
                "From each noisy point to the average of the clean points that could have made it: x plus σ² times the exact score. The lengths are true.",
            ),
            FieldKind::Empirical => (
                "x → mean of the points near",
                "From each noisy point to the average of the training points that could have made it: x plus σ² times their score. The lengths are true.",
            ),
            FieldKind::Difference => (
                "learned − exact D(x)",
                "How far the network's D(x) is from the exact one, drawn from x: σ² times learned minus exact score. The lengths are true.",
            ),
        };
        legend.push(Entry::new(Mark::Arrow { ink, length: 20.0 }, text, help));
    }
}
