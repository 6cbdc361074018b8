//! What the reader sees if the program stops: a line that says so, in place of a dead page.

/// Shows the banner of index.html on a panic. The message is not printed: it may hold what was typed.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("Obzor stopped at {place}").into());
        if let Some(banner) = super::document().and_then(|page| page.get_element_by_id("crash")) {
            let _ = banner.remove_attribute("hidden");
        }
    }));
}
