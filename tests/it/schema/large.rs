//! The schemas of descriptions that are not ours: `OBZOR_SPECS` and `OBZOR_SUITES` name the folders.

use super::{LOOK, count, questions};
use obzor::i18n::Language;
use obzor::openapi::schema::{Direction, Look, opened, summary, type_words, view};
use obzor::openapi::{Library, Node, Place, Reading};
use std::path::PathBuf;
use typed_arena::Arena;

/// The most nodes of one answer.
const MAX_NODES: usize = 20_000;
/// The most schemas of a file that are drawn, evenly spread: a debug build takes its time.
const SAMPLE: usize = 500;
/// The parts that are opened of each schema.
const OPENED: usize = 4;

#[derive(Default)]
struct Figures {
    schemas: usize,
    views: usize,
    nodes: usize,
    largest: usize,
    where_largest: String,
    longest_question: usize,
}

impl Figures {
    fn take(&mut self, name: &str, nodes: &[obzor::html::Html]) {
        let count = count(nodes);
        assert!(count <= MAX_NODES, "{name}: {count} nodes");
        self.views += 1;
        self.nodes += count;
        if count > self.largest {
            self.largest = count;
            name.clone_into(&mut self.where_largest);
        }
    }

    fn draw<'a>(&mut self, reading: &Reading<'a>, schema: &Node<'a>) {
        let name = &schema.place.pointer;
        self.schemas += 1;
        let nodes = view(reading, schema, &LOOK);
        self.take(name, &nodes);
        for (label, question) in questions(&nodes).iter().take(OPENED) {
            self.longest_question = self.longest_question.max(question.len());
            let inner = opened(reading, question, Language::Ru).unwrap();
            self.take(&format!("{name} › {label}"), &inner);
        }
        let direction = Direction::Request;
        summary(reading, schema, &Look { language: Language::Ru, direction });
        type_words(reading, schema, Language::Ru);
    }
}

fn files(variable: &str, folder: &str) -> Vec<PathBuf> {
    let Some(root) = std::env::var_os(variable) else {
        eprintln!("skipped: {variable} is not set");
        return Vec::new();
    };
    let entries = std::fs::read_dir(PathBuf::from(root).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    files
}

/// The schemas that are written where they are used.
fn inline<'a>(node: &Node<'a>, found: &mut Vec<Node<'a>>) {
    for (name, member) in node.members() {
        if name == "schema" {
            found.push(member);
        } else {
            inline(&member, found);
        }
    }
    node.items().for_each(|item| inline(&item, found));
}

/// Draws every schema of a description, or a sample, and prints what came of it.
fn draw_all(path: &PathBuf) {
    let library = Library::of(&std::fs::read_to_string(path).unwrap());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let mut figures = Figures::default();
    let mut total = 0;
    for list in ["/components/schemas", "/definitions"] {
        let Some(list) = reading.get(&Place::at(list)) else { continue };
        let count = list.members().count();
        total += count;
        for (_, schema) in list.members().step_by(count / SAMPLE + 1) {
            figures.draw(&reading, &schema);
        }
    }
    for list in ["/paths", "/webhooks"] {
        let Some(list) = reading.get(&Place::at(list)) else { continue };
        let mut found = Vec::new();
        inline(&list, &mut found);
        total += found.len();
        let step = found.len() / SAMPLE + 1;
        found.iter().step_by(step).for_each(|schema| figures.draw(&reading, schema));
    }
    let Figures { schemas, views, nodes, largest, where_largest, longest_question } = figures;
    eprintln!(
        "{}: {schemas} of {total} schemas, {views} views, {nodes} nodes, at most {largest} ({where_largest}), question ≤ {longest_question} bytes",
        path.file_name().unwrap().to_string_lossy()
    );
}

#[test]
fn every_schema_of_public_descriptions_is_drawn() {
    files("OBZOR_SPECS", "public").iter().for_each(draw_all);
}

#[test]
fn every_schema_of_hostile_descriptions_is_drawn() {
    files("OBZOR_SUITES", "hostile/public/openapi").iter().for_each(draw_all);
}
