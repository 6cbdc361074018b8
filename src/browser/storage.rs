//! What the browser keeps. Where it refuses (blocked, full), memory takes its place.

use std::cell::RefCell;

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// As long as the browser's tab.
    Tab,
    /// Until the reader clears it: choices, never secrets.
    Forever,
}

thread_local! {
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn storage(area: Area) -> Option<web_sys::Storage> {
    let window = super::window()?;
    // The mere access throws where storage is blocked.
    match area {
        Area::Tab => window.session_storage().ok()?,
        Area::Forever => window.local_storage().ok()?,
    }
}

/// What is kept under a key.
pub fn get(area: Area, key: &str) -> Option<String> {
    let stored = storage(area).and_then(|storage| storage.get_item(key).ok()?);
    stored.or_else(|| {
        MEMORY.with_borrow(|memory| {
            memory.iter().find(|(name, _)| name == key).map(|(_, text)| text.clone())
        })
    })
}

/// Keeps a text; false if only memory could take it.
pub fn set(area: Area, key: &str, value: &str) -> bool {
    let stored = storage(area).is_some_and(|storage| storage.set_item(key, value).is_ok());
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(name, _)| name != key);
        if !stored {
            memory.push((key.to_owned(), value.to_owned()));
        }
    });
    stored
}

/// Forgets a key.
pub fn remove(area: Area, key: &str) {
    if let Some(storage) = storage(area) {
        let _ = storage.remove_item(key);
    }
    MEMORY.with_borrow_mut(|memory| memory.retain(|(name, _)| name != key));
}

/// True if the browser keeps what it is given.
pub fn works(area: Area) -> bool {
    let key = "obzor.probe";
    let works = storage(area).is_some_and(|storage| storage.set_item(key, "1").is_ok());
    remove(area, key);
    works
}
