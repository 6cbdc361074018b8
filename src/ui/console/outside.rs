//! How the token is got without this page: the steps, each as a snippet.

use super::Current;
use super::exchange::Exchange;
use super::snippet_view::snippet_view;
use crate::browser::{dom, popup};
use crate::operation::{BodyTemplate, Operation};
use crate::request::{BodyInput, Built, Credential, Field, Inputs, build};
use crate::session::authorization::GrantKind;
use crate::session::origin;
use crate::session::outside::{Outside, Step};
use crate::snippet::{TARGETS, Target};
use crate::text::Vars;
use crate::ui::kit::{Later, TabList, copy_button, effect, hint, memo, tab_id};
use crate::ui::state::Store;
use leptos::prelude::*;
use std::rc::Rc;

/// A closed part of the sign-in; what is in it is made when it is opened.
pub(super) fn outside(store: Store) -> AnyView {
    let open = RwSignal::new(false);
    let words = move || store.language.get().access();
    view! {
        <details class="outside" on:toggle=move |event| open.set(dom::is_open(&event))>
            <summary>{move || words().outside}</summary>
            {move || open.get().then(|| untrack(|| steps(store)))}
        </details>
    }
    .into_any()
}

fn steps(store: Store) -> AnyView {
    let steps = memo(move || known(store).map(|known| known.steps()).unwrap_or_default());
    let view = move || {
        let words = move || store.language.get().access();
        let count = steps.with(Vec::len);
        let parts = (0..count).map(|index| {
            let step = memo(move || steps.with(|steps| steps.get(index).cloned()));
            let is_address = matches!(step.get_untracked(), Some(Step::Open(_)));
            if is_address { address(store, step) } else { request(store, step, index) }
        });
        let parts: Vec<AnyView> = parts.collect();
        view! {
            {hint(Signal::derive(move || words().capitals.to_owned()), Signal::stored(false))}
            <ol>{parts}</ol>
        }
    };
    // Made anew when there are other steps, not with every key in client_id.
    let shape = memo(move || {
        steps.with(|steps| steps.iter().map(|it| matches!(it, Step::Open(_))).collect::<Vec<_>>())
    });
    view! { {move || { let _ = shape.get(); untrack(view) }} }.into_any()
}

/// The client and its endpoints, as they stand now.
fn known(store: Store) -> Option<Outside> {
    let sign_in = store.sign_in()?;
    let (server, variables) = (store.server()?, store.variables());
    let endpoint = |written: &str| server.endpoint(written, &variables).unwrap_or_default();
    let other = match sign_in.grant {
        GrantKind::Device => &sign_in.device_url,
        _ => &sign_in.authorization_url,
    };
    Some(Outside {
        client_id: store.client_id(),
        has_secret: sign_in.grant.needs_secret() || !store.login().secret.is_empty(),
        token_url: endpoint(&sign_in.token_url),
        other_url: endpoint(other),
        redirect_uri: popup::address_of("callback.html").unwrap_or_default(),
        grant: sign_in.grant,
        authentication: sign_in.authentication,
        scope: sign_in.scope,
    })
}

fn address(store: Store, step: Memo<Option<Step>>) -> AnyView {
    let url = move || match step.get() {
        Some(Step::Open(url)) => url,
        _ => String::new(),
    };
    let copy = move || -> Later {
        let url = untrack(url);
        Box::pin(async move { Some(url) })
    };
    view! {
        <li>
            {move || store.language.get().access().open_address}" "
            <code class="address">{move || url()}</code>" "
            {copy_button(copy, store.copy_words())}
        </li>
    }
    .into_any()
}

fn request(store: Store, step: Memo<Option<Step>>, index: usize) -> AnyView {
    let group = format!("outside-{index}");
    let built = memo(move || step.get().and_then(|step| built(&step)));
    let vars = memo(move || match step.get() {
        Some(Step::Send { endpoint, .. }) => Vars {
            base_url: origin(&endpoint).unwrap_or_default(),
            basic: "BASE64(CLIENT_ID:CLIENT_SECRET)".to_owned(),
            ..Vars::default()
        },
        _ => Vars::default(),
    });
    let current = Current { built, exchange: Exchange::new(), grant: Some(vars) };
    let selected = RwSignal::new(0_usize);
    let targets: Vec<&'static Target> =
        untrack(|| store.favourites.get()).iter().filter_map(|id| Target::from_id(id)).collect();
    let targets = if targets.is_empty() { TARGETS.iter().take(2).collect() } else { targets };
    // They follow the language that is open in the console.
    let ids: Vec<&str> = targets.iter().map(|target| target.id).collect();
    effect(move || {
        let place = store.view.with(|view| ids.iter().position(|id| id == view));
        if let Some(place) = place {
            selected.set(place);
        }
    });
    let list = TabList {
        group: group.clone(),
        label: store.word(|m| m.snippet_language),
        tabs: targets.iter().map(|target| Signal::stored(target.title.to_owned())).collect(),
        selected: selected.into(),
        on_select: Rc::new(move |index| selected.set(index)),
    };
    view! {
        <li>
            {list.view()}
            <div role="tabpanel" id=format!("{group}-panel") aria-labelledby=move || tab_id(&group, selected.get())>
                {move || targets.get(selected.get()).map(|target| snippet_view(store, current, target))}
            </div>
        </li>
    }
    .into_any()
}

/// The request of a step, made as every request is.
fn built(step: &Step) -> Option<Built> {
    let Step::Send { endpoint, fields, by_header } = step else { return None };
    let path = endpoint.get(origin(endpoint)?.len()..).unwrap_or_default();
    let operation = Operation { body: BodyTemplate::None, ..Operation::own("POST", path) };
    let fields = fields.iter().map(|(name, value)| Field::new(*name, value.clone())).collect();
    let inputs = Inputs { body: BodyInput::Form(fields), ..Inputs::default() };
    let access = if *by_header { vec![Credential::Basic] } else { Vec::new() };
    Some(build(&operation, &inputs, &access))
}
