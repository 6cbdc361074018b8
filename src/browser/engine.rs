//! The engine's thread: started on first use, asked by text, started anew if it died.

use serde_json::Value;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker and the questions that wait for its answers.
struct Thread {
    worker: Worker,
    waiting: Vec<(u32, js_sys::Function)>,
    asked: u32,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

thread_local! {
    static THREAD: RefCell<Option<Thread>> = const { RefCell::new(None) };
}

/// Starts the thread, if it does not run yet: what is needed soon is then there sooner.
pub fn start() {
    let runs = THREAD.with_borrow(Option::is_some);
    if !runs {
        let thread = open();
        THREAD.with_borrow_mut(|place| *place = thread);
    }
}

/// Asks the engine; `None` if it could not be loaded or did not survive the question, twice.
pub async fn ask(call: &str, input: &Value) -> Option<Value> {
    match ask_once(call, input).await {
        None => ask_once(call, input).await,
        answered => answered,
    }
}

async fn ask_once(call: &str, input: &Value) -> Option<Value> {
    start();
    let answered = THREAD.with_borrow_mut(|thread| {
        let thread = thread.as_mut()?;
        thread.asked += 1;
        let id = thread.asked;
        let promise = js_sys::Promise::new(&mut |resolve, _| thread.waiting.push((id, resolve)));
        let question = [JsValue::from(id), call.into(), input.to_string().into()];
        thread.worker.post_message(&js_sys::Array::from_iter(question)).ok()?;
        Some(promise)
    });
    let text = JsFuture::from(answered?).await.ok()?.as_string()?;
    crate::json::parse(&text).ok()
}

fn open() -> Option<Thread> {
    let document = super::document()?;
    let script = document.query_selector("script[data-engine]").ok()??;
    let base = document.base_uri().ok()??;
    let address = |name: &str| {
        let url = web_sys::Url::new_with_base(&script.get_attribute(name)?, &base).ok()?;
        Some(JsValue::from(url.href()))
    };
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let loader = address("data-engine")?.as_string()?;
    let worker = Worker::new_with_options(&loader, &options).ok()?;
    let on_message = Closure::new(|event: MessageEvent| received(&event.data()));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::new(|_: Event| close());
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let integrity = script.get_attribute("data-engine-integrity").unwrap_or_default();
    let program = [
        JsValue::from(0),
        address("data-engine-js")?,
        address("data-engine-wasm")?,
        integrity.into(),
    ];
    worker.post_message(&js_sys::Array::from_iter(program)).ok()?;
    Some(Thread {
        worker,
        waiting: Vec::new(),
        asked: 0,
        _on_message: on_message,
        _on_error: on_error,
    })
}

/// An answer: `[id, text]`, or `[id, null, why]` if the program did not load or fell.
fn received(data: &JsValue) {
    let data: js_sys::Array = data.clone().unchecked_into();
    let id = data.get(0).as_f64();
    let resolve = THREAD.with_borrow_mut(|thread| {
        let waiting = &mut thread.as_mut()?.waiting;
        let place = waiting.iter().position(|(asked, _)| Some(f64::from(*asked)) == id)?;
        Some(waiting.swap_remove(place).1)
    });
    let answer = data.get(1);
    if let Some(resolve) = resolve {
        let _ = resolve.call1(&JsValue::NULL, &answer);
    }
    if answer.is_null() {
        close();
    }
}

/// Gives up the thread; every question that waits gets no answer, and the next one starts another.
fn close() {
    // A closure must not be dropped while it runs: the thread goes in the next turn.
    let thread = THREAD.with_borrow_mut(Option::take);
    if let Some(thread) = thread {
        thread.worker.terminate();
        for (_, resolve) in &thread.waiting {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
        gloo_timers::callback::Timeout::new(0, move || drop(thread)).forget();
    }
}
