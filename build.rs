//! Lists the files of the built app, which the companion on the command line carries: those in `OBZOR_APP`, a folder
//! that `make obzor` names. Without it the companion has none, and takes a folder by `--app`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=OBZOR_APP");
    let mut list = String::new();
    if let Some(folder) =
        env::var_os("OBZOR_APP").filter(|_| env::var_os("CARGO_FEATURE_CLI").is_some())
    {
        println!("cargo::rerun-if-changed={}", Path::new(&folder).display());
        add(Path::new(&folder), "", &mut list);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(error) = fs::write(out.join("app.rs"), format!("&[\n{list}]\n")) {
        println!("cargo::error=app.rs: {error}");
    }
}

/// Adds the files of a folder, but for what the demo brings.
fn add(folder: &Path, prefix: &str, list: &mut String) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_demo = ["site.json", "pages", "specs"]
            .iter()
            .any(|own| name.trim_end_matches(".br").trim_end_matches(".gz") == *own);
        if name.starts_with('.') || (prefix.is_empty() && is_demo) {
            continue;
        }
        if entry.path().is_dir() {
            add(&entry.path(), &format!("{prefix}{name}/"), list);
        } else if let Ok(path) = entry.path().canonicalize() {
            let _ = writeln!(
                list,
                "(\"{prefix}{name}\", include_bytes!({:?})),",
                path.display().to_string()
            );
        }
    }
}
