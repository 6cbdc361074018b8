//! What is wrong with a JSON body by the description of the operation.

use crate::ui::state::Store;
use leptos::prelude::*;
use serde_json::Value;

/// A JSON pointer and what is wrong there.
type Fault = (String, String);

/// Asks the reader of the description; `None` if it says nothing of such a body.
pub(super) async fn ask(store: Store, input: Value) -> Option<Vec<Fault>> {
    let answer = store.reference.ask("check", &input).await?;
    let pair = |fault: &Value| {
        let text =
            |index: usize| fault.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text(0), text(1))
    };
    Some(answer.as_array()?.iter().map(pair).collect())
}

/// The faults, as they come.
pub(super) fn list(found: RwSignal<Vec<Fault>>) -> AnyView {
    let item = |(place, words): Fault| view! { <li><code>{place}</code>" "{words}</li> }.into_any();
    view! {
        <ul class="faults" role="status" hidden=move || found.with(Vec::is_empty)>
            {move || found.get().into_iter().map(item).collect::<Vec<_>>()}
        </ul>
    }
    .into_any()
}
