//! Numbers typed into fields: decimals after a comma count too, and a refusal is said at the field.

use crate::files::{NoNumber, number};
use crate::ui::theme;
use crate::wording::{Number, quote};
use egui::{Context, Id, Response, RichText, Tooltip, Ui, Widget};
use std::ops::RangeInclusive;

/// Where a refusal waits for the field that was typed into.
const REFUSAL: &str = "refusal of a typed number";
/// Where the refusal that is shown is kept with its field.
const SHOWN: &str = "shown refusal of a typed number";
/// Where it waits for the status bar.
const NEWS: &str = "news of refusals for the status bar";
/// Seconds for which a refusal is to be read at its field.
const SECONDS: f64 = 8.0;
/// All whole numbers up to this one are numbers of the fields, which count in f64.
pub const LARGEST_WHOLE: u64 = 999_999_999_999_999;

/// What was refused, where and until when it is said there.
#[derive(Clone, Default)]
struct Shown {
    field: Option<Id>,
    sentence: String,
    until: f64,
}

/// What the status bar is to say of refusals.
#[derive(Clone, Default)]
pub enum News {
    Refused(String),
    /// The last one is over.
    #[default]
    Over,
}

/// Which numbers a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Real,
    Whole,
}

/// What reads a field that takes numbers of `range`: others are brought into it. The sentence about that,
/// or about a text that is no number, is said by [`field`].
pub fn parser(ctx: &Context, range: RangeInclusive<f64>) -> impl Fn(&str) -> Option<f64> + use<> {
    reader(ctx, range, Kind::Real)
}

/// As [`parser`], of a field that counts.
pub fn whole(ctx: &Context, range: RangeInclusive<u64>) -> impl Fn(&str) -> Option<f64> + use<> {
    let [low, high] = [*range.start(), *range.end()].map(|end| end.min(LARGEST_WHOLE) as f64);
    reader(ctx, low..=high, Kind::Whole)
}

fn reader(
    ctx: &Context,
    range: RangeInclusive<f64>,
    kind: Kind,
) -> impl Fn(&str) -> Option<f64> + use<> {
    let ctx = ctx.clone();
    move |text| {
        let (value, refusal) = match read(text, kind) {
            Ok(value) if range.contains(&value) => (Some(value), None),
            Ok(value) => {
                let within = value.clamp(*range.start(), *range.end());
                (Some(within), Some(out_of(&range, text)))
            }
            Err(sentence) => (None, Some(sentence)),
        };
        if let Some(sentence) = refusal {
            ctx.data_mut(|data| data.insert_temp(Id::unique(REFUSAL), sentence));
        }
        value
    }
}

/// Adds a field with one of these parsers; what it refuses is said below it for a while.
pub fn field(ui: &mut Ui, widget: impl Widget) -> Response {
    // A slider answers with the identity of its rail or of its field: its place stays.
    let place = ui.next_auto_id();
    let response = ui.add(widget);
    let now = ui.input(|input| input.time);
    let refused = ui.data_mut(|data| data.remove_temp::<String>(Id::unique(REFUSAL)));
    let is_new = refused.is_some();
    let shown = match refused {
        Some(sentence) => Some(Shown {
            field: Some(place),
            sentence,
            until: now + SECONDS,
        }),
        None => ui.data(|data| data.get_temp(Id::unique(SHOWN))),
    };
    let Some(shown) = shown.filter(|shown: &Shown| shown.field == Some(place)) else {
        return response;
    };
    // A new attempt has begun, or it has been read.
    let over = !is_new && (response.gained_focus() || response.dragged()) || now > shown.until;
    ui.data_mut(|data| {
        if over {
            data.remove_temp::<Shown>(Id::unique(SHOWN));
            data.insert_temp(Id::unique(NEWS), News::Over);
        } else {
            data.insert_temp(Id::unique(SHOWN), shown.clone());
        }
        if is_new {
            data.insert_temp(Id::unique(NEWS), News::Refused(shown.sentence.clone()));
        }
    });
    if !over {
        let color = theme::palette(ui.visuals()).error;
        Tooltip::for_widget(&response)
            .show(|ui| ui.label(RichText::new(&shown.sentence).color(color)));
        let wait = std::time::Duration::from_secs_f64((shown.until - now).max(0.1));
        ui.ctx().request_repaint_after(wait);
    }
    response
}

/// What has become of refusals since this was asked last.
pub fn take_news(ctx: &Context) -> Option<News> {
    ctx.data_mut(|data| data.remove_temp(Id::unique(NEWS)))
}

fn out_of(range: &RangeInclusive<f64>, text: &str) -> String {
    let [low, high] = [*range.start(), *range.end()].map(Number);
    let text = quote(text.trim());
    format!("{text} is out of range; {low} to {high} is possible here")
}

/// The number in `text`; spaces may set thousands apart.
fn read(text: &str, kind: Kind) -> Result<f64, String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.trim_end_matches('°');
    let shown = quote(text);
    let example = match kind {
        Kind::Real => "0.5",
        Kind::Whole => "20",
    };
    let value = match (number(plain, true), kind) {
        (Ok((value, _)), _) if value.is_finite() => value,
        // "1e400" is a number, "inf" is none.
        (Ok((value, _)), _) if plain.contains(|c: char| c.is_ascii_digit()) => value,
        (Ok(_) | Err(NoNumber::Words), _) => {
            return Err(format!(
                "{shown:?} is not a number; write one like {example}"
            ));
        }
        (Err(NoNumber::Empty), _) => {
            return Err(format!("nothing was typed; write a number like {example}"));
        }
        // Where nothing has decimals the comma sets thousands apart.
        (Err(NoNumber::Thousands), Kind::Whole) => {
            let digits = plain.replace(',', "");
            return digits
                .parse()
                .map_err(|_| format!("{shown:?} is not a number; write one like {example}"));
        }
        (Err(NoNumber::Thousands), Kind::Real) => {
            return Err(format!(
                "{shown:?} can be read with thousands or with decimals; write it without the comma"
            ));
        }
    };
    if kind == Kind::Whole && value.is_finite() && value.fract() != 0.0 {
        return Err(format!(
            "{shown:?} is not a whole number; write one like {example}"
        ));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_counts_and_a_refusal_says_why() {
        let ctx = Context::default();
        let parse = parser(&ctx, -10.0..=1e4);
        for (text, value) in [
            ("0.25", 0.25),
            ("0,25", 0.25),
            (" −1,5 ", -1.5),
            ("1 234", 1234.0),
            ("7°", 7.0),
            ("1e-3", 1e-3),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
            assert_eq!(waiting(&ctx), None, "{text}");
        }
        for (text, value, part) in [
            ("four", None, "\"four\" is not a number; write one like 0.5"),
            ("", None, "nothing was typed"),
            ("inf", None, "not a number"),
            ("6,500", None, "with thousands or with decimals"),
            ("1e400", Some(1e4), "1e400 is out of range"),
            (
                "-11",
                Some(-10.0),
                "-11 is out of range; -10 to 10000 is possible here",
            ),
        ] {
            assert_eq!(parse(text), value, "{text}");
            let refusal = waiting(&ctx).unwrap();
            assert!(refusal.contains(part), "{refusal}");
            assert_eq!(waiting(&ctx), None);
        }
    }
    fn waiting(ctx: &Context) -> Option<String> {
        ctx.data_mut(|data| data.remove_temp(Id::unique(REFUSAL)))
    }

    #[test]
    fn a_field_that_counts_takes_thousands_and_no_halves() {
        let ctx = Context::default();
        let parse = whole(&ctx, 1..=u64::MAX);
        for (text, value) in [
            ("20", 20.0),
            ("6,500", 6500.0),
            ("1 000 000", 1e6),
            ("2,0", 2.0),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
            assert_eq!(waiting(&ctx), None, "{text}");
        }
        for (text, value, part) in [
            (
                "0,5",
                None,
                "\"0,5\" is not a whole number; write one like 20",
            ),
            (
                "-1",
                Some(1.0),
                "-1 is out of range; 1 to 999999999999999 is possible here",
            ),
            ("1e400", Some(LARGEST_WHOLE as f64), "out of range"),
            ("abc", None, "not a number"),
            ("", None, "nothing was typed; write a number like 20"),
        ] {
            assert_eq!(parse(text), value, "{text}");
            let refusal = waiting(&ctx).unwrap();
            assert!(refusal.contains(part), "{refusal}");
        }
    }
}
