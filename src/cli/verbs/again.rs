//! `scorefield again`.

use crate::cli::{Failure, output, progress};
use crate::export;
use crate::files;
use crate::scene::provenance::{self, MODEL, Provenance, SCENE};
use crate::score::ScoreNet;
use crate::wording::{count, quote, quote_path};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Make a figure, paths, a field or a network anew from what the file says of itself, and compare
///
/// Figures, archives and networks hold the scene, the seed and the command that made them. A network that
/// was followed they know by its fingerprint only.
#[derive(Debug, Args)]
pub struct Again {
    /// A figure (.svg, .png, .pdf), an archive (.npz) or a network (.safetensors)
    file: PathBuf,
    /// The network that was followed
    #[arg(long, value_name = "FILE.safetensors")]
    model: Option<PathBuf>,
    /// The table of points that was read
    #[arg(long, value_name = "FILE")]
    points: Option<PathBuf>,
    /// Where the new file goes; without it there is only the comparison
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Bytes of a file that is made again at most.
const LARGEST: u64 = 2_000_000_000;

impl Again {
    /// # Errors
    /// When the file does not say enough, something else is needed, or other bytes come out.
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        if let Some(out) = &self.out {
            files::require_writable(out)?;
        }
        let shown = quote_path(&self.file);
        let bytes = files::read_bytes(&self.file, LARGEST)?;
        let Some(text) = export::made_by(&bytes) else {
            return Err(Failure::Failed(format!(
                "{shown} does not say what made it; SVG, PNG, PDF, NPZ and safetensors files of this program do, from version 0.1 on"
            )));
        };
        let Some(mut made) = Provenance::from_json(&text) else {
            return Err(Failure::Failed(format!(
                "what {shown} says of its making was written by another version or changed; make it by hand"
            )));
        };
        // A network has its scene elsewhere.
        let network = made
            .scene
            .toml
            .is_empty()
            .then(|| ScoreNet::from_bytes(&bytes));
        if let Some(scene) = network
            .and_then(Result::ok)
            .as_ref()
            .and_then(ScoreNet::scene)
        {
            scene.clone_into(&mut made.scene.toml);
        }
        let new = self.made_anew(&made, threads)?;
        if let Some(out) = &self.out {
            files::write_whole(out, &new)?;
        }
        let command = made.command.unwrap_or_default().join(" ");
        if new != bytes {
            return Err(Failure::Failed(difference(
                &shown,
                &bytes,
                &new,
                &made.program,
            )));
        }
        let object = json!({ "same": true, "bytes": new.len(), "command": command });
        let text = format!(
            "{shown} comes out again byte for byte ({} bytes)\n{}",
            count(new.len() as u64),
            quote(&command),
        );
        output::print(self.json, &object, &text)
    }

    /// The file that its own command makes.
    fn made_anew(&self, made: &Provenance, threads: usize) -> Result<Vec<u8>, Failure> {
        let shown = quote_path(&self.file);
        let Some(command) = &made.command else {
            return Err(Failure::Failed(format!(
                "{shown} shows what was live in the window, which no command makes again"
            )));
        };
        let folder = files::scratch_folder()?;
        let scene = folder.path().join("scene.toml");
        files::write_whole(&scene, made.scene.toml.as_bytes())?;
        let ending = self.file.extension().unwrap_or_default();
        let out = folder.path().join("again").with_extension(ending);
        let mut words = vec!["--threads".into(), threads.to_string().into()];
        for word in command.iter().skip(1) {
            words.push(match word.as_str() {
                SCENE => scene.clone().into_os_string(),
                MODEL => self.model(made)?.as_os_str().to_owned(),
                "POINTS" => match &self.points {
                    Some(points) => points.as_os_str().to_owned(),
                    None => {
                        return Err(Failure::Usage(format!(
                            "{shown} was made from a table of points; add --points FILE"
                        )));
                    }
                },
                _ => word.into(),
            });
        }
        words.extend(["--out".into(), out.clone().into_os_string()]);
        // Another process: what the verb prints is no answer to this one.
        let program = std::env::current_exe().map_err(Failure::from)?;
        let run = || {
            Command::new(program)
                .args(&words)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .output()
        };
        let done = progress::during("making it again", run).map_err(Failure::from)?;
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            let said = said.trim_end().lines().last().unwrap_or_default();
            let said = said.trim_start_matches("error: ");
            return Err(Failure::Failed(format!(
                "{shown} could not be made again: {said}"
            )));
        }
        Ok(files::read_bytes(&out, LARGEST)?)
    }

    /// The network that was followed, by its fingerprint.
    fn model(&self, made: &Provenance) -> Result<&Path, Failure> {
        let shown = quote_path(&self.file);
        let wanted = made.model.as_ref();
        let Some(path) = &self.model else {
            let of = wanted.map_or(String::new(), |model| {
                let steps = model.train_steps.map_or(String::new(), |steps| {
                    format!("trained for {} steps, ", count(steps))
                });
                format!(" ({steps}sha256 {})", quote(&model.network_sha256))
            });
            return Err(Failure::Usage(format!(
                "{shown} was made by following a network{of}; add --model FILE.safetensors"
            )));
        };
        let found = provenance::network_sha256(&files::read_model(path)?);
        match wanted {
            Some(model) if model.network_sha256 != found => Err(Failure::Failed(format!(
                "{} holds another network (sha256 {found}) than the one behind {shown} ({}); take that one",
                quote_path(path),
                quote(&model.network_sha256),
            ))),
            _ => Ok(path),
        }
    }
}

/// How the new bytes are others.
fn difference(shown: &str, old: &[u8], new: &[u8], program: &str) -> String {
    let first = old.iter().zip(new).position(|(old, new)| old != new);
    let first = first.unwrap_or(old.len().min(new.len()));
    let this = provenance::PROGRAM;
    let cause = if program == this {
        "it was changed, or computed on a machine that rounds otherwise".to_owned()
    } else {
        format!("it was made by {}, this is {this}", quote(program))
    };
    format!(
        "{shown} comes out with other bytes, {} instead of {}, the first at {}: {cause}",
        count(new.len() as u64),
        count(old.len() as u64),
        count(first as u64),
    )
}
