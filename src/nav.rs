//! The address of a place in the site: `#/page?tab=…&operation=…`.
//!
//! Hash routes, because a static host has no rewrite rule. Nothing secret ever stands in one.

use crate::request::encode;

/// The id of the place where a description is read that the reader opened, or that the address bar
/// names. No page or API of a site is called so.
pub const FILE: &str = "~file";
/// The id of the place where the versions of pages and APIs are listed with what changed in them.
pub const CHANGES: &str = "~changes";
/// The place of anchors of other explorers: the site's first description.
pub const REFERENCE: &str = "~reference";

/// A place in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The id of the page, or of the API whose description is read; empty for the first one.
    pub page: String,
    /// The ids of the tabs that are open, one a group at most.
    pub tabs: Vec<String>,
    /// The key of the operation in the console: its operationId, else `get /path`.
    pub operation: Option<String>,
    /// The name of the schema that is read.
    pub schema: Option<String>,
    /// The name of the tag that is read.
    pub tag: Option<String>,
    /// The name of the place of the page that is in view.
    pub at: Option<String>,
    /// The values of a filled request, as [`crate::request::Inputs::to_link`] writes them. Taken away once they are read.
    pub fill: Option<String>,
    /// The id of the target whose snippet is open in the console; without one, what is open stays.
    pub view: Option<String>,
    /// The versions of the page that are compared, `old..new`; without a new one it is the page itself.
    pub compare: Option<String>,
}

impl Route {
    /// Reads the fragment of an address. Cannot fail: what is broken is read as it stands.
    ///
    /// Anchors of Swagger UI (`#/pet/getPetById`), Redoc (`#operation/getPetById`,
    /// `#tag/pet/operation/getPetById`, `#tag/pet/paths/~1pet/get`, `#schema/Pet`) and Elements
    /// (`#/operations/getPetById`, `#/schemas/Pet`) lead to the same operation, tag or schema.
    pub fn parse(hash: &str) -> Self {
        let text = hash.trim_start_matches('#').trim_start_matches('/');
        let (page, query) = text.split_once('?').unwrap_or((text, ""));
        let mut route = Self::of_path(page);
        for (name, value) in encode::parse_form(query) {
            match name.as_str() {
                "tab" => route.tabs.push(value),
                "operation" => route.operation = Some(value),
                "schema" => route.schema = Some(value),
                "tag" => route.tag = Some(value),
                "at" => route.at = Some(value),
                "fill" => route.fill = Some(value),
                "view" => route.view = Some(value),
                "compare" => route.compare = Some(value),
                _ => {}
            }
        }
        route
    }

    fn of_path(path: &str) -> Self {
        let parts: Vec<String> = path.split('/').map(|part| encode::decode(part, false)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let place = || Self { page: REFERENCE.to_owned(), ..Self::default() };
        let operation = |key: &str| Self { operation: Some(key.to_owned()), ..place() };
        match parts.as_slice() {
            ["tag", _, "paths", path, method] | ["paths", path, method] => {
                operation(&format!("{method} {}", path.replace("~1", "/").replace("~0", "~")))
            }
            ["schema" | "schemas", name] => Self { schema: Some((*name).to_owned()), ..place() },
            ["tag", name] => Self { tag: Some((*name).to_owned()), ..place() },
            ["tag", _, "operation", id] | [_, id] => operation(id),
            [page] => Self { page: (*page).to_owned(), ..Self::default() },
            _ => Self { page: encode::decode(path, false), ..Self::default() },
        }
    }

    /// The fragment of an address.
    pub fn to_hash(&self) -> String {
        let mut pairs: Vec<(&str, &str)> =
            self.tabs.iter().map(|tab| ("tab", tab.as_str())).collect();
        let named = [
            ("operation", &self.operation),
            ("schema", &self.schema),
            ("tag", &self.tag),
            ("at", &self.at),
            ("fill", &self.fill),
            ("view", &self.view),
            ("compare", &self.compare),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                pairs.push((name, value));
            }
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
