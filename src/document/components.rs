//! Edits of the separate Gaussians of a target; a curve and points have none.

use crate::mixture::Component;
use crate::plane::Point;
use crate::scene::Target;

/// How much a point of the wheel changes the logarithm of a weight's odds.
const WEIGHT_PER_POINT: f64 = 0.004;

/// The components that can be edited one by one; none for a curve or points.
pub fn components(target: &Target) -> &[Component] {
    match target {
        Target::Components(components) => components,
        Target::Shape(_) | Target::Points(_) => &[],
    }
}

/// The share of the mass that a component holds, from 0 to 1.
pub fn share(target: &Target, index: usize) -> f64 {
    let components = components(target);
    let total: f64 = components.iter().map(|c| c.weight).sum();
    components.get(index).map_or(0.0, |c| c.weight / total)
}

/// Changes the share of a component by so many points of the wheel. In odds, one notch up and one
/// down are where one began, near 1 too.
pub fn weigh(target: &mut Target, index: usize, wheel: f32) {
    let share = share(target, index);
    let odds = share / (1.0 - share).max(1e-9);
    let odds = odds * (WEIGHT_PER_POINT * f64::from(wheel)).exp();
    set_share(target, index, odds / (1.0 + odds));
}

/// Gives a component this share of the mass, keeping the others in proportion.
pub fn set_share(target: &mut Target, index: usize, share: f64) {
    let Target::Components(components) = target else {
        return;
    };
    let others: f64 = components
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != index)
        .map(|(_, c)| c.weight)
        .sum();
    let share = share.clamp(0.001, 0.999);
    if others > 0.0
        && let Some(component) = components.get_mut(index)
    {
        component.weight = others * share / (1.0 - share);
    }
}

/// Replaces one component.
pub fn set(target: &mut Target, index: usize, component: Component) {
    if let Target::Components(components) = target
        && let Some(slot) = components.get_mut(index)
    {
        *slot = component;
    }
}

/// Adds a round component at `mean` with the average weight; its number.
///
/// # Errors
/// One sentence when the target is a curve or points.
pub fn add(target: &mut Target, mean: Point, std: f64) -> Result<usize, String> {
    let noun = target.noun();
    let Target::Components(components) = target else {
        return Err(format!(
            "could not add a Gaussian: the target is {noun}; open a scene of separate Gaussians first"
        ));
    };
    let total: f64 = components.iter().map(|c| c.weight).sum();
    let weight = total / components.len().max(1) as f64;
    components.push(Component::round(mean, std, weight));
    Ok(components.len() - 1)
}
