//! The address of a place in the site: `#/page?tab=…&operation=…`.
//!
//! Hash routes, because a static host has no rewrite rule. Nothing secret ever stands in one.

use crate::request::encode;

/// A place in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The page's id; empty for the first page.
    pub page: String,
    /// The ids of the tabs that are open, one a group at most.
    pub tabs: Vec<String>,
    /// The id of the operation in the console.
    pub operation: Option<String>,
}

impl Route {
    /// Reads the fragment of an address. Cannot fail: what is broken is read as it stands.
    pub fn parse(hash: &str) -> Self {
        let text = hash.trim_start_matches('#').trim_start_matches('/');
        let (page, query) = text.split_once('?').unwrap_or((text, ""));
        let mut route = Self { page: encode::decode(page, false), ..Self::default() };
        for (name, value) in encode::parse_form(query) {
            match name.as_str() {
                "tab" => route.tabs.push(value),
                "operation" => route.operation = Some(value),
                _ => {}
            }
        }
        route
    }

    /// The fragment of an address.
    pub fn to_hash(&self) -> String {
        let mut pairs: Vec<(&str, &str)> =
            self.tabs.iter().map(|tab| ("tab", tab.as_str())).collect();
        if let Some(operation) = &self.operation {
            pairs.push(("operation", operation));
        }
        let page = encode::path_segment(&self.page);
        let query = encode::form_pairs(pairs);
        if query.is_empty() { format!("#/{page}") } else { format!("#/{page}?{query}") }
    }

    /// The same place with another tab of a group open.
    #[must_use]
    pub fn with_tab(mut self, group: &[String], tab: &str) -> Self {
        self.tabs.retain(|open| !group.contains(open));
        self.tabs.push(tab.to_owned());
        self
    }
}
