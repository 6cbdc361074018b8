//! `obzor build`: a site as a folder of static files, for any host.
//!
//! ```text
//! app (built) ──┐
//! site.json, ───┼──► the app beside the author's files, and in `read/` a page of plain HTML for each page
//! pages, specs ─┘    and operation, its twin in Markdown, and what search engines ask for
//! ```
//!
//! The pages of `read/` need no program: they are for search engines, for readers without JavaScript, and
//! for tools that read. Each leads to the same place of the app.

mod app;
mod catalogue;
mod description;
mod document;
mod lists;
mod pages;
mod settle;
mod words;

use super::hosts::Hosts;
use super::{complain, say};
use crate::html::{Html, words};
use crate::i18n::Language;
use crate::site::Site;
use catalogue::Catalogue;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) use app::App;
pub use app::Files;
pub(super) use catalogue::is_elsewhere;
pub(super) use description::Reading;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder of the site: site.json and the files that it names.
    #[arg(default_value = ".")]
    site: PathBuf,
    /// The folder to write; what is in it already stays, unless it is written anew.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// The address that the site will have, as <https://docs.example.com/>: for canonical addresses, sitemap.xml
    /// and robots.txt.
    #[arg(long)]
    url: Option<String>,
    /// The folder of a built app, in place of the one that this command carries.
    #[arg(long)]
    app: Option<PathBuf>,
    /// Leaves `connect` as it is in site.json: the page may then ask any host, for readers who open descriptions of their
    /// own.
    #[arg(long)]
    any_host: bool,
}

/// What could not be done, in a line.
type Failure = String;

/// A page to be written.
struct Sheet {
    /// Its address in the folder.
    path: String,
    language: Language,
    title: String,
    html: Vec<Html>,
    /// The same page in the app.
    hash: String,
    /// The list beside it.
    beside: Vec<Html>,
    /// Its addresses in other languages.
    others: Vec<(Language, String)>,
}

impl Sheet {
    /// Its first sentences, for lists of pages.
    fn summary(&self) -> String {
        let mut text = String::new();
        summarize(&self.html, &mut text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(160) {
            None => text,
            Some((end, _)) => {
                let cut = text.get(..end).unwrap_or_default();
                let cut = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
                format!("{cut}…")
            }
        }
    }
}

/// Adds the words of the first paragraph of some length.
fn summarize(nodes: &[Html], text: &mut String) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        if element.tag == crate::html::Tag::P {
            let mut own = String::new();
            words(&element.children, &mut own);
            if own.split_whitespace().count() > 3 {
                *text = own;
            }
        } else {
            summarize(&element.children, text);
        }
        if !text.is_empty() {
            return;
        }
    }
}

/// Builds the site.
pub(super) fn main(options: &Options, carried: Files) -> ExitCode {
    match build(options, carried) {
        Ok(count) => {
            say(
                &mut std::io::stdout(),
                &format!("{}: the app and {count} pages in read/", options.out.display()),
            );
            ExitCode::SUCCESS
        }
        Err(line) => complain(&line),
    }
}

fn build(options: &Options, carried: Files) -> Result<usize, Failure> {
    let site = read_site(&options.site)?;
    let app = App::new(options.app.as_deref(), carried)?;
    copy(&options.site, &options.out, &options.out)?;
    app.write(&options.out)?;
    narrow(&site, options)?;
    let catalogue = Catalogue::new(&site, &options.site)?;
    let address = options.url.as_ref().map(|url| format!("{}/", url.trim_end_matches('/')));
    let writer = document::Writer { site: &site, catalogue: &catalogue, app: &app, address };
    let mut lists = lists::Lists::default();
    let mut put = |sheet: Sheet| -> Result<(), Failure> {
        write(&options.out, &sheet.path, &writer.document(&sheet))?;
        let twin = catalogue::twin(&sheet.path);
        let text = format!("# {}\n\n{}", sheet.title, crate::docs::to_markdown(&sheet.html));
        write(&options.out, &twin, &text)?;
        lists.add(&sheet);
        Ok(())
    };
    pages::draw(&site, &catalogue, &options.site, &mut put)?;
    description::draw(&catalogue, &mut put)?;
    for (path, text) in lists.files(&site, writer.address.as_deref()) {
        write(&options.out, path, &text)?;
    }
    write(&options.out, "index.html", &writer.index(lists.home())?)?;
    Ok(lists.len())
}

/// Names in the site.json that is written the hosts that the page may ask, where the author has not and all of them are
/// known: the browser then stops everything else.
fn narrow(site: &Site, options: &Options) -> Result<(), Failure> {
    let (source, target) = (options.site.join("site.json"), options.out.join("site.json"));
    if options.any_host || site.origins().is_some() || is_same(&source, &target) {
        return Ok(());
    }
    let hosts = Hosts::of(site, &options.site)?;
    if let Some(why) = hosts.unknown.first() {
        say(&mut std::io::stdout(), &format!("The page may ask any https host ({why})."));
        return Ok(());
    }
    let own = [String::from("self")];
    let named = if hosts.known.is_empty() { &own[..] } else { &hosts.known };
    let text = std::fs::read_to_string(&source).map_err(|error| told(&source, &error))?;
    // The author's own lines stay as they are.
    let text = text.replacen('{', &format!("{{\n  \"connect\": {},", json!(named)), 1);
    std::fs::write(&target, text).map_err(|error| told(&target, &error))?;
    let line = format!("The page may ask {} alone (--any-host: others too).", named.join(", "));
    say(&mut std::io::stdout(), &line);
    Ok(())
}

fn read_site(folder: &Path) -> Result<Site, Failure> {
    let path = folder.join("site.json");
    let text = std::fs::read_to_string(&path).map_err(|error| {
        format!("{}: {error}. Run this in the folder of the site, or name it.", path.display())
    })?;
    Site::read(&text).map_err(|problems| {
        let line = |problem: &crate::site::Problem| {
            let wrong = (Language::En.messages().site_wrong)(&problem.wrong);
            format!("{}: {} {wrong}", path.display(), problem.pointer)
        };
        problems.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

/// Copies the author's files, but for hidden ones and the folder that is written.
fn copy(from: &Path, to: &Path, out: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(from).map_err(|error| told(from, &error))?;
    std::fs::create_dir_all(to).map_err(|error| told(to, &error))?;
    for entry in entries.flatten() {
        let (source, name) = (entry.path(), entry.file_name());
        let is_hidden = name.to_string_lossy().starts_with('.') || name == "node_modules";
        if is_hidden || is_same(&source, out) {
            continue;
        }
        let target = to.join(&name);
        if source.is_dir() {
            copy(&source, &target, out)?;
        } else if !is_same(&source, &target) {
            std::fs::copy(&source, &target).map_err(|error| told(&source, &error))?;
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn write(folder: &Path, path: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
    }
    std::fs::write(&path, text).map_err(|error| told(&path, &error))
}

fn told(path: &Path, error: &std::io::Error) -> Failure {
    format!("{}: {error}", path.display())
}
