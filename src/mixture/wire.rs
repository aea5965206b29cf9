//! A mixture on its way to another process: its components, bit for bit.

use super::{Component, Covariance, GaussianMixture, MAX_COMPONENTS, MixtureError};
use crate::plane::Point;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Mean, covariance, weight.
type Parts = (Point, Covariance, f64);

/// How far the weights may be from a sum of one: rounding errors of a division each.
const WEIGHT_SUM_TOLERANCE: f64 = 1e-9;

impl Serialize for GaussianMixture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts =
            |component: &Component| (component.mean, component.cov.clone(), component.weight);
        serializer.collect_seq(self.components.iter().map(parts))
    }
}

impl<'de> Deserialize<'de> for GaussianMixture {
    /// Checks what [`GaussianMixture::new`] checks, and that the weights are divided by their sum
    /// already: to divide again would change bits.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts: Vec<Parts> = Vec::deserialize(deserializer)?;
        let component = |(mean, cov, weight): Parts| Component { mean, cov, weight };
        let components: Vec<Component> = parts.into_iter().map(component).collect();
        let total: f64 = components.iter().map(|c| c.weight).sum();
        if components.is_empty() {
            return Err(D::Error::custom(MixtureError::Empty));
        }
        if components.len() > MAX_COMPONENTS {
            return Err(D::Error::custom(MixtureError::TooMany(components.len())));
        }
        for (index, component) in components.iter().enumerate() {
            let number = index + 1;
            component
                .validate()
                .map_err(|source| D::Error::custom(MixtureError::Component { number, source }))?;
        }
        if (total - 1.0).abs() > WEIGHT_SUM_TOLERANCE {
            return Err(D::Error::custom(format!(
                "the weights of the mixture sum to {total}; divide them by that"
            )));
        }
        Ok(Self::assemble(components))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven() -> GaussianMixture {
        let component = |k: i32| {
            let k = f64::from(k);
            Component::from_axes([k / 3.0, 0.1], [1.0, 0.3], 0.7, 1.0 + 0.3 * k)
        };
        GaussianMixture::new((0..7).map(component).collect()).unwrap()
    }

    #[test]
    fn a_mixture_keeps_every_bit_and_its_weights_are_not_divided_again() {
        let mixture = seven();
        let bytes = postcard::to_allocvec(&mixture).unwrap();
        let read: GaussianMixture = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(read, mixture);
        assert_eq!(postcard::to_allocvec(&read).unwrap(), bytes);
        let divided = GaussianMixture::new(mixture.components().to_vec()).unwrap();
        assert_ne!(divided, mixture, "these weights show a second division");
    }

    #[test]
    fn what_no_mixture_can_be_is_refused() {
        let refused = |parts: &[Parts]| {
            let bytes = postcard::to_allocvec(parts).unwrap();
            assert!(
                postcard::from_bytes::<GaussianMixture>(&bytes).is_err(),
                "{parts:?}"
            );
        };
        let unit = || Covariance::round(1.0);
        refused(&[]);
        refused(&[([0.0, 0.0], unit(), 0.5)]);
        refused(&[([f64::NAN, 0.0], unit(), 1.0)]);
        refused(&[([0.0, 0.0], [[1.0, 2.0], [2.0, 1.0]].into(), 1.0)]);
        refused(&[([0.0, 0.0], unit(), -1.0), ([0.0, 0.0], unit(), 2.0)]);
    }
}
