//! A scene as a link: `#s=` and letters that every address may hold.
//!
//! The text of the scene file, then what the window keeps of how it was shown, are packed by deflate behind
//! a dictionary that the version names, and written as base64url behind the version:
//!
//! ```text
//! #s= 1 base64url( checksum of the text, 4 bytes | deflate(scene file NUL view) )
//! ```
//! A link holds every value, the defaults too, so that it means the same in every later version; what is
//! as usual costs next to nothing because the dictionary has it.

mod error;
mod packing;

pub use error::LinkError;

use crate::scene::Scene;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// What a link begins with, behind the address of a page.
const BEGINNING: &str = "#s=";
/// The dictionary and the order of the parts.
const VERSION: char = '1';
/// Between the scene and the view; no scene file holds it.
const BETWEEN: char = '\0';
/// Bytes of the checksum.
const CHECKSUM: usize = 4;

/// A scene and how it was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The scene with its seed.
    pub scene: Scene,
    /// What the window wants to know again, in its own words; empty when there is nothing.
    pub view: String,
}

impl Link {
    /// Letters of the longest link that is made: mail and messengers carry as many whole.
    pub const LONGEST: usize = 2_000;
    /// Letters of the longest link that is read.
    pub const LONGEST_READ: usize = 20_000;

    /// Whether `text` is meant as a link: a whole address or what stands behind it.
    pub fn is_meant(text: &str) -> bool {
        text.contains(BEGINNING) || text.starts_with(&BEGINNING[1..])
    }

    /// The link without the address of a page: `#s=` and what follows.
    ///
    /// # Errors
    /// When the scene cannot be run, or needs more than [`Link::LONGEST`] letters.
    pub fn to_fragment(&self) -> Result<String, LinkError> {
        let text = format!("{}{BETWEEN}{}", self.scene.to_toml()?, self.view);
        let mut bytes = checksum(&text).to_vec();
        bytes.extend(packing::packed(text.as_bytes()));
        let fragment = format!(
            "{BEGINNING}{VERSION}{}",
            BASE64_URL_SAFE_NO_PAD.encode(bytes)
        );
        match fragment.len() {
            0..=Self::LONGEST => Ok(fragment),
            length => Err(LinkError::SceneTooLarge {
                length,
                most: Self::LONGEST,
            }),
        }
    }

    /// Reads a link: a whole address, or what stands behind it.
    ///
    /// # Errors
    /// When it is damaged, too long or of a later version, or its scene cannot be run.
    pub fn read(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        let begun = text.find(BEGINNING).map(|at| at + BEGINNING.len());
        let begun = begun.or_else(|| text.starts_with(&BEGINNING[1..]).then_some(2));
        let packed = begun.map(|at| &text[at..]).ok_or(LinkError::Damaged)?;
        if packed.len() > Self::LONGEST_READ {
            let length = packed.len();
            return Err(LinkError::TooLong { length });
        }
        let mut letters = packed.chars();
        match letters.next() {
            Some(VERSION) => {}
            Some(version) if version.is_ascii_digit() => return Err(LinkError::Version),
            Some(_) | None => return Err(LinkError::Damaged),
        }
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(letters.as_str())
            .map_err(|_| LinkError::Damaged)?;
        let (sum, packed) = bytes
            .split_first_chunk::<CHECKSUM>()
            .ok_or(LinkError::Damaged)?;
        let text = packing::unpacked(packed).ok_or(LinkError::Damaged)?;
        let text = String::from_utf8(text).map_err(|_| LinkError::Damaged)?;
        if checksum(&text) != *sum {
            return Err(LinkError::Damaged);
        }
        let (scene, view) = text.split_once(BETWEEN).ok_or(LinkError::Damaged)?;
        Ok(Self {
            scene: Scene::from_toml(scene).map_err(|fault| LinkError::Scene(fault.message))?,
            view: view.to_owned(),
        })
    }
}

/// FNV-1a: a letter that was changed on the way is found, which deflate alone would read as another number.
fn checksum(text: &str) -> [u8; CHECKSUM] {
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step).to_le_bytes()
}

#[cfg(test)]
mod tests;
