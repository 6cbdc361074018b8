//! The browser tests: what touches the DOM, in headless Chromium. Each reads as a user acts.

#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail"
)]

use obzor::adf;
use obzor::browser::{crash, decode, dom, storage};
use obzor::html::{self, Html};
use obzor::i18n::Language;
use obzor::json;
use obzor::request::WireRequest;
use obzor::transport::{self, Transport};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An element of the page that holds a document, drawn.
fn open(adf: &str) -> (Element, Vec<Html>) {
    let nodes = adf::document(&json::parse(adf).unwrap());
    let tree = adf::html::draw(&nodes, adf::html::Look::new(Language::En));
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    dom::draw(&place, tree.clone());
    (place, tree)
}

/// What is drawn is what the encoder writes, but for the forms of empty elements and of quotes.
fn check(adf: &str) {
    let (place, tree) = open(adf);
    let written = html::encode(&tree);
    let parsed = document().create_element("template").unwrap();
    parsed.set_inner_html(&written);
    let parsed: web_sys::HtmlTemplateElement = parsed.unchecked_into();
    let holder = document().create_element("div").unwrap();
    holder.append_child(&parsed.content()).unwrap();
    assert!(place.is_equal_node(Some(&drawn_as(&holder, &place))), "{written}");
}

/// The parsed children in a copy of the place.
fn drawn_as(holder: &Element, place: &Element) -> Element {
    let copy: Element = place.clone_node().unwrap().unchecked_into();
    while let Some(child) = holder.first_child() {
        copy.append_child(&child).unwrap();
    }
    copy
}

#[wasm_bindgen_test]
fn the_dom_and_the_encoder_agree() {
    for adf in [
        r#"{"type":"paragraph","content":[{"type":"text","text":"a<b>&\"c"},{"type":"hardBreak"},{"type":"text","text":"x","marks":[{"type":"strong"},{"type":"code"}]}]}"#,
        r#"{"type":"codeBlock","attrs":{"language":"json"},"content":[{"type":"text","text":"{\"a\": [1, true]}"}]}"#,
        r#"{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"text","text":"method"}]},{"type":"tableHeader","content":[{"type":"text","text":"resource"}]}]},{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"text","text":"GET"}]},{"type":"tableCell","attrs":{"colspan":3},"content":[{"type":"text","text":"/user/"}]}]}]}"#,
        r#"{"type":"orderedList","attrs":{"order":3},"content":[{"type":"listItem","content":[{"type":"mystery","content":[{"type":"text","text":"in"}]}]}]}"#,
        r#"{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"https://example.com/?a=1&b=2"}}]}"#,
        include_str!("../corpus/tabs.adf.json"),
    ] {
        check(adf);
    }
}

#[wasm_bindgen_test]
fn a_press_is_told_with_its_operation() {
    let (place, _) = open(
        r#"{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"text","text":"method"}]},{"type":"tableHeader","content":[{"type":"text","text":"resource"}]}]},{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"text","text":"GET"}]},{"type":"tableCell","content":[{"type":"text","text":"/user/"}]}]}]}"#,
    );
    let told = std::rc::Rc::new(std::cell::RefCell::new(None));
    let hear = told.clone();
    let listener = wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::Event)>::new(move |event| {
        *hear.borrow_mut() =
            dom::pressed(&event).map(|pressed| (pressed.action, pressed.operation));
    });
    place.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref()).unwrap();
    place.query_selector(".try").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    assert_eq!(*told.borrow(), Some(("try".to_owned(), "GET /user/".to_owned())));
    *told.borrow_mut() = None;
    place.query_selector("td").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    assert_eq!(*told.borrow(), None);
}

#[wasm_bindgen_test]
fn text_is_decoded_by_its_charset() {
    let bytes = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
    assert_eq!(decode::text(&bytes, Some("windows-1251")), "Привет");
    assert_eq!(decode::text("Привет".as_bytes(), None), "Привет");
    assert_eq!(decode::text("x".as_bytes(), Some("no-such-charset")), "x");
    assert_eq!(decode::text(&[0xff], None), "\u{fffd}");
}

#[wasm_bindgen_test]
fn what_is_kept_comes_back_and_can_be_forgotten() {
    for area in [storage::Area::Tab, storage::Area::Forever] {
        assert!(storage::works(area));
        assert!(storage::set(area, "obzor.test", "да"));
        assert_eq!(storage::get(area, "obzor.test").as_deref(), Some("да"));
        storage::remove(area, "obzor.test");
        assert_eq!(storage::get(area, "obzor.test"), None);
    }
}

/// This page has no engine to load: that is an answer of its own, and so is a stop.
#[wasm_bindgen_test]
async fn without_its_engine_the_sandbox_says_so_and_can_be_stopped() {
    let request = WireRequest {
        method: "GET".to_owned(),
        url: "http://127.0.0.1:8081/api/ver1.0/user/".to_owned(),
        headers: Vec::new(),
        body: None,
    };
    let purpose = obzor::browser::fetch::Purpose::Call;
    let abort = obzor::browser::fetch::Abort::after(9);
    let missing = transport::send(Transport::Sandbox, &request, purpose, &abort, &|_| {}).await;
    assert_eq!(missing, Err(obzor::response::SendError::NoSandbox));
    abort.stop(obzor::browser::fetch::FetchError::Aborted);
    let stopped = transport::send(Transport::Sandbox, &request, purpose, &abort, &|_| {}).await;
    assert_eq!(stopped, Err(obzor::response::SendError::Aborted));
}

/// Puts a function of the test in the place of one of the page, and gives back what was there.
fn replace(object: &JsValue, name: &str, with: &JsValue) -> JsValue {
    let own = js_sys::Reflect::get(object, &name.into()).unwrap();
    js_sys::Reflect::set(object, &name.into(), with).unwrap();
    own
}

#[wasm_bindgen_test]
fn a_panic_tells_its_place_and_not_its_words() {
    let heard = js_sys::Array::new();
    let listener = || {
        let heard = heard.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |text| {
            heard.push(&text);
        })
    };
    let (stopped, error) = (listener(), listener());
    let page = JsValue::from(js_sys::Object::new());
    replace(&page, "stopped", stopped.as_ref());
    replace(&js_sys::global(), "obzor", &page);
    let console = js_sys::Reflect::get(&js_sys::global(), &"console".into()).unwrap();
    let own = replace(&console, "error", error.as_ref());
    // It stays: who has fallen may not change it any more.
    crash::install();
    let falls = Closure::<dyn FnMut()>::new(|| panic!("what was typed: secret-canary"));
    let fell = falls.as_ref().unchecked_ref::<js_sys::Function>().call0(&JsValue::NULL);
    replace(&console, "error", &own);
    assert!(fell.is_err());
    let told = heard.join("\n").as_string().unwrap();
    assert_eq!(told.matches("main.rs:").count(), 2, "{told}");
    assert!(!told.contains("canary"), "{told}");
}
