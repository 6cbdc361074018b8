//! Rows of names and values that the reader edits.

use crate::browser::file;
use crate::operation::Operation;
use crate::request::{BodyInput, Field, Inputs};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Which list of an operation's inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Path,
    Query,
    Headers,
    Body,
}

impl List {
    fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Headers => "header",
            Self::Body => "body",
        }
    }

    fn of(self, inputs: &Inputs) -> &[Field] {
        match self {
            Self::Path => &inputs.path,
            Self::Query => &inputs.query,
            Self::Headers => &inputs.headers,
            Self::Body => match &inputs.body {
                BodyInput::Form(fields) | BodyInput::Multipart(fields) => fields,
                BodyInput::None | BodyInput::Json(_) => &[],
            },
        }
    }

    fn of_mut(self, inputs: &mut Inputs) -> Option<&mut Vec<Field>> {
        match self {
            Self::Path => Some(&mut inputs.path),
            Self::Query => Some(&mut inputs.query),
            Self::Headers => Some(&mut inputs.headers),
            Self::Body => match &mut inputs.body {
                BodyInput::Form(fields) | BodyInput::Multipart(fields) => Some(fields),
                BodyInput::None | BodyInput::Json(_) => None,
            },
        }
    }
}

/// A list of fields with a name of its own. Rows of the path are fixed; others can be added.
#[component]
pub(super) fn Fields(
    list: List,
    operation: Operation,
    #[prop(into)] title: Signal<&'static str>,
) -> impl IntoView {
    let store = Store::get();
    let operation = StoredValue::new(operation);
    let read = move |index: usize, part: fn(&Field) -> String| {
        let inputs = operation.with_value(|operation| store.inputs(operation));
        list.of(&inputs).get(index).map(part).unwrap_or_default()
    };
    // Rows are made anew only when their number changes, so the caret stays while one types.
    let count = Memo::new(move |_| {
        operation.with_value(|operation| list.of(&store.inputs(operation)).len())
    });
    let edit = move |change: Box<dyn FnOnce(&mut Vec<Field>)>| {
        operation.with_value(|operation| {
            store.edit(operation, |inputs| {
                if let Some(fields) = list.of_mut(inputs) {
                    change(fields);
                }
            });
        });
    };
    let row = move |index: usize| view! { <Row list=list index=index read=Callback::new(move |part| read(index, part)) edit=Callback::new(edit)/> };
    let add = move |_| edit(Box::new(|fields| fields.push(Field::new("", ""))));
    let fixed = list == List::Path;
    view! {
        <fieldset class="fields" hidden=move || fixed && count.get() == 0>
            <legend>{title}</legend>
            {move || (0..count.get()).map(row).collect::<Vec<_>>()}
            {(!fixed).then(|| view! {
                <button type="button" class="quiet add" on:click=add>
                    "+ "{move || store.words().add}<span class="visually-hidden">" "{title}</span>
                </button>
            })}
        </fieldset>
    }
}

type Edit = Box<dyn FnOnce(&mut Vec<Field>)>;

#[component]
fn Row(
    list: List,
    index: usize,
    read: Callback<fn(&Field) -> String, String>,
    edit: Callback<Edit>,
) -> impl IntoView {
    let store = Store::get();
    let change = move |change: fn(&mut Field, String), text: String| {
        edit.run(Box::new(move |fields: &mut Vec<Field>| {
            if let Some(field) = fields.get_mut(index) {
                change(field, text);
            }
        }));
    };
    let name = move || read.run(|field| field.name.clone());
    let value_id = format!("{}-{index}", list.key());
    let fixed = list == List::Path;
    let name_part = if fixed {
        view! { <label for=value_id.clone()><code>{name}</code></label> }.into_any()
    } else {
        view! {
            <input
                type="checkbox"
                aria-label=move || (store.words().send_field)(&name())
                prop:checked=move || read.run(|field| field.enabled.to_string()) == "true"
                on:change:target=move |event| {
                    let enabled = event.target().checked();
                    change(|field, text| field.enabled = text == "true", enabled.to_string());
                }
            />
            <input
                type="text"
                class="name"
                spellcheck="false"
                autocapitalize="off"
                aria-label=move || store.words().name
                placeholder=move || store.words().name
                prop:value=name
                on:input:target=move |event| change(|field, text| field.name = text, event.target().value())
            />
        }
        .into_any()
    };
    let value_part = view! { <Value list=list id=value_id read=read change=Callback::new(move |(f, t)| change(f, t)) edit=edit index=index/> };
    view! {
        <div class="row">
            {name_part}
            {value_part}
            {(!fixed).then(|| view! {
                <button
                    type="button"
                    class="quiet remove"
                    aria-label=move || (store.words().remove_field)(&name())
                    on:click=move |_| edit.run(Box::new(move |fields: &mut Vec<Field>| {
                        if index < fields.len() {
                            fields.remove(index);
                        }
                    }))
                >
                    "×"
                </button>
            })}
        </div>
    }
}

type Change = (fn(&mut Field, String), String);

/// The value of a row: a text, or a file where the author wrote `@name`.
#[component]
fn Value(
    list: List,
    id: String,
    read: Callback<fn(&Field) -> String, String>,
    change: Callback<Change>,
    edit: Callback<Edit>,
    index: usize,
) -> impl IntoView {
    let store = Store::get();
    let name = move || read.run(|field| field.name.clone());
    let is_file = Memo::new(move |_| list == List::Body && read.run(|field| field.value.clone()).starts_with('@'));
    let choose = move |field: leptos::web_sys::HtmlInputElement| {
        spawn_local(async move {
            let chosen = file::chosen(field).await;
            edit.run(Box::new(move |fields: &mut Vec<Field>| {
                if let Some(field) = fields.get_mut(index) {
                    field.file = chosen;
                }
            }));
        });
    };
    let label = move || (store.words().value_of)(&name());
    move || {
        let id = id.clone();
        if is_file.get() {
            return view! {
                <input id=id type="file" aria-label=label on:change:target=move |event| choose(event.target())/>
            }
            .into_any();
        }
        let labelled = list == List::Path;
        view! {
            <input
                id=id
                type="text"
                class="value"
                spellcheck="false"
                autocapitalize="off"
                aria-label=move || (!labelled).then(label)
                required=labelled
                placeholder=move || store.words().value
                prop:value=move || read.run(|field| field.value.clone())
                on:input:target=move |event| change.run((|field, text| field.value = text, event.target().value()))
            />
        }
        .into_any()
    }
}
