//! Which server answers: the sandbox in the page, or a real one.

use crate::ui::kit::{Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;

#[component]
pub(super) fn ServerPicker() -> impl IntoView {
    let store = Store::get();
    let chosen = Memo::new(move |_| store.server().map(|server| server.id).unwrap_or_default());
    let options = move || {
        let language = store.language.get();
        let servers = store.with_api(|api| api.servers.clone()).unwrap_or_default();
        servers
            .into_iter()
            .map(|server| {
                let id = server.id.clone();
                let selected = move || chosen.get() == id;
                view! {
                    <option value=server.id selected=selected>{server.title.get(language).to_owned()}</option>
                }
            })
            .collect::<Vec<_>>()
    };
    let is_sandbox = Memo::new(move |_| store.server().is_some_and(|server| server.sandbox));
    view! {
        <section class="card server" aria-label=move || store.words().server>
            <div class="row">
                <label for="server">{move || store.words().server}</label>
                <select
                    id="server"
                    on:change:target=move |event| {
                        let id = event.target().value();
                        store.drafts.update(|drafts| drafts.server = id);
                    }
                >
                    {options}
                </select>
                {move || is_sandbox.get().then(|| view! {
                    <span class="badge">{store.words().sandbox_badge}</span>
                })}
            </div>
            {move || is_sandbox.get().then(|| view! { <p class="hint">{store.words().sandbox_hint}</p> })}
            <Variables/>
            {move || store.base_url().err().map(|error| view! {
                <Notice tone=Tone::Error>{(store.words().address_error)(&error)}</Notice>
            })}
        </section>
    }
}

/// The variables of a real server's address.
#[component]
fn Variables() -> impl IntoView {
    let store = Store::get();
    let server = Memo::new(move |_| store.server().filter(|server| !server.sandbox));
    move || {
        let server = server.get()?;
        let language = store.language.get();
        let rows = server.variables.into_iter().map(|variable| {
            let id = format!("variable-{}", variable.name);
            let name = variable.name.clone();
            let value = {
                let (name, default) = (name.clone(), variable.default.clone());
                move || {
                    store.drafts.with(|drafts| {
                        let typed = drafts.variables.iter().find(|(other, _)| *other == name);
                        typed.map_or_else(|| default.clone(), |(_, value)| value.clone())
                    })
                }
            };
            let edit = move |text: String| {
                store.drafts.update(|drafts| {
                    drafts.variables.retain(|(other, _)| *other != name);
                    drafts.variables.push((name.clone(), text));
                });
            };
            let described = variable.description.get(language).to_owned();
            view! {
                <div class="row">
                    <label for=id.clone()><code>{variable.name}</code></label>
                    <input
                        id=id
                        type="text"
                        spellcheck="false"
                        autocapitalize="off"
                        title=described
                        prop:value=value
                        on:input:target=move |event| edit(event.target().value())
                    />
                </div>
            }
        });
        Some(rows.collect::<Vec<_>>())
    }
}
