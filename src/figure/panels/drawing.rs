//! One page, from its request.

use super::error::PlateError;
use super::factor::{Factor, Value};
use super::request::{PlateRequest, PlateSubject};
use super::setting::Setting;
use super::{charts, marginal, particles, plane, plane_map, texts};
use crate::figure::{PictureView, Plate};

/// The page of `request` about `subject`.
///
/// # Errors
/// When the request cannot be drawn: see [`PlateError`].
pub fn plate(subject: &PlateSubject, request: &PlateRequest) -> Result<Plate, PlateError> {
    request.validate()?;
    let settings = Setting::all(subject, request)?;
    let mut plate = match request.view {
        PictureView::Field(style) => plane::fields(subject, request, style, &settings)?,
        PictureView::Map(quantity) => plane_map::maps(subject, request, quantity, &settings)?,
        PictureView::Samples => particles::samples(subject, request, &settings)?,
        PictureView::Paths => particles::paths(subject, request, &settings)?,
        PictureView::Marginal => marginal::over_time(subject, request, &settings)?,
        PictureView::Loss => charts::loss(subject, request, &settings)?,
        PictureView::Quality => charts::quality(subject, request, &settings)?,
        PictureView::Weights => charts::weights(subject, request, &settings)?,
    };
    let heads =
        |factor: &Factor| -> Vec<String> { factor.values.iter().map(Value::label).collect() };
    match &request.factors[..] {
        [] | [_, _, _, ..] => plate.columns = request.columns,
        [only] => {
            for (panel, head) in plate.panels.iter_mut().zip(heads(only)) {
                panel.head = head;
            }
            plate.columns = request.columns;
        }
        [rows, columns] => {
            for (panel, head) in plate.panels.iter_mut().zip(heads(columns)) {
                panel.head = head;
            }
            plate.row_heads = heads(rows);
            plate.columns = Some(columns.values.len());
        }
    }
    if request.show_title {
        subject.title.clone_into(&mut plate.title);
    }
    plate.caption.extend(texts::common(subject, request));
    (plate.theme, plate.medium) = (request.theme, request.medium);
    Ok(plate)
}
