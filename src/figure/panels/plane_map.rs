//! Maps of a quantity, all on one scale of colours.

use super::colour_scale::ColourScale;
use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::setting::Setting;
use super::surface::{Scenery, bounds, grid, panel};
use super::{runs, texts};
use crate::figure::Plate;
use crate::figure::plate::{Mark, Panel, PlateBar};
use crate::measure::{Census, Quantity, QuantityMap, Truth, quantity_values};
use crate::plane::Bounds;
use crate::wording::three_figures;

/// Points along the longer side of a map, and cells in which particles are counted.
const POINTS: f64 = 144.0;
const CELLS: f64 = 25.0;

/// Panels of `quantity`.
///
/// # Errors
/// When a level is not known to the score, or a run does not arrive.
pub fn maps(
    subject: &PlateSubject,
    request: &PlateRequest,
    quantity: Quantity,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let bounds = bounds(subject, request, &[])?;
    let mut panels = Vec::new();
    let mut maps = Vec::new();
    for setting in settings {
        let map = map(subject, setting, quantity, bounds)?;
        panels.push(Panel {
            notes: notes(request, &map),
            ..panel(bounds, Vec::new())
        });
        maps.push(Some(map));
    }
    let apart = quantity == Quantity::Density && request.differs_in_level();
    if apart {
        // Of one density a level flattens another: each has its maximum as the scale.
        maps.iter_mut().flatten().for_each(over_its_maximum);
    }
    let mut bar = paint(&mut panels, &maps);
    if let Some(bar) = bar.as_mut().filter(|_| apart) {
        "p(x) / max p".clone_into(&mut bar.label);
    }
    let mut plate = Plate::new(String::new(), panels);
    plate.caption = texts::of_maps(request, quantity, settings);
    plate.bar = bar;
    Ok(plate)
}

fn over_its_maximum(map: &mut QuantityMap) {
    let top = map.range[1].max(f64::MIN_POSITIVE);
    map.values = map
        .values
        .iter()
        .map(|value| (f64::from(*value) / top) as f32)
        .collect();
    map.range = [0.0, 1.0];
}

/// The size of learned minus exact in the panel of a field.
///
/// # Errors
/// When the network does not know the level.
pub fn error_map(
    subject: &PlateSubject,
    setting: &Setting,
    bounds: Bounds,
) -> Result<QuantityMap, PlateError> {
    map(subject, setting, Quantity::Error, bounds)
}

fn map(
    subject: &PlateSubject,
    setting: &Setting,
    quantity: Quantity,
    bounds: Bounds,
) -> Result<QuantityMap, PlateError> {
    if quantity.is_counted() {
        let cloud = runs::ends(subject, setting)?;
        let p = cloud.noising.marginal(subject.mixture);
        let [dx, dy] = grid(bounds, CELLS - 1.0).spacing();
        // Cells fill the rectangle: their middles lie half a cell inside.
        let inner = Bounds {
            min: [bounds.min[0] + 0.5 * dx, bounds.min[1] + 0.5 * dy],
            max: [bounds.max[0] - 0.5 * dx, bounds.max[1] - 0.5 * dy],
        };
        let cells = grid(inner, CELLS - 1.0);
        return Ok(Census::new(&p, cloud.noising.std, cells).surplus(cloud.points.view()));
    }
    let at = Scenery::of(subject, setting)?;
    let grid = grid(bounds, POINTS);
    let points = grid.points();
    let truth = Truth::at(points.view(), &at.smoothed);
    let learned = &at.score;
    let values = quantity_values(
        quantity,
        points.view(),
        at.sigma,
        (&at.smoothed, &truth),
        learned,
    );
    let log_density = truth.log_density.to_vec();
    Ok(QuantityMap::new(
        quantity,
        at.sigma,
        grid,
        &values,
        &log_density,
        &at.smoothed,
    ))
}

/// What the map comes to, where numbers are asked for and it is known.
pub fn notes(request: &PlateRequest, map: &QuantityMap) -> Vec<String> {
    let words = |total: f64| {
        let name = map.quantity.facts().total?;
        Some(format!("{name} = {}", three_figures(total)))
    };
    let note = map.total().filter(|_| request.numbers).and_then(words);
    note.into_iter().collect()
}

/// Paints every map into its panel, all on one scale; what the colours mean.
pub fn paint(panels: &mut [Panel], maps: &[Option<QuantityMap>]) -> Option<PlateBar> {
    let scale = ColourScale::of(maps.iter().flatten())?;
    for (panel, map) in panels.iter_mut().zip(maps) {
        if let Some(map) = map {
            panel.marks.insert(0, Mark::Bands(scale.bands(map)));
        }
    }
    Some(scale.bar())
}
