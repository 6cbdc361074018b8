//! `obzor new`: a site to begin with.

use super::{complain, say};
use std::path::PathBuf;
use std::process::ExitCode;

/// The files, by their places.
const FILES: [(&str, &str); 3] = [
    ("site.json", include_str!("../../examples/new/site.json")),
    ("pages/start.md", include_str!("../../examples/new/pages/start.md")),
    ("specs/api.yaml", include_str!("../../examples/new/specs/api.yaml")),
];

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder to make.
    folder: PathBuf,
}

pub(super) fn main(options: &Options) -> ExitCode {
    let folder = &options.folder;
    // Nothing of anybody's is written over.
    if FILES.iter().any(|(name, _)| folder.join(name).exists()) {
        return complain(&format!("{}: a site is there already", folder.display()));
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        if let Err(error) = made.and_then(|()| std::fs::write(&path, text)) {
            return complain(&format!("{}: {error}", path.display()));
        }
    }
    let name = folder.display();
    let lines = format!(
        "{name} is there. Next: obzor serve {name}, and look at what changes as you write."
    );
    say(&mut std::io::stdout(), &lines);
    ExitCode::SUCCESS
}
