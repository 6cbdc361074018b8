//! The body of a request: its kind, and the editor for that kind.

use super::faults;
use super::fields::{List, fields};
use crate::browser::clock::Delayed;
use crate::browser::file;
use crate::operation::{BodyChoice, Operation, takes_body};
use crate::request::{BodyInput, BodyKind, Inputs};
use crate::response;
use crate::ui::kit::{Button, Input, effect, memo, on_value};
use crate::ui::state::Store;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

/// The body of one operation, and how it is read and changed.
#[derive(Clone, Copy)]
struct Body {
    store: Store,
    operation: StoredValue<Operation>,
}

impl Body {
    fn read(self, part: fn(&BodyInput) -> String) -> String {
        self.with(|inputs| part(&inputs.body))
    }

    fn with<T>(self, read: impl FnOnce(&Inputs) -> T) -> T {
        self.operation.with_value(|operation| self.store.with_inputs(operation, read))
    }

    /// The place of its kind in the list of them.
    fn kind(self) -> usize {
        let kind = self.with(|inputs| inputs.body.kind());
        BodyKind::ALL.iter().position(|other| *other == kind).unwrap_or_default()
    }

    fn edit(self, change: &mut dyn FnMut(&mut Inputs)) {
        self.operation.with_value(|operation| self.store.edit(operation, |inputs| change(inputs)));
    }

    fn set_text(self, typed: &str) {
        self.edit(&mut |inputs| {
            if let BodyInput::Json(text) | BodyInput::Text { text, .. } = &mut inputs.body {
                typed.clone_into(text);
            }
        });
    }

    fn set_media_type(self, typed: &str) {
        self.edit(&mut |inputs| match &mut inputs.body {
            BodyInput::Text { media_type, .. } => typed.clone_into(media_type),
            BodyInput::File(field) => typed.clone_into(&mut field.media_type),
            _ => {}
        });
    }
}

pub(super) fn body(store: Store, operation: Operation) -> AnyView {
    let takes = takes_body(&operation.method) || operation.is_own();
    let body = Body { store, operation: StoredValue::new(operation.clone()) };
    // What the body is; its text may change without the field being made anew.
    let kind = memo(move || body.kind());
    let kind = move || BodyKind::ALL.get(kind.get()).copied().unwrap_or(BodyKind::None);
    let add = Button {
        hidden: Some(Signal::derive(move || !takes || kind() != BodyKind::None)),
        ..Button::new(
            "quiet add",
            Signal::derive(move || format!("+ {}", store.words().add_body)),
            move || body.edit(&mut |inputs| inputs.choose_body(BodyKind::Json)),
        )
    };
    view! {
        {add.view()}
        {examples(body)}
        <div class="fields body-editor" hidden=move || kind() == BodyKind::None>
            <div class="row">
                <label for="body-kind">{store.word(|m| m.body)}</label>
                {kinds(body)}
            </div>
            {move || match kind() {
                BodyKind::None => ().into_any(),
                BodyKind::Json => text_body(body, true),
                BodyKind::Xml | BodyKind::Text => text_body(body, false),
                BodyKind::File => file_body(body),
                BodyKind::Form | BodyKind::Multipart => {
                    fields(store, List::Body, operation.clone(), |m| m.form_fields)
                }
            }}
        </div>
    }
    .into_any()
}

/// The bodies that a description offers: by media type and by the name of an example.
fn examples(body: Body) -> AnyView {
    let store = body.store;
    let form = body.operation.with_value(|operation| untrack(|| store.form_of(operation)));
    let Some(form) = form.filter(|form| !form.bodies.is_empty()) else {
        return ().into_any();
    };
    let option = |(index, choice): (usize, &BodyChoice)| {
        let text = match choice.name.as_str() {
            "" => choice.media_type.clone(),
            name => format!("{name} · {}", choice.media_type),
        };
        view! { <option value=index.to_string()>{text}</option> }.into_any()
    };
    let options: Vec<AnyView> = form.bodies.iter().enumerate().map(option).collect();
    let chosen = RwSignal::new(0_usize);
    let fill = move || {
        if let Some(choice) = form.bodies.get(chosen.get_untracked()) {
            let filled = form.body(choice);
            body.edit(&mut |inputs| inputs.body = filled.clone());
        }
    };
    let choose = {
        let fill = fill.clone();
        move |index: String| {
            chosen.set(index.parse().unwrap_or_default());
            fill();
        }
    };
    let words = move || store.language.get().contents();
    let again = Button::new("quiet", Signal::derive(move || words().fill.to_owned()), fill);
    view! {
        <div class="row">
            <label for="body-example">{move || words().example}</label>
            <select id="body-example" class="value" on:change=on_value(choose)>{options}</select>
            {again.view()}
        </div>
    }
    .into_any()
}

fn kinds(body: Body) -> AnyView {
    let store = body.store;
    let choose = move |index: String| {
        let kind = index.parse().ok().and_then(|index: usize| BodyKind::ALL.get(index).copied());
        body.edit(&mut |inputs| inputs.choose_body(kind.unwrap_or(BodyKind::None)));
    };
    let options = move || {
        let now = untrack(|| body.kind());
        let option = |(index, kind): (usize, &BodyKind)| {
            let text = (store.words().body_kind)(*kind);
            view! { <option value=index.to_string() selected=index == now>{text}</option> }
                .into_any()
        };
        BodyKind::ALL.iter().enumerate().map(option).collect::<Vec<_>>()
    };
    view! {
        <select
            id="body-kind"
            prop:value=move || body.kind().to_string()
            on:change=on_value(choose)
        >
            {move || options()}
        </select>
    }
    .into_any()
}

fn media_type_field(body: Body) -> AnyView {
    let read = |body: &BodyInput| match body {
        BodyInput::Text { media_type, .. } => media_type.clone(),
        BodyInput::File(field) => field.media_type.clone(),
        _ => String::new(),
    };
    let field = Input {
        placeholder: Some(Signal::stored("text/plain; charset=utf-8".to_owned())),
        ..Input::new("media-type", move || body.read(read), move |text| body.set_media_type(&text))
    };
    view! {
        <div class="row">
            <label for="media-type"><code>"Content-Type"</code></label>
            {field.view()}
        </div>
    }
    .into_any()
}

fn text_body(body: Body, is_json: bool) -> AnyView {
    let store = body.store;
    let text = |body: &BodyInput| body.text().unwrap_or_default().to_owned();
    let tidy = move || {
        if let Some(pretty) = response::pretty(&untrack(|| body.read(text))) {
            body.set_text(&pretty);
        }
    };
    let tidy = Button {
        hidden: Some(Signal::stored(!is_json)),
        ..Button::new("quiet", store.word(|m| m.tidy), tidy)
    };
    let media_type = if is_json { ().into_any() } else { media_type_field(body) };
    view! {
        {media_type}
        <textarea
            id="body"
            rows="7"
            spellcheck="false"
            autocapitalize="off"
            aria-label=move || {
                if is_json { store.words().json_body } else { store.words().text_body }
            }
            prop:value=move || body.read(text)
            on:input=on_value(move |text| body.set_text(&text))
        ></textarea>
        {tidy.view()}
        {if is_json { check(body) } else { ().into_any() }}
    }
    .into_any()
}

/// What is wrong with a JSON body by the schema of its description, a moment after the last key.
fn check(body: Body) -> AnyView {
    let store = body.store;
    let is_described =
        body.operation.with_value(|operation| untrack(|| store.form_of(operation)).is_some());
    if !is_described {
        return ().into_any();
    }
    let found = RwSignal::new(Vec::<(String, String)>::new());
    let check = Delayed::new(move || {
        // The reader may have gone on, and the form with them.
        if found.is_disposed() {
            return;
        }
        let text = untrack(|| body.with(|inputs| inputs.body.text().map(str::to_owned)));
        let operation = body.operation.with_value(|operation| operation.id.clone());
        let language = store.language.get_untracked().code();
        let input = json!({ "operation": operation, "body": text, "language": language });
        spawn_local(async move {
            let faults = faults::ask(store, input).await;
            found.try_set(faults.unwrap_or_default());
        });
    });
    effect(move || {
        body.with(|inputs| inputs.body.text().map_or(0, str::len));
        store.language.track();
        check.call(400);
    });
    faults::list(found)
}

/// A file to choose; the one that was chosen is named beside the button, whatever the field shows.
fn file_body(body: Body) -> AnyView {
    let store = body.store;
    let choose: Box<dyn FnMut(Event)> = Box::new(move |event| {
        spawn_local(async move {
            let chosen = file::chosen(&event).await;
            body.edit(&mut |inputs| {
                if let BodyInput::File(field) = &mut inputs.body {
                    field.file.clone_from(&chosen);
                }
            });
        });
    });
    let chosen = |body: &BodyInput| {
        let file = body.fields().first().and_then(|field| field.file.as_ref());
        file.map(|file| file.name.clone()).unwrap_or_default()
    };
    view! {
        {media_type_field(body)}
        <div class="row">
            <label for="body-file">{store.word(|m| m.file)}</label>
            <input id="body-file" type="file" on:change=choose/>
            <output class="hint">{move || body.read(chosen)}</output>
        </div>
    }
    .into_any()
}
