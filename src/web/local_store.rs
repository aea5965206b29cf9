//! What the browser keeps of the window until the next visit.

use crate::ui::Keeper;
use web_sys::Storage;

/// Its name among what the browser keeps for the page, and of what could not be read.
const KEY: &str = "scorefield.last";
const UNREADABLE: &str = "scorefield.last.unreadable";

/// The storage of the page.
#[derive(Default)]
pub struct LocalStore {
    /// What is kept already.
    text: Option<String>,
}

impl Keeper for LocalStore {
    fn read(&mut self) -> Result<Option<String>, String> {
        // A page that may keep nothing begins afresh; that is said when there is something to keep.
        let found = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        self.text.clone_from(&found);
        Ok(found)
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        if self.text.as_deref() == Some(text) {
            return Ok(());
        }
        let kept = storage().is_some_and(|storage| storage.set_item(KEY, text).is_ok());
        if !kept {
            return Err(
                "could not keep the scene for the next visit: the browser's storage is full or forbidden; copy a link or save the scene"
                    .to_owned(),
            );
        }
        self.text = Some(text.to_owned());
        Ok(())
    }

    fn set_aside(&mut self) -> Option<String> {
        let (storage, text) = (storage()?, self.text.take()?);
        // It has room for it where it stands now.
        storage.remove_item(KEY).ok()?;
        storage.set_item(UNREADABLE, &text).ok()?;
        Some(format!("{UNREADABLE:?} in the browser's storage"))
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
