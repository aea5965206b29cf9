//! Everything that can be asked for by menu, button or key, and the key for it.

pub mod keyboard;
mod keys;
mod listed;

pub use keys::KEYS;

use super::lessons::Turn;
use super::view::{FieldKind, FieldStyle, HandTool, LineTool, Stage};
use crate::document::Arrangement;
use crate::measure::Quantity;
use listed::listed;

listed! {
    /// One thing to do, whoever asks for it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    Action:
    OpenScene,
    OpenPoints,
    OpenModel,
    SaveScene,
    CopyLink,
    SaveModel,
    ExportFigure,
    CopyFigure,
    SaveView,
    Screenshot,
    ExportTrajectories,
    Quit,
    Undo,
    Redo,
    AddComponent,
    RemoveComponent,
    DuplicateComponents,
    SelectAll,
    ToggleLock,
    Arrange(Arrangement),
    ToggleTool(HandTool),
    ToggleTable,
    DrawText,
    ChooseWidth,
    FitMixture,
    ChooseMixture,
    PlayOrPause,
    OneStep,
    ToggleTraining,
    StepTraining,
    SlowMotion,
    EarlierNetwork,
    LaterNetwork,
    NewestNetwork,
    GoOnFromHere,
    TogglePin,
    ComparePinned,
    EqualSeeds,
    Restart,
    ToggleTrainAtStart,
    Slower,
    Faster,
    ToggleParticles,
    StepParticles,
    Respawn,
    ToggleLaunch,
    ToggleFollowing,
    ShowLearned,
    ShowExact,
    ShowDifference,
    ShowEmpirical,
    ShowMap(Quantity),
    NextMap,
    ShowAs(FieldStyle),
    NextStyle,
    ToggleLine(LineTool),
    ToggleMarginals,
    ToggleTwin,
    PinProbe,
    RemovePins,
    ToggleProbe,
    FitView,
    TogglePresenter,
    ToggleDark,
    ToggleMotion,
    Learn,
    Sample,
    Journey,
    ToggleJourney,
    Lesson(Turn),
    ToggleControls,
    UsualPanels,
    ToggleCharts,
    ToggleAllCharts,
    NextChart,
    ToggleMore,
    ToggleIdentity,
    ToggleTimings,
    ShowKeys,
    ShowSymbols,
    ShowPapers,
    ShowGuide,
    Find,
}

impl Action {
    /// What menus call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenScene => "Open scene…",
            Self::OpenPoints => "Open points…",
            Self::OpenModel => "Open model…",
            Self::SaveScene => "Save scene…",
            Self::CopyLink => "Copy link",
            Self::SaveModel => "Save model…",
            Self::ExportFigure => "Export figure…",
            Self::CopyFigure => "Copy figure",
            Self::SaveView => "Save the canvas…",
            Self::Screenshot => "Save a screenshot…",
            Self::ExportTrajectories => "Export trajectories…",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::AddComponent => "Add a Gaussian",
            Self::RemoveComponent => "Remove the selected Gaussian",
            Self::DuplicateComponents => "Duplicate the selected Gaussians",
            Self::SelectAll => "Select all Gaussians",
            Self::ToggleLock => "Lock or unlock the selected Gaussians",
            Self::Arrange(how) => how.name(),
            Self::ToggleTool(tool) => tool.in_full(),
            Self::ToggleTable => "Table of numbers",
            Self::DrawText => "Draw a text as points…",
            Self::FitMixture => "Fit Gaussians to the points",
            Self::ChooseMixture => "Fit as many Gaussians as the points ask for",
            Self::ChooseWidth => "Choose the kernel width from the data",
            Self::PlayOrPause => "Play or pause what is on show",
            Self::OneStep => "One step of it",
            Self::ToggleTraining => "Train or pause",
            Self::StepTraining => "One training step",
            Self::SlowMotion => "Slow motion of a step",
            Self::EarlierNetwork => "Earlier network",
            Self::LaterNetwork => "Later network",
            Self::NewestNetwork => "Newest network",
            Self::GoOnFromHere => "Go on from here",
            Self::TogglePin => "Pin this run",
            Self::ComparePinned => "Beside the pinned run",
            Self::EqualSeeds => "Equal seeds",
            Self::Restart => "Restart training",
            Self::ToggleTrainAtStart => "Train at start",
            Self::Slower => "Slower",
            Self::Faster => "Faster",
            Self::ToggleParticles => "Run or pause particles",
            Self::StepParticles => "One particle step",
            Self::Respawn => "Respawn particles",
            Self::ToggleLaunch => "Launch tool",
            Self::ToggleFollowing => "View follows the particles",
            Self::ShowLearned => "Learned field",
            Self::ShowExact => "Exact field",
            Self::ShowDifference => "Difference",
            Self::ShowEmpirical => "Field of the training points",
            Self::ShowMap(quantity) => quantity.facts().name,
            Self::NextMap => "Next map",
            Self::ShowAs(style) => style.name(),
            Self::NextStyle => "Next way to draw the field",
            Self::ToggleMarginals => "Marginals at the edges",
            Self::ToggleTwin => "Two views side by side",
            Self::ToggleLine(LineTool::Cut) => "Cut along a line",
            Self::ToggleLine(LineTool::Loop) => "Circulation around a loop",
            Self::PinProbe => "Pin the probe",
            Self::RemovePins => "Take all pins away",
            Self::ToggleProbe => "Numbers under the pointer",
            Self::FitView => "Fit the view",
            Self::TogglePresenter => "Presenter mode",
            Self::ToggleDark => "Light or dark",
            Self::ToggleMotion => "Less motion",
            Self::Learn => Stage::Learn.name(),
            Self::Sample => Stage::Sample.name(),
            Self::Journey => Stage::Journey.name(),
            Self::ToggleJourney => "Journey and back",
            Self::Lesson(turn) => turn.name(),
            Self::ToggleControls => "Controls",
            Self::UsualPanels => "Usual panels",
            Self::ToggleCharts => "Explanation and charts",
            Self::ToggleAllCharts => "All charts at once",
            Self::NextChart => "Next chart",
            Self::ToggleMore => "More settings",
            Self::ToggleIdentity => "DSM = ESM + C",
            Self::ToggleTimings => "Timings for developers",
            Self::ShowKeys => "Keys and gestures",
            Self::ShowSymbols => "What the letters mean",
            Self::ShowPapers => "The papers' figures…",
            Self::ShowGuide => "First steps",
            Self::Find => "Find an action or a scene…",
        }
    }

    /// What shows a field.
    pub fn show(field: FieldKind) -> Self {
        match field {
            FieldKind::Learned => Self::ShowLearned,
            FieldKind::Exact => Self::ShowExact,
            FieldKind::Difference => Self::ShowDifference,
            FieldKind::Empirical => Self::ShowEmpirical,
        }
    }

    /// What goes to a stage.
    pub fn enter(stage: Stage) -> Self {
        match stage {
            Stage::Learn => Self::Learn,
            Stage::Sample => Self::Sample,
            Stage::Journey => Self::Journey,
        }
    }

    /// What it means on `stage`: what is played and stepped is what the stage is about.
    pub fn on(self, stage: Stage) -> Self {
        match (self, stage) {
            (Self::PlayOrPause, Stage::Learn) => Self::ToggleTraining,
            (Self::PlayOrPause, Stage::Sample) => Self::ToggleParticles,
            (Self::OneStep, Stage::Learn) => Self::StepTraining,
            (Self::OneStep, Stage::Sample) => Self::StepParticles,
            (action, _) => action,
        }
    }

    /// Whether it does anything that is seen on `stage`: in the journey there are no handles, no live
    /// particles and no charts of the training, and each lane shows the score that it follows.
    pub fn acts_on(self, stage: Stage) -> bool {
        let of_the_plane = matches!(
            self,
            Self::AddComponent
                | Self::RemoveComponent
                | Self::DuplicateComponents
                | Self::SelectAll
                | Self::ToggleLock
                | Self::Arrange(_)
                | Self::ToggleTool(_)
                | Self::ToggleParticles
                | Self::StepParticles
                | Self::Respawn
                | Self::ToggleLaunch
                | Self::ToggleFollowing
                | Self::ShowExact
                | Self::ShowEmpirical
                | Self::SlowMotion
                | Self::EarlierNetwork
                | Self::LaterNetwork
                | Self::NewestNetwork
                | Self::GoOnFromHere
                | Self::ComparePinned
                | Self::ShowMap(_)
                | Self::NextMap
                | Self::ShowAs(_)
                | Self::NextStyle
                | Self::ToggleLine(_)
                | Self::ToggleMarginals
                | Self::ToggleTwin
                | Self::PinProbe
                | Self::RemovePins
                | Self::FitView
                | Self::NextChart
                | Self::ToggleIdentity
        );
        stage.has_canvas() || !of_the_plane
    }
}
