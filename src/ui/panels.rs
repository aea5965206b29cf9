//! What stands at which side of the window and when: the top bar with its menus,
//! the scene and the stages, the status line, controls and charts, and
//! the window on the wall of a room.

pub mod arrangement;
pub mod banner;
pub mod column;
mod menu;
mod panel_edge;
pub mod particle_state;
pub mod presenter;
mod scene_list;
pub mod side_panels;
pub mod status;
mod tabs;
pub mod top_bar;
