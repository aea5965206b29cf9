//! A measurement under way: block by block, so that a window that shows it stays free.

use super::quantity::{Kind, Quantity, Setting};
use crate::plane::Point;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Streams below belong to sampling and to what is measured of losses.
const FIRST_STREAM: u64 = 1 << 20;

/// What was measured, with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value; of a number its first coordinate.
    pub value: Point,
    /// The standard error of each coordinate; 0 of what has no chance in it.
    pub se: Point,
    /// Whether it is a number or a point.
    pub kind: Kind,
}

/// A measurement that is made block by block.
#[derive(Clone, Debug)]
pub struct Measuring {
    quantity: Quantity,
    setting: Setting,
    blocks: Vec<Point>,
    attempt: u64,
}

impl Measuring {
    /// Begins; each `attempt` has random numbers of its own.
    pub fn new(quantity: Quantity, setting: Setting, attempt: u64) -> Self {
        Self {
            quantity,
            setting,
            blocks: Vec::new(),
            attempt,
        }
    }

    /// How much of it is done, from 0 to 1.
    pub fn progress(&self) -> f32 {
        self.blocks.len() as f32 / self.quantity.blocks() as f32
    }

    /// What is known so far.
    pub fn so_far(&self) -> Option<Measured> {
        (!self.blocks.is_empty()).then(|| Measured::of(&self.blocks, self.quantity.kind()))
    }

    /// Measures one more block; what was measured once all are done.
    ///
    /// # Errors
    /// One sentence when it cannot be measured.
    pub fn advance(&mut self) -> Result<Option<Measured>, String> {
        let block = self.blocks.len() as u64;
        let mut rng = ChaCha8Rng::seed_from_u64(self.setting.scene.seed);
        rng.set_stream(FIRST_STREAM + 4096 * self.attempt + block);
        let found = self.quantity.block(&self.setting, &mut rng)?;
        self.blocks.push(found);
        let done = self.blocks.len() >= self.quantity.blocks();
        Ok(done.then(|| Measured::of(&self.blocks, self.quantity.kind())))
    }

    /// Measures all of it.
    ///
    /// # Errors
    /// As [`Measuring::advance`].
    pub fn finish(mut self) -> Result<Measured, String> {
        loop {
            if let Some(measured) = self.advance()? {
                return Ok(measured);
            }
        }
    }
}

impl Measured {
    /// The mean of independent blocks with sd/sqrt(n).
    pub fn of(blocks: &[Point], kind: Kind) -> Self {
        let n = blocks.len() as f64;
        let value: Point = std::array::from_fn(|i| blocks.iter().map(|b| b[i]).sum::<f64>() / n);
        let se = std::array::from_fn(|i| {
            let squares = blocks
                .iter()
                .map(|b| (b[i] - value[i]).powi(2))
                .sum::<f64>();
            if blocks.len() > 1 {
                (squares / (n - 1.0) / n).sqrt()
            } else {
                0.0
            }
        });
        Self { value, se, kind }
    }
}
