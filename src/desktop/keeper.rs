//! The file that keeps the window's settings and its scene for the next start.

use crate::files::Store;
use crate::ui::Keeper;
use std::sync::{Arc, Mutex};

/// The folder of the program, in the one that the system has for settings.
const FOLDER: &str = "scorefield";
/// The name of the file. The window library writes its own store in place, so that a full disk takes what
/// was there: ours stands beside it.
const FILE: &str = "last.toml";

/// The file of a window that keeps things; none in tests.
pub fn keeper(storage: Option<&dyn eframe::Storage>) -> Option<Arc<Mutex<dyn Keeper>>> {
    let folder = storage.and_then(|_| eframe::storage_dir(FOLDER))?;
    Some(Arc::new(Mutex::new(Store::at(folder.join(FILE)))))
}

impl Keeper for Store {
    fn read(&mut self) -> Result<Option<String>, String> {
        let text = Self::read(self).map_err(|error| error.to_string())?;
        Ok(text.map(str::to_owned))
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        Self::write(self, text).map_err(|error| error.to_string())
    }

    fn set_aside(&mut self) -> Option<String> {
        let aside = Self::set_aside(self).ok()?;
        Some(aside.display().to_string())
    }
}
