//! The built app: a folder, or what this command carries.

use super::{Failure, told};
use std::path::Path;

/// The files of the app that the command carries: their names and what they hold.
pub type Files = &'static [(&'static str, &'static [u8])];

/// What of a build of the demo is the demo's own, not the app's.
const DEMO: [&str; 3] = ["site.json", "pages", "specs"];

/// The app's files.
pub(in crate::cli) struct App {
    files: Vec<(String, Vec<u8>)>,
    /// Its page.
    pub(in crate::cli) index: String,
}

impl App {
    pub(in crate::cli) fn new(folder: Option<&Path>, carried: Files) -> Result<Self, Failure> {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        match folder {
            Some(folder) => collect(folder, "", &mut files)?,
            None => {
                files.extend(
                    carried.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())),
                );
            }
        }
        let index = files.iter().position(|(name, _)| name == "index.html");
        let Some(index) = index.map(|at| files.swap_remove(at).1) else {
            let why = "This obzor was built without the app: name its folder by --app (`make build` writes dist/)";
            return Err(folder.map_or(why.to_owned(), |folder| {
                format!("{}: no index.html, so no built app", folder.display())
            }));
        };
        // These would be the demo's.
        files.retain(|(name, _)| !name.starts_with("index.html."));
        Ok(Self { files, index: String::from_utf8_lossy(&index).into_owned() })
    }

    /// A file by its name.
    pub(in crate::cli) fn file(&self, path: &str) -> Option<&[u8]> {
        let found = self.files.iter().find(|(name, _)| name == path);
        found.map(|(_, bytes)| bytes.as_slice())
    }

    /// Writes the files, but for the page.
    pub(super) fn write(&self, out: &Path) -> Result<(), Failure> {
        for (name, bytes) in &self.files {
            let path = out.join(name);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
            }
            std::fs::write(&path, bytes).map_err(|error| told(&path, &error))?;
        }
        Ok(())
    }

    /// The names of its style sheets, in order: those of the page, then those that come later.
    pub(super) fn styles(&self) -> Vec<&str> {
        let names = self.files.iter().map(|(name, _)| name.as_str());
        let place = |name: &str| {
            Some((!self.index.contains(&format!("href=\"./{name}\"")), self.index.find(name)?))
        };
        let mut styles: Vec<((bool, usize), &str)> = names
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "css"))
            .filter_map(|name| Some((place(name)?, name)))
            .collect();
        styles.sort_unstable();
        styles.into_iter().map(|(_, name)| name).collect()
    }

    /// The name of its icon.
    pub(super) fn icon(&self) -> Option<&str> {
        let names = self.files.iter().map(|(name, _)| name.as_str());
        names.into_iter().find(|name| name.starts_with("icon-") && self.index.contains(name))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
        if name.starts_with('.') || (prefix.is_empty() && DEMO.contains(&plain)) {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, std::fs::read(&path).map_err(|error| told(&path, &error))?));
        }
    }
    Ok(())
}
