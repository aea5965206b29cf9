//! The numbers of a curve.

use crate::document::Document;
use crate::scene::Target;
use crate::shapes::Shape;
use crate::ui::controls::form;
use egui::Ui;

const CENTER: &str = "Where its middle lies, in data units.";
const ANGLE: &str = "How far it is turned, counter-clockwise, in degrees.";
const SCALE: &str = "How many times as large it is as by itself, within 3 units of its middle.";
const STD: &str =
    "The standard deviation of its Gaussians across the curve before it is scaled, in data units.";
const NUMBER: &str = "How many Gaussians stand along the curve, all of the same weight.";
/// As far as a curve can lie from the origin, and how far it can be turned.
const FARTHEST: f64 = 1e5;
const DEGREES: f64 = 36_000.0;

pub fn ui(ui: &mut Ui, document: &mut Document) {
    let Target::Shape(shape) = &document.scene().target else {
        return;
    };
    let mut changed = *shape;
    let mut degrees = shape.angle.to_degrees();
    let (mut edited, mut turned) = (false, false);
    form::grid(ui, "numbers of the curve", |ui| {
        for (axis, name) in ["Middle, x", "Middle, y"].into_iter().enumerate() {
            form::row(ui, name, CENTER, |ui| {
                let value = &mut changed.center[axis];
                let field = form::number(ui, value, -FARTHEST..=FARTHEST, 0.02);
                edited |= field.changed();
                field
            });
        }
        form::row(ui, "Angle, °", ANGLE, |ui| {
            let field = form::number(ui, &mut degrees, -DEGREES..=DEGREES, 1.0);
            turned |= field.changed();
            field
        });
        form::row(ui, "Scale", SCALE, |ui| {
            let field = form::number(ui, &mut changed.scale, 1e-3..=1e4, 0.01);
            edited |= field.changed();
            field
        });
        form::row(ui, "Std", STD, |ui| {
            let field = form::number(ui, &mut changed.std, 1e-3..=10.0, 0.002);
            edited |= field.changed();
            field
        });
    });
    let most = 1..=Shape::MAX_COMPONENTS;
    edited |= form::count(ui, ["Gaussians", NUMBER], &mut changed.components, most);
    if turned {
        changed.angle = degrees.to_radians();
    }
    if edited || turned {
        document.scene_mut().target = Target::Shape(changed);
    }
}
