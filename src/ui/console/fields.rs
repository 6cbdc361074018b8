//! Rows of names and values that the reader edits.

use crate::browser::{dom, file};
use crate::i18n::Messages;
use crate::operation::{Hint, Kind, Operation, Place};
use crate::request::{BodyInput, BodyKind, Field, Inputs};
use crate::ui::kit::{Button, Input, choice, memo, on_checked, on_value, row};
use crate::ui::state::Store;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Which list of an operation's inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Path,
    Query,
    Headers,
    Cookies,
    Body,
}

impl List {
    fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Headers => "header",
            Self::Cookies => "cookie",
            Self::Body => "body",
        }
    }

    fn add_word(self, words: &Messages) -> &'static str {
        match self {
            Self::Path | Self::Query => words.add_query,
            Self::Headers => words.add_header,
            Self::Cookies => words.add_cookie,
            Self::Body => words.add_field,
        }
    }

    fn of(self, inputs: &Inputs) -> &[Field] {
        match self {
            Self::Path => &inputs.path,
            Self::Query => &inputs.query,
            Self::Headers => &inputs.headers,
            Self::Cookies => &inputs.cookies,
            Self::Body => inputs.body.fields(),
        }
    }

    fn of_mut(self, inputs: &mut Inputs) -> Option<&mut Vec<Field>> {
        match self {
            Self::Path => Some(&mut inputs.path),
            Self::Query => Some(&mut inputs.query),
            Self::Headers => Some(&mut inputs.headers),
            Self::Cookies => Some(&mut inputs.cookies),
            Self::Body => match &mut inputs.body {
                BodyInput::Form(fields) | BodyInput::Multipart(fields) => Some(fields),
                _ => None,
            },
        }
    }
}

/// One list of one operation, and how it is read and changed.
#[derive(Clone, Copy)]
struct Rows {
    store: Store,
    list: List,
    operation: StoredValue<Operation>,
}

impl Rows {
    fn with<T>(self, read: impl FnOnce(&Inputs) -> T) -> T {
        self.operation.with_value(|operation| self.store.with_inputs(operation, read))
    }

    fn count(self) -> usize {
        self.with(|inputs| self.list.of(inputs).len())
    }

    /// What the rows are: a letter for each, `f` for a file; the names of those whose names are fixed.
    fn kinds(self) -> String {
        let kind = |field: &Field| match self.list {
            List::Path => format!("{}/", field.name),
            _ if field.is_file => "f".to_owned(),
            _ => "t".to_owned(),
        };
        self.with(|inputs| self.list.of(inputs).iter().map(kind).collect())
    }

    fn read(self, index: usize, part: fn(&Field) -> String) -> String {
        self.with(|inputs| self.list.of(inputs).get(index).map(part).unwrap_or_default())
    }

    fn name(self, index: usize) -> String {
        self.read(index, |field| field.name.clone())
    }

    /// What the description says of a field of this name.
    fn hint(self, name: &str) -> Option<Hint> {
        let form = self.operation.with_value(|operation| self.store.form_of(operation))?;
        let place = match self.list {
            List::Path => Place::Path,
            List::Query => Place::Query,
            List::Headers => Place::Header,
            List::Cookies => Place::Cookie,
            List::Body if self.are_parts() => Place::Multipart,
            List::Body => Place::Form,
        };
        form.at(place).find(|hint| hint.name == name).cloned()
    }

    /// Takes what was typed; an optional field that has a value is sent, an empty one is not.
    fn type_value(self, index: usize, text: &str, hint: Option<&Hint>) {
        let optional = hint.is_some_and(|hint| !hint.required);
        self.set(index, |field| {
            text.clone_into(&mut field.value);
            if optional {
                field.enabled = !text.is_empty();
            }
        });
    }

    fn change(self, change: &mut dyn FnMut(&mut Vec<Field>)) {
        self.operation.with_value(|operation| {
            self.store.edit(operation, |inputs| {
                if let Some(fields) = self.list.of_mut(inputs) {
                    change(fields);
                }
            });
        });
    }

    /// Adds a row and puts the caret into its name.
    fn add(self, field: &Field) {
        self.change(&mut |fields| fields.push(field.clone()));
        let index = untrack(|| self.count()).saturating_sub(1);
        dom::focus_soon(format!("{}-name-{index}", self.list.key()));
    }

    /// True for the parts of a multipart body, each of which may have a media type.
    fn are_parts(self) -> bool {
        self.list == List::Body && self.with(|inputs| inputs.body.kind()) == BodyKind::Multipart
    }

    fn set(self, index: usize, mut set: impl FnMut(&mut Field)) {
        self.change(&mut |fields| {
            if let Some(field) = fields.get_mut(index) {
                set(field);
            }
        });
    }
}

/// A list of fields under a title. Rows of the path are fixed; others can be added and removed.
pub(super) fn fields(
    store: Store,
    list: List,
    operation: Operation,
    title: fn(&'static Messages) -> &'static str,
) -> AnyView {
    let rows = Rows { store, list, operation: StoredValue::new(operation) };
    // Rows are made anew only when their number or their kinds change, so the caret stays while one
    // types.
    let kinds = memo(move || rows.kinds());
    let count = move || {
        kinds.with(|_| ());
        untrack(|| rows.count())
    };
    let fixed = list == List::Path;
    let add_file = Button {
        hidden: Some(Signal::derive(move || !rows.are_parts())),
        ..Button::new(
            "quiet add",
            Signal::derive(move || format!("+ {}", store.words().file)),
            move || rows.add(&Field { is_file: true, ..Field::new("", "") }),
        )
    };
    let add = Button {
        hidden: Some(Signal::stored(fixed)),
        ..Button::new(
            "quiet add",
            Signal::derive(move || format!("+ {}", list.add_word(store.words()))),
            move || rows.add(&Field::new("", "")),
        )
    };
    view! {
        <fieldset class="fields" hidden=move || fixed && count() == 0>
            <legend hidden=move || count() == 0>{store.word(title)}</legend>
            {move || (0..count()).map(|index| field_row(rows, index)).collect::<Vec<_>>()}
            <div class="add-row">{add.view()}{add_file.view()}</div>
        </fieldset>
    }
    .into_any()
}

fn field_row(rows: Rows, index: usize) -> AnyView {
    let id = format!("{}-{index}", rows.list.key());
    let hint = untrack(|| rows.hint(&rows.name(index)));
    let value = value(rows, index, &id, hint.as_ref());
    if let Some(hint) = &hint {
        return described_row(rows, index, hint, &id, value);
    }
    if rows.list == List::Path {
        return row(&id, &untrack(|| rows.name(index)), vec![value]);
    }
    let remove = move || {
        rows.change(&mut |fields| {
            if index < fields.len() {
                fields.remove(index);
            }
        });
    };
    let remove = Button {
        label: Some(Signal::derive(move || (rows.store.words().remove_field)(&rows.name(index)))),
        ..Button::new("quiet remove", Signal::stored("×".to_owned()), remove)
    };
    let (name, remove) = (name(rows, index), remove.view());
    let media_type =
        if untrack(|| rows.are_parts()) { media_type(rows, index) } else { ().into_any() };
    view! { <div class="row">{name}{value}{media_type}{remove}</div> }.into_any()
}

/// A field of a description: its name is fixed, what is required is always sent.
fn described_row(rows: Rows, index: usize, hint: &Hint, id: &str, value: AnyView) -> AnyView {
    let store = rows.store;
    let class = if hint.deprecated { "field-name is-deprecated" } else { "field-name" };
    let required = move || store.language.get().contents().required;
    let mark = hint
        .required
        .then(|| view! { <span class="field-required">{move || required()}</span> }.into_any());
    let switch =
        if hint.required || rows.list == List::Path { ().into_any() } else { switch(rows, index) };
    let (id, name, title) = (id.to_owned(), hint.name.clone(), hint.description.clone());
    view! {
        <div class="row described">
            {switch}
            <label for=id class=class title=title><code>{name}</code>{mark}</label>
            {value}
        </div>
    }
    .into_any()
}

/// Whether a field is sent.
fn switch(rows: Rows, index: usize) -> AnyView {
    let store = rows.store;
    view! {
        <input
            type="checkbox"
            aria-label=move || Some((store.words().send_field)(&rows.name(index)))
            prop:checked=move || rows.read(index, |field| field.enabled.to_string()) == "true"
            on:change=on_checked(move |on| rows.set(index, |field| field.enabled = on))
        />
    }
    .into_any()
}

/// The media type of a part; what is empty is left to the file, or is a text.
fn media_type(rows: Rows, index: usize) -> AnyView {
    let read = move || rows.read(index, |field| field.media_type.clone());
    let edit = move |text: String| {
        rows.set(index, |field| {
            field.media_type.clone_from(&text);
            let file = field.file.take();
            field.choose(file);
        });
    };
    let label = Signal::derive(move || (rows.store.words().media_type_of)(&rows.name(index)));
    let field = Input {
        class: "value part-type",
        label: Some(label),
        placeholder: Some(Signal::stored("Content-Type".to_owned())),
        ..Input::new(format!("part-type-{index}"), read, edit)
    };
    field.view()
}

/// Whether a row is sent, and its name.
fn name(rows: Rows, index: usize) -> AnyView {
    let store = rows.store;
    let edit = move |text: String| rows.set(index, |field| field.name.clone_from(&text));
    let field = Input {
        class: "name",
        label: Some(store.word(|m| m.name)),
        placeholder: Some(store.word(|m| m.name)),
        ..Input::new(format!("{}-name-{index}", rows.list.key()), move || rows.name(index), edit)
    };
    view! { {switch(rows, index)} {field.view()} }.into_any()
}

/// The value of a row: as the description says, else a text, or a file where the author wrote
/// `@name`.
fn value(rows: Rows, index: usize, id: &str, hint: Option<&Hint>) -> AnyView {
    let store = rows.store;
    let read = move || rows.read(index, |field| field.value.clone());
    let label = Signal::derive(move || (store.words().value_of)(&rows.name(index)));
    let is_file = |field: &Field| field.is_file.to_string();
    if untrack(|| rows.read(index, is_file)) == "true" {
        return file_value(rows, index, id, label);
    }
    let known = hint.cloned();
    let edit = move |text: String| rows.type_value(index, &text, known.as_ref());
    let kind = hint.map(|hint| hint.kind.clone()).unwrap_or_default();
    let values = match &kind {
        Kind::Enum(values) => values.clone(),
        Kind::Boolean => vec!["true".to_owned(), "false".to_owned()],
        Kind::List(_) | Kind::Json => return long_value(store, id, &kind, read, edit),
        _ => Vec::new(),
    };
    if !values.is_empty() {
        let optional = hint.is_some_and(|hint| !hint.required).then(String::new);
        let values = optional.into_iter().chain(values).collect();
        return choice(id, values, Signal::derive(read), edit);
    }
    let placeholder = hint.map(placeholder).filter(|text| !text.is_empty());
    let field = Input {
        label: (rows.list != List::Path && hint.is_none()).then_some(label),
        invalid: Some(Signal::derive(move || !fits(&kind, &read()))),
        placeholder: Some(match placeholder {
            Some(text) => Signal::stored(text),
            None => store.word(|m| m.value),
        }),
        ..Input::new(id, read, edit)
    };
    field.view()
}

/// A value of several lines: a list, one item a line, or JSON.
fn long_value(
    store: Store,
    id: &str,
    kind: &Kind,
    read: impl Fn() -> String + Send + 'static,
    edit: impl FnMut(String) + 'static,
) -> AnyView {
    let id = id.to_owned();
    let is_list = matches!(kind, Kind::List(_));
    view! {
        <textarea
            id=id
            class="value"
            rows="2"
            spellcheck="false"
            autocapitalize="off"
            placeholder=move || {
                if is_list { store.language.get().contents().one_a_line } else { "{}" }
            }
            prop:value=move || read()
            on:input=on_value(edit)
        ></textarea>
    }
    .into_any()
}

/// What stands in an empty field: the form of a date, the bounds of a number, the default.
fn placeholder(hint: &Hint) -> String {
    let bound = |bound: Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    match &hint.kind {
        Kind::Date => "2024-12-31".to_owned(),
        Kind::DateTime => "2024-12-31T23:59:59Z".to_owned(),
        Kind::Integer { min: None, max: None } if hint.default.is_empty() => "0".to_owned(),
        Kind::Integer { min, max } if min.is_some() || max.is_some() => {
            format!("{} … {}", bound(*min), bound(*max))
        }
        _ => hint.default.clone(),
    }
}

/// Whether a text is of a kind; what is empty always is, and so is what a server may know better.
fn fits(kind: &Kind, text: &str) -> bool {
    match kind {
        Kind::Integer { min, max } if !text.is_empty() => text.parse::<i64>().is_ok_and(|number| {
            min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
        }),
        _ => true,
    }
}

/// A file to choose; the one that was chosen is named beside the button, whatever the field shows.
fn file_value(rows: Rows, index: usize, id: &str, label: Signal<String>) -> AnyView {
    let (store, list) = (rows.store, rows.list);
    let choose: Box<dyn FnMut(Event)> = Box::new(move |event| {
        let operation = rows.operation.get_value();
        let name = untrack(|| rows.name(index));
        spawn_local(async move {
            let chosen = file::chosen(&event).await;
            // Rows may have moved while the file was read: the one of that place, else of that name.
            store.edit(&operation, |inputs| {
                let Some(fields) = list.of_mut(inputs) else { return };
                let fits = |field: &Field| field.is_file && field.name == name;
                let place = if fields.get(index).is_some_and(fits) {
                    Some(index)
                } else {
                    fields.iter().position(fits)
                };
                if let Some(field) = place.and_then(|place| fields.get_mut(place)) {
                    field.choose(chosen);
                }
            });
        });
    });
    let chosen = move || {
        rows.read(index, |field| field.file.as_ref().map(|f| f.name.clone()).unwrap_or_default())
    };
    let id = id.to_owned();
    view! {
        <input id=id type="file" aria-label=label on:change=choose/>
        <output class="hint">{move || chosen()}</output>
    }
    .into_any()
}
