//! The plane as it was painted, for what is painted on it from outside.

use super::Canvas;
use crate::noise::Noising;
use crate::session::Snapshot;
use crate::ui::drawing::compression::Compression;
use crate::ui::drawing::projection::Projection;

impl Canvas {
    /// Where the plane was painted last, and the scale of its arrows' lengths at `sigma`.
    pub fn painted(
        &mut self,
        snapshot: &Snapshot,
        sigma: f64,
    ) -> Option<(Projection, Compression)> {
        let noising = Noising::exploding(sigma);
        let compression = self.typical_score.of(&snapshot.mixture, noising);
        Some((self.projection?, compression))
    }
}
