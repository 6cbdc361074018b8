//! Which server answers: the sandbox in the page, or a real one.

use crate::site::Variable;
use crate::ui::kit::{Input, Tone, choice, hint, memo, notice, on_value, row};
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn server_picker(store: Store) -> AnyView {
    let is_sandbox = move || store.server().is_some_and(|server| server.sandbox);
    let choose = move |id: String| store.choose(|choice| choice.server = id);
    // Anew for another server or language, not for each letter of a variable.
    let server = memo(move || store.server().map(|server| server.id));
    let error = memo(move || store.base_url().err());
    view! {
        <section class="card server" aria-label=store.word(|m| m.server)>
            <div class="row">
                <label for="server">{store.word(|m| m.server)}</label>
                <select id="server" on:change=on_value(choose)>
                    {move || options(store)}
                </select>
                <span class="badge" hidden=move || !is_sandbox()>{store.word(|m| m.sandbox_badge)}</span>
            </div>
            {hint(store.word(|m| m.sandbox_hint), Signal::derive(move || !is_sandbox()))}
            {move || {
                // Read, not only tracked: a memo that nobody reads never says that it changed.
                let _ = server.get();
                variables(store)
            }}
            {move || error.get().map(|error| notice(Tone::Error, (store.words().address_error)(&error)))}
        </section>
    }
    .into_any()
}

fn options(store: Store) -> Vec<AnyView> {
    let language = store.language.get();
    let servers = store.servers();
    let options = servers.into_iter().map(|server| {
        let id = server.id.clone();
        let title = server.title.get(language).to_owned();
        view! {
            <option
                value=server.id
                selected=move || store.server().is_some_and(|chosen| chosen.id == id)
            >
                {title}
            </option>
        }
        .into_any()
    });
    options.collect()
}

/// The variables of a real server's address.
fn variables(store: Store) -> Vec<AnyView> {
    let server = untrack(|| store.server()).filter(|server| !server.sandbox);
    let variables = server.map(|server| server.variables).unwrap_or_default();
    variables.into_iter().map(|variable| variable_row(store, variable)).collect()
}

fn variable_row(store: Store, variable: Variable) -> AnyView {
    let Variable { name, default, choices, description } = variable;
    let id = format!("variable-{name}");
    let wanted = name.clone();
    let edited = name.clone();
    let edit = move |text: String| {
        store.choose(|choice| {
            choice.variables.retain(|(other, _)| *other != edited);
            choice.variables.push((edited.clone(), text));
        });
    };
    let value = move || {
        let typed = store.variables().into_iter().find(|(other, _)| *other == wanted);
        typed.map_or_else(|| default.clone(), |(_, value)| value)
    };
    if !choices.is_empty() {
        return row(&id, &name, vec![choice(&id, choices, Signal::derive(value), edit)]);
    }
    let described = Signal::derive(move || description.get(store.language.get()).to_owned());
    let field = Input { placeholder: Some(described), ..Input::new(id.clone(), value, edit) };
    row(&id, &name, vec![field.view()])
}
