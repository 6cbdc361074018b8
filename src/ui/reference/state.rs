//! An API description as the page knows it: its contents, the rows in view, the page that is read.

use crate::browser::thread::{self, Program, Source};
use crate::contents::{Contents, Group, Row};
use crate::html::{self, Html};
use crate::i18n::Language;
use crate::nav::{self, Route};
use crate::operation::{Form, Server as Described};
use crate::site::{Localized, Server, Variable};
use crate::ui::kit::memo;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

/// How many rows are asked for at a time.
const BLOCK: usize = 64;

/// Some rows of a group; `None` while they are asked for.
type Block = Option<Vec<Row>>;

/// An answer that is on its way.
type Answer = Pin<Box<dyn Future<Output = Option<Value>>>>;

/// How far the reading of a description is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Progress {
    /// None is open.
    #[default]
    None,
    /// It arrives: bytes so far, and of how many; 0 if that is not known.
    Arriving(f64, f64),
    /// All of it is there.
    Whole,
    /// It could not be read: the status of the server's answer; empty if there was none.
    Failed(String),
    /// It is no YAML: the line, the column, the reason.
    Faulty(u64, u64, String),
}

/// What is wrong with a file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no description.
    NoDescription,
    /// Its end is missing.
    EndsEarly,
}

/// A page of the description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// What it was asked by.
    pub(crate) question: String,
    /// What it is called.
    pub(crate) title: String,
    /// What it shows.
    pub(crate) html: Vec<Html>,
    /// What it has beside: the console's operation.
    pub(crate) rest: Value,
}

/// The description: a handle, as the store is.
#[derive(Clone, Copy)]
pub(crate) struct Reference(&'static Parts);

impl std::ops::Deref for Reference {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What is known of the description.
pub(crate) struct Parts {
    /// One that the reader opened or that the address bar names, in place of the site's.
    pub(crate) named: RwSignal<Option<Source>>,
    /// The origin of one that the address bar names and the site does not allow.
    pub(crate) refused: RwSignal<Option<String>>,
    /// Where it is read from.
    pub(crate) source: RwSignal<Option<Source>>,
    /// How far the reading is.
    pub(crate) progress: RwSignal<Progress>,
    /// What is wrong with it as a whole.
    pub(crate) fault: RwSignal<Option<Fault>>,
    /// Its groups.
    pub(crate) contents: RwSignal<Arc<Contents>>,
    /// The numbers of groups that the reader opened or closed, and which of both.
    pub(crate) folds: RwSignal<HashMap<usize, bool>>,
    /// The rows that are known, by group and block; `None` while they are asked for.
    rows: StoredValue<HashMap<(usize, usize), Block>>,
    /// Whether the thread fell before.
    fell: StoredValue<bool>,
    /// Counts what has changed in the rows.
    pub(crate) known: RwSignal<u32>,
    /// The page that is read; `None` while the first one is on its way.
    pub(crate) page: RwSignal<Option<Arc<Page>>>,
    /// The page that was asked for ahead, by its question.
    ahead: StoredValue<Option<(Value, Answer)>, LocalStorage>,
    /// The operation of the page, and what is known of its fields.
    pub(crate) form: Memo<Option<Arc<Form>>>,
    /// The servers of the page's operation, else of the description.
    pub(crate) servers: Memo<Arc<Vec<Server>>>,
}

impl Reference {
    pub(crate) fn new() -> Self {
        let page = RwSignal::new(None::<Arc<Page>>);
        let part = move |name: &str| {
            page.with(|page| page.as_ref().and_then(|page| page.rest.get(name).cloned()))
        };
        let form = memo(move || {
            let form = Form::from_value(&part("form").filter(Value::is_object)?);
            Some(Arc::new(form))
        });
        let servers = memo(move || {
            let own = part("own_servers").and_then(|own| own.as_bool()).unwrap_or_default();
            let given = form.get().filter(|_| own).map(|form| form.servers.clone());
            let given = given.unwrap_or_else(|| {
                let servers = part("servers").unwrap_or_default();
                servers.as_array().into_iter().flatten().map(Described::from_value).collect()
            });
            Arc::new(given.iter().map(server).collect::<Vec<_>>())
        });
        Self(Box::leak(Box::new(Parts {
            form,
            servers,
            named: RwSignal::new(None),
            refused: RwSignal::new(None),
            source: RwSignal::new(None),
            progress: RwSignal::new(Progress::None),
            fault: RwSignal::new(None),
            contents: RwSignal::new(Arc::default()),
            folds: RwSignal::new(HashMap::new()),
            rows: StoredValue::new(HashMap::new()),
            fell: StoredValue::new(false),
            known: RwSignal::new(0),
            page,
            ahead: StoredValue::new_local(None),
        })))
    }

    /// True if an address leads to a description that the reader opened or that the address bar names.
    pub(crate) fn is_named_at(self, route: &Route) -> bool {
        route.page == nav::FILE && self.named.with(Option::is_some)
    }

    /// True if the page that is shown was asked by this question and has its answer. One that was
    /// answered while the description arrived is asked for once more when all of it is there.
    fn has(self, question: &str) -> bool {
        let whole = self.progress.with_untracked(|progress| *progress == Progress::Whole);
        self.page.with_untracked(|page| {
            page.as_ref().is_some_and(|page| {
                let is = |name: &str| page.rest.get(name).and_then(Value::as_bool) == Some(true);
                page.question == question && !is("missing") && !(whole && is("partial"))
            })
        })
    }

    /// Asks the reader about the description that is open. `None` if another one is open by then, or if
    /// the thread fell: then the description is read again, once.
    pub(crate) fn ask(
        self,
        call: &'static str,
        input: &Value,
    ) -> impl Future<Output = Option<Value>> + use<> {
        let source = self.source.get_untracked();
        let asked = thread::ask(Program::Reader, call, input);
        async move {
            let answer = asked.await;
            if self.source.with_untracked(|now| *now != source) {
                return None;
            }
            if answer.is_none() && !self.fell.get_value() {
                self.fell.set_value(true);
                self.source.set(None);
                if let Some(source) = source {
                    self.open(&source);
                }
            }
            answer.filter(|answer| !answer.is_null())
        }
    }

    /// Reads a description from its beginning.
    pub(crate) fn open(self, source: &Source) {
        if self.source.with_untracked(|now| now.as_ref() == Some(source)) {
            return;
        }
        self.source.set(Some(source.clone()));
        self.progress.set(Progress::Arriving(0.0, 0.0));
        self.fault.set(None);
        self.contents.set(Arc::default());
        self.folds.update(HashMap::clear);
        self.rows.update_value(HashMap::clear);
        self.page.set(None);
        self.ahead.set_value(None);
        let current = source.clone();
        let is_current = move || self.source.with_untracked(|now| *now == Some(current.clone()));
        let told = is_current.clone();
        let progress = move |received, total, contents: Value| {
            if told() {
                self.progress.set(Progress::Arriving(received, total));
                self.take(&contents);
            }
        };
        let done = thread::read(source, Box::new(progress));
        spawn_local(async move {
            let done = done.await;
            if !is_current() {
                return;
            }
            match done {
                Some(Value::Bool(true)) => {
                    // What was asked before may lack what came last.
                    self.ahead.set_value(None);
                    self.progress.set(Progress::Whole);
                    self.refresh();
                }
                Some(error) if error.get("line").is_some() => {
                    let number = |name: &str| error.get(name).and_then(Value::as_u64);
                    let reason = error.get("reason").and_then(Value::as_str).unwrap_or_default();
                    self.progress.set(Progress::Faulty(
                        number("line").unwrap_or_default(),
                        number("column").unwrap_or_default(),
                        reason.to_owned(),
                    ));
                }
                Some(error) => {
                    let status = error.get("error").and_then(Value::as_str).unwrap_or_default();
                    self.progress.set(Progress::Failed(status.to_owned()));
                }
                None => self.progress.set(Progress::Failed(String::new())),
            }
        });
    }

    /// Asks for the groups as they are now.
    fn refresh(self) {
        spawn_local(async move {
            if let Some(answer) = self.ask("contents", &Value::Null).await {
                self.take(&answer);
            }
        });
    }

    /// Takes the groups as they are now.
    fn take(self, answer: &Value) {
        let contents = Contents::from_value(answer.get("groups").unwrap_or(&Value::Null));
        let is = |name: &str| answer.get(name).and_then(Value::as_bool) == Some(true);
        if self.progress.with_untracked(|progress| *progress == Progress::Whole) {
            self.fault.set(match (is("is_description"), is("whole")) {
                (false, _) => Some(Fault::NoDescription),
                (true, false) => Some(Fault::EndsEarly),
                (true, true) => None,
            });
        }
        // What a group holds may have grown; a block that was full stays.
        self.rows.update_value(|rows| {
            rows.retain(|_, block| block.as_ref().is_some_and(|block| block.len() == BLOCK));
        });
        self.contents.set(Arc::new(contents));
        self.known.update(|known| *known += 1);
    }

    /// Whether a group is open: as the reader left it, else the one of the current page, and those with
    /// which the list starts.
    pub(crate) fn is_open(self, group: &Group, current: Option<usize>) -> bool {
        let left = self.folds.with(|folds| folds.get(&group.number).copied());
        left.unwrap_or(current == Some(group.number) || group.starts_open)
    }

    /// A row of a group, if it is known; else it is asked for.
    pub(crate) fn row(self, group: usize, row: usize) -> Option<Row> {
        let block = row / BLOCK;
        let found = self.rows.with_value(|rows| rows.get(&(group, block)).cloned());
        if found.is_none() {
            self.ask_for(group, block);
        }
        found??.get(row % BLOCK).cloned()
    }

    fn ask_for(self, group: usize, block: usize) {
        self.rows.update_value(|rows| drop(rows.insert((group, block), None)));
        let input = json!({ "group": group, "from": block * BLOCK, "to": (block + 1) * BLOCK });
        spawn_local(async move {
            let Some(answer) = self.ask("rows", &input).await else { return };
            let rows = answer.as_array().into_iter().flatten().map(Row::from_value).collect();
            self.rows.update_value(|known| drop(known.insert((group, block), Some(rows))));
            self.known.update(|known| *known += 1);
        });
    }

    /// What a closed part of a page shows.
    pub(crate) async fn opened(self, question: &str, language: Language) -> Vec<Html> {
        let input = json!({ "question": question, "language": language.code() });
        let answer = self.ask("opened", &input).await;
        html::from_value(&answer.unwrap_or_default())
    }

    /// Asks for the page of an address that the reader is about to go to.
    pub(crate) fn look_ahead(self, route: &Route, language: Language) {
        let asked = question(route, language);
        if !self.has(&asked.to_string()) {
            let answer: Answer = Box::pin(self.ask("page", &asked));
            self.ahead.set_value(Some((asked, answer)));
        }
    }

    /// Asks for the page of an address, and shows it if it still is the one that is wanted.
    pub(crate) fn show(
        self,
        route: &Route,
        language: Language,
        wanted: impl Fn() -> bool + 'static,
    ) {
        let asked = question(route, language);
        if self.has(&asked.to_string()) {
            return;
        }
        let ahead = self.ahead.try_update_value(Option::take).flatten();
        let answer = match ahead.filter(|(question, _)| *question == asked) {
            Some((_, answer)) => answer,
            None => Box::pin(self.ask("page", &asked)),
        };
        let asked = asked.to_string();
        spawn_local(async move {
            let Some(mut answer) = answer.await else { return };
            if !wanted() || self.has(&asked) {
                return;
            }
            let missing = answer.get("missing").is_some();
            let whole = self.progress.with_untracked(|progress| *progress == Progress::Whole);
            if missing && !whole {
                return;
            }
            let html =
                html::from_value(&answer.get_mut("html").map(Value::take).unwrap_or_default());
            let title = answer.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
            let page = Page { question: asked, title, html, rest: answer };
            self.page.set(Some(Arc::new(page)));
        });
    }
}

/// What the page of an address is asked by.
fn question(route: &Route, language: Language) -> Value {
    json!({
        "operation": route.operation,
        "schema": route.schema,
        "tag": route.tag,
        "page": route.page,
        "language": language.code(),
    })
}

/// A server of a description as one of the site's.
fn server(described: &Described) -> Server {
    let words = |text: &str| Localized(vec![(None, text.to_owned())]);
    let variables = described.variables.iter().map(|variable| Variable {
        name: variable.name.clone(),
        default: variable.default.clone(),
        choices: variable.choices.clone(),
        description: words(&variable.description),
    });
    let title = match described.description.as_str() {
        "" => described.url.clone(),
        text => format!("{text} · {}", described.url),
    };
    Server {
        id: described.url.clone(),
        title: words(&title),
        url: described.url.clone(),
        variables: variables.collect(),
        sandbox: false,
    }
}
