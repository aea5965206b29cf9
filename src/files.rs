//! Files: scenes, models and points read in, and whatever is made written whole or not at all. Nothing
//! else writes a file.

mod error;
mod listing;
mod model;
mod number;
mod points;
mod read;
mod scene;
#[cfg(not(target_arch = "wasm32"))]
mod store;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod whole;

pub use error::ReadError;
pub use listing::{Listing, list_folder};
pub use model::{is_model, model_of, read_model};
pub(crate) use number::{NoNumber, number};
pub use points::{
    PointFile, TablePreview, draw_points, preview_table, preview_table_from, read_points,
};
pub use read::read_bytes;
pub(crate) use read::read_text;
pub use scene::{
    Opened, find_scene, is_link, is_picture, is_table, open_bytes, open_columns, open_columns_of,
    open_file, open_scene, read_scene,
};
#[cfg(not(target_arch = "wasm32"))]
pub use store::Store;
pub use texts::read_texts;
#[cfg(not(target_arch = "wasm32"))]
pub use whole::{
    DraftWriter, SaveError, StreamError, abandon_drafts, require_writable, scratch_folder,
    write_streamed, write_whole,
};
