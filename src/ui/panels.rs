//! What stands at which side of the window and when: the menu, the tabs of the stages, the status bar, controls and charts.

pub mod arrangement;
pub mod menu;
pub mod particle_state;
pub mod side_panels;
pub mod status;
pub mod tabs;
