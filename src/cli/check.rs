//! `obzor check`: what an author should look at, a line each: the site, its pages, its descriptions.

use super::build::{Reading, is_elsewhere};
use super::{complain, lines, page, say};
use crate::html::{Attribute, Html, words};
use crate::i18n::Language;
use crate::site::{Api, Site};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder of the site.
    #[arg(default_value = ".")]
    site: PathBuf,
    /// The language of the words: ru or en.
    #[arg(long, default_value = "en")]
    language: String,
}

/// Says what is wrong as `file:line: what (where)`, and fails if there is anything.
pub(super) fn main(options: &Options) -> ExitCode {
    let language = Language::from_code(&options.language).unwrap_or(Language::En);
    let path = options.site.join("site.json");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return complain(&format!("{}: {error}", path.display())),
    };
    let found = match Site::read(&text) {
        Ok(site) => site_files(&options.site, &site, language),
        Err(problems) => {
            let wrong = |problem: &crate::site::Problem| {
                let wrong = (language.messages().site_wrong)(&problem.wrong);
                (problem.pointer.clone(), wrong)
            };
            placed(&path, &text, problems.iter().map(wrong).collect())
        }
    };
    for line in &found {
        say(&mut std::io::stdout(), line);
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Findings with their lines: `file:line: what (pointer)`.
fn placed(path: &Path, text: &str, findings: Vec<(String, String)>) -> Vec<String> {
    let wanted: Vec<&str> = findings.iter().flat_map(|(at, _)| lines::around(at)).collect();
    let found = lines::find(text, &wanted);
    let line = |(pointer, what): (String, String)| {
        let line = match pointer.as_str() {
            "" => written(text, &what),
            pointer => lines::nearest(&found, pointer),
        };
        let line = line.unwrap_or(1);
        let place = if pointer.is_empty() { String::new() } else { format!(" ({pointer})") };
        format!("{}:{line}: {what}{place}", path.display())
    };
    findings.into_iter().map(line).collect()
}

/// The line of Markdown that holds the address at the end of a finding.
fn written(text: &str, what: &str) -> Option<usize> {
    let (_, address) = what.rsplit_once(": ")?;
    text.lines().position(|line| line.contains(address)).map(|index| index + 1)
}

/// What is wrong with the files that the site names; each file is looked at once.
fn site_files(folder: &Path, site: &Site, language: Language) -> Vec<String> {
    let mut seen = Vec::new();
    let look = [&site.look.style, &site.look.logo, &site.look.icon];
    let look = look.into_iter().filter(|file| !file.is_empty()).map(|file| folder.join(file));
    let error = |path: PathBuf| {
        let error = std::fs::metadata(&path).err()?;
        Some(format!("{}: {error}", path.display()))
    };
    let mut found: Vec<String> = look.filter_map(error).collect();
    for page in &site.pages {
        let versions = page.versions.iter().map(|version| &version.file);
        for (own, file) in std::iter::once(&page.file).chain(versions).flat_map(|file| &file.0) {
            if seen.contains(file) {
                continue;
            }
            seen.push(file.clone());
            let path = folder.join(file);
            match page::look(&path, own.unwrap_or(language), language) {
                Ok(findings) => {
                    let bytes = std::fs::read(&path).unwrap_or_default();
                    found.extend(placed(&path, &String::from_utf8_lossy(&bytes), findings));
                }
                Err(line) => found.push(line),
            }
        }
    }
    for api in &site.apis {
        for (own, file) in &api.description.0 {
            if seen.contains(file) || is_elsewhere(file) {
                continue;
            }
            seen.push(file.clone());
            found.extend(description(folder, api, own.unwrap_or(language), language));
        }
    }
    found
}

/// What is wrong with a description: what its pages would show as a problem.
fn description(folder: &Path, api: &Api, own: Language, language: Language) -> Vec<String> {
    let reading = match Reading::new(api, own, folder) {
        Ok(reading) => reading,
        Err(line) => return vec![line],
    };
    let mut findings = Vec::new();
    reading.all(language, &mut |nodes| problems(nodes, &mut findings));
    let path = folder.join(api.description.get(own));
    let text = std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    placed(&path, &text.unwrap_or_default(), findings)
}

/// The problems that a page shows: where, and what.
fn problems(nodes: &[Html], found: &mut Vec<(String, String)>) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        let is_problem = element.attributes.iter().any(|attribute| {
            matches!(attribute, Attribute::Class(name) if name.split(' ').any(|own| own == "r-problem" || own == "s-problem"))
        });
        if !is_problem {
            problems(&element.children, found);
            continue;
        }
        let mut text = String::new();
        words(&element.children, &mut text);
        let (what, pointer) = text.rsplit_once('#').unwrap_or((&text, ""));
        let finding = (pointer.trim().to_owned(), what.trim().to_owned());
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
}
