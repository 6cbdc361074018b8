//! What the browser keeps. Where it refuses (blocked, full), memory takes its place.

use std::cell::{Cell, RefCell};

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// As long as the browser's tab.
    Tab,
    /// Until the reader clears it: choices, never secrets.
    Forever,
}

thread_local! {
    static FORBIDDEN: Cell<bool> = const { Cell::new(false) };
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// From now on memory serves: the author of the site wants nothing kept, nor what was kept before.
pub fn keep_nothing() {
    clear();
    FORBIDDEN.set(true);
}

/// Forgets all that is ours.
pub fn clear() {
    for area in [Area::Tab, Area::Forever] {
        let Some(storage) = storage(area) else { continue };
        let count = storage.length().unwrap_or_default();
        let keys: Vec<String> =
            (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect();
        for key in keys.iter().filter(|key| key.starts_with("obzor.")) {
            let _ = storage.remove_item(key);
        }
    }
    MEMORY.with_borrow_mut(Vec::clear);
}

fn storage(area: Area) -> Option<web_sys::Storage> {
    if FORBIDDEN.get() {
        return None;
    }
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

/// Keeps a text; false if only memory could take it, although the browser was asked.
pub fn set(area: Area, key: &str, value: &str) -> bool {
    let stored = storage(area).is_some_and(|storage| storage.set_item(key, value).is_ok());
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(name, _)| name != key);
        if !stored {
            memory.push((key.to_owned(), value.to_owned()));
        }
    });
    stored || FORBIDDEN.get()
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
