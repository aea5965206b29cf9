//! What the rows of a batch ask of the network.

/// What one row asks for: `weight |F(input) - target|^2`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// The network's inputs, then the 1 that the bias multiplies, then zeros.
    pub input: [f32; 4],
    pub target: [f32; 2],
    pub weight: f32,
    /// Turns a batch mean of losses into the mean over log-uniform noise levels: how much rarer
    /// this row's level is among those than in the batch.
    pub level_share: f32,
}

/// The rows of one part of a batch, and what they ask of the network.
#[derive(Default)]
pub(crate) struct Asked {
    pub rows: Vec<Row>,
    /// A loss with a slope of the score instead of a target.
    pub slope: Option<Slope>,
    /// As many as rows where there is a slope.
    pub probes: Vec<Probe>,
}

/// Sums of weight |F - target|^2, or of another loss, over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    /// What the gradient belongs to.
    pub objective: f64,
    /// With every row multiplied by its `level_share`.
    pub levels: f64,
}

impl Sums {
    pub fn add(&mut self, other: Self) {
        self.objective += other.objective;
        self.levels += other.levels;
    }
}

/// A loss that holds the slope of the score: w |s|^2/2 plus one of these. The target of a row is the
/// output at which the score is zero, so that w |s|^2 = weight |F - target|^2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slope {
    /// w div s, by two tangents (Hyvärinen 2005).
    Trace,
    /// w v . (grad s) v, with w (v . s)^2/2 in the place of w |s|^2/2 (Song et al. 2019).
    Slice,
    /// w v . (grad s) v.
    ReducedSlice,
}

/// How the network's slope along a direction v enters a loss: with w = sigma^2, or 1 on the clean
/// density, w v . (grad s) v = rate v . (grad F) (free v) + offset |v|^2. The sum over both axes is
/// w div s.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Probe {
    /// The direction; unused where the whole trace is taken.
    pub v: [f32; 2],
    /// 1 where the scaled coordinate follows the point, 0 where it is held.
    pub free: [f32; 2],
    pub rate: f32,
    pub offset: f32,
}
