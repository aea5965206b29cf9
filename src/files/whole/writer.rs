//! The way into a draft.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};

/// Writes into a draft and remembers the first thing that the disk refused.
pub struct DraftWriter<'a> {
    file: BufWriter<&'a File>,
    refused: Option<io::Error>,
}

impl<'a> DraftWriter<'a> {
    pub(super) fn new(draft: &'a File) -> Self {
        Self {
            file: BufWriter::new(draft),
            refused: None,
        }
    }

    /// # Errors
    /// The first thing that the disk refused.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.refused.is_none() {
            let _ = self.flush();
        }
        // Nothing is written again on the way out.
        let (_, _) = self.file.into_parts();
        self.refused.map_or(Ok(()), Err)
    }

    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
            && self.refused.is_none()
        {
            self.refused = Some(match error.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => error.kind().into(),
            });
        }
        result
    }
}

impl Write for DraftWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // An archive that is given up tries to end well and complains when it cannot: let it.
        if self.refused.is_some() {
            return Ok(bytes.len());
        }
        let result = self.file.write(bytes);
        self.noted(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.refused.is_some() {
            return Ok(());
        }
        let result = self.file.flush();
        self.noted(result)
    }
}

impl Seek for DraftWriter<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.refused.is_some() {
            let mut file: &File = self.file.get_ref();
            return file.seek(to);
        }
        let result = self.file.seek(to);
        self.noted(result)
    }
}
