//! The programs that run in threads of their own: started on first use, asked by text. The engine is
//! started anew if it died; what the reader held is gone then, and the page has it read again.

use super::file::File;
use serde_json::Value;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A program of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Snippets, cURL commands, the demo's sandbox: `obzor::engine`.
    Engine,
    /// API descriptions: `obzor::reader`.
    Reader,
    /// Pages in Markdown: `obzor::docs`.
    Docs,
    /// The search over pages, and their versions compared: `obzor::docs::Shelf`.
    Shelf,
    /// Versions of API descriptions compared: `obzor::openapi::changes`.
    Changes,
}

/// What a description is read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A file of the site, or of an origin that the site names.
    Url(String),
    /// A file that the reader chose, and what tells it from others of its name.
    File(File, String),
}

impl Source {
    /// What names it between the page and the thread.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Url(url) => Some(super::page::absolute(url)?.0),
            Self::File(file, mark) => Some(format!("file:{mark}:{}", file.name())),
        }
    }
}

/// A worker and the questions that wait for its answers.
struct Thread {
    worker: Worker,
    waiting: Vec<(u32, js_sys::Function)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// Hears how far a description has arrived.
pub type Progress = Box<dyn Fn(f64, f64, Value)>;

#[derive(Default)]
struct Threads {
    engine: Option<Thread>,
    reader: Option<Thread>,
    docs: Option<Thread>,
    shelf: Option<Thread>,
    changes: Option<Thread>,
    asked: u32,
    progress: Option<Progress>,
    /// The key of the description that is read.
    reading: Option<String>,
}

impl Threads {
    fn place(&mut self, program: Program) -> &mut Option<Thread> {
        match program {
            Program::Engine => &mut self.engine,
            Program::Reader => &mut self.reader,
            Program::Docs => &mut self.docs,
            Program::Shelf => &mut self.shelf,
            Program::Changes => &mut self.changes,
        }
    }
}

thread_local! {
    static THREADS: RefCell<Threads> = RefCell::new(Threads::default());
}

/// Starts the thread, if it does not run yet: what is needed soon is then there sooner.
pub fn start(program: Program) {
    let runs = THREADS.with_borrow_mut(|threads| threads.place(program).is_some());
    if !runs {
        let thread = open(program);
        THREADS.with_borrow_mut(|threads| *threads.place(program) = thread);
    }
}

/// Asks a program; `None` if it could not be loaded or did not survive the question, one without a memory twice.
/// The question goes out with this call, not only when its answer is awaited.
pub fn ask(
    program: Program,
    call: &'static str,
    input: &Value,
) -> impl Future<Output = Option<Value>> + use<> {
    let input = JsValue::from(input.to_string());
    let asked = post(program, call, &input);
    async move {
        match answer(asked).await {
            // Another reader would know of no description, another shelf of no page.
            None if matches!(program, Program::Engine | Program::Docs | Program::Changes) => {
                answer(post(program, call, &input)).await
            }
            answered => answered,
        }
    }
}

/// Has the reader read a description, to its end. `progress` hears how many bytes have arrived, how
/// many there are, 0 for not known, and what the contents are now. From this call on, not only from
/// when its answer is awaited, questions are about this description.
pub fn read(source: &Source, progress: Progress) -> impl Future<Output = Option<Value>> + use<> {
    let key = source.key();
    let source = match source {
        Source::Url(_) => JsValue::from(key.clone()),
        Source::File(file, _) => file.clone().into(),
    };
    THREADS.with_borrow_mut(|threads| {
        threads.progress = Some(progress);
        threads.reading = key;
    });
    answer(post(Program::Reader, "read", &source))
}

/// Sends a question; `None` if there is nobody to hear it.
fn post(program: Program, call: &str, input: &JsValue) -> Option<js_sys::Promise> {
    start(program);
    THREADS.with_borrow_mut(|threads| {
        threads.asked += 1;
        let (id, key) = (threads.asked, JsValue::from(threads.reading.clone()));
        let thread = threads.place(program).as_mut()?;
        let promise = js_sys::Promise::new(&mut |resolve, _| thread.waiting.push((id, resolve)));
        let question = [JsValue::from(id), call.into(), input.clone(), key];
        thread.worker.post_message(&js_sys::Array::from_iter(question)).ok()?;
        Some(promise)
    })
}

async fn answer(promise: Option<js_sys::Promise>) -> Option<Value> {
    let text = JsFuture::from(promise?).await.ok()?.as_string()?;
    crate::json::parse(&text).ok()
}

fn open(program: Program) -> Option<Thread> {
    let document = super::document()?;
    let script = document.query_selector("script[data-engine]").ok()??;
    let base = document.base_uri().ok()??;
    let address = |name: String| {
        let url = web_sys::Url::new_with_base(&script.get_attribute(&name)?, &base).ok()?;
        Some(JsValue::from(url.href()))
    };
    // Its script, its file and the integrity of that, then the same of the rest of it, if it has one.
    let parts = |name: &str| {
        let part = |end: &str| format!("data-{name}-{end}");
        let integrity = |end: &str| script.get_attribute(&part(end)).unwrap_or_default().into();
        Some(JsValue::from(js_sys::Array::from_iter([
            address(part("js"))?,
            address(part("wasm"))?,
            integrity("integrity"),
            address(part("rest")).unwrap_or_default(),
            integrity("rest-integrity"),
        ])))
    };
    let (name, programs) = match program {
        Program::Engine => ("engine", vec![parts("engine")?]),
        Program::Docs => ("engine", vec![parts("docs")?]),
        Program::Shelf => ("engine", vec![parts("shelf")?]),
        Program::Reader => ("reader", vec![parts("reader")?, parts("yaml")?]),
        Program::Changes => ("reader", vec![parts("changes")?, parts("yaml")?]),
    };
    let (worker, runs) = if let Some(worker) = started(program) {
        (worker, true)
    } else {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let loader = address(format!("data-{name}"))?.as_string()?;
        (Worker::new_with_options(&loader, &options).ok()?, false)
    };
    let on_message = Closure::new(move |event: MessageEvent| received(program, &event.data()));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::new(move |_: Event| close(program));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    if !runs {
        let message: js_sys::Array = [JsValue::from(0)].into_iter().chain(programs).collect();
        worker.post_message(&message).ok()?;
    }
    Some(Thread { worker, waiting: Vec::new(), _on_message: on_message, _on_error: on_error })
}

/// The thread that `boot.js` has started already; only once.
fn started(program: Program) -> Option<Worker> {
    let name = JsValue::from(match program {
        Program::Engine | Program::Shelf | Program::Changes => return None,
        Program::Reader => "obzorReader",
        Program::Docs => "obzorDocs",
    });
    let global = js_sys::global();
    let worker = js_sys::Reflect::get(&global, &name).ok()?.dyn_into().ok();
    let _ = js_sys::Reflect::delete_property(&global, &name);
    worker
}

/// An answer: `[id, text]`, or `[id, null, why]` if the program did not load or fell; progress:
/// `[-1, received, total, contents, key]`.
fn received(program: Program, data: &JsValue) {
    let data: js_sys::Array = data.clone().unchecked_into();
    let id = data.get(0).as_f64();
    let answer = data.get(1);
    if id.is_some_and(|id| id < 0.0) {
        let key = data.get(4).as_string();
        let progress = THREADS.with_borrow_mut(|threads| {
            // What is said of another description is not for this one.
            if key == threads.reading { threads.progress.take() } else { None }
        });
        if let Some(progress) = progress {
            let contents = data.get(3).as_string().unwrap_or_default();
            progress(
                answer.as_f64().unwrap_or_default(),
                data.get(2).as_f64().unwrap_or_default(),
                crate::json::parse(&contents).unwrap_or_default(),
            );
            THREADS.with_borrow_mut(|threads| {
                threads.progress.get_or_insert(progress);
            });
        }
        return;
    }
    let resolve = THREADS.with_borrow_mut(|threads| {
        let waiting = &mut threads.place(program).as_mut()?.waiting;
        let place = waiting.iter().position(|(asked, _)| Some(f64::from(*asked)) == id)?;
        Some(waiting.swap_remove(place).1)
    });
    if let Some(resolve) = resolve {
        let _ = resolve.call1(&JsValue::NULL, &answer);
    }
    if answer.is_null() {
        close(program);
    }
}

/// Gives up the thread; every question that waits gets no answer, and the next one starts another.
fn close(program: Program) {
    // A closure must not be dropped while it runs: the thread goes in the next turn.
    let thread = THREADS.with_borrow_mut(|threads| threads.place(program).take());
    if let Some(thread) = thread {
        thread.worker.terminate();
        for (_, resolve) in &thread.waiting {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
        gloo_timers::callback::Timeout::new(0, move || drop(thread)).forget();
    }
}
