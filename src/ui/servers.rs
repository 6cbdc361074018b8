//! The servers that are at hand, and which of them is chosen.

use super::drafts::Choice;
use super::state::Store;
use crate::session::origin;
use crate::site::{AddressError, Localized, Server};
use leptos::prelude::*;

/// The id of the sandbox of a description.
const SANDBOX: &str = "sandbox";

impl Store {
    /// Whose servers and operations are at hand: what is chosen and typed for one API, or for a file
    /// that the reader opened, is not for another. Empty for the site's first API.
    pub fn scope(self) -> String {
        self.route.with(|route| match self.reference.named.get() {
            Some(source) if self.reference.is_named_at(route) => source.key().unwrap_or_default(),
            _ => {
                let site = self.site();
                let first = site.apis.first().map(|api| api.id.as_str());
                let here = site.api(&route.page).map(|api| api.id.as_str());
                here.filter(|id| Some(*id) != first).unwrap_or_default().to_owned()
            }
        })
    }

    /// The variables of the servers' addresses, as the reader typed them.
    pub fn variables(self) -> Vec<(String, String)> {
        let scope = self.scope();
        self.drafts.with(|drafts| {
            drafts.choice(&scope).map(|choice| choice.variables.clone()).unwrap_or_default()
        })
    }

    /// Changes which server is chosen, or its variables.
    pub fn choose(self, change: impl FnOnce(&mut Choice)) {
        let scope = untrack(|| self.scope());
        self.drafts.update(|drafts| drafts.choose(&scope, change));
    }

    /// The servers: the site's; without any, those of the description, and the sandbox.
    pub fn servers(self) -> Vec<Server> {
        let given = self.with_api(|api| api.servers.clone()).unwrap_or_default();
        if !given.is_empty() || !self.is_reference.get() {
            return given;
        }
        let mut servers = self.reference.servers.get().as_ref().clone();
        let language = self.language.get();
        let url = servers.iter().find_map(|server| server.url.split_once("://"));
        let path = url.and_then(|(_, rest)| rest.find('/').and_then(|start| rest.get(start..)));
        servers.push(Server {
            id: SANDBOX.to_owned(),
            title: Localized(vec![(None, language.contents().sandbox.to_owned())]),
            // A host that nobody has (RFC 6761 §6.4): what is typed for it is for no other.
            url: format!("https://{SANDBOX}.invalid{}", path.unwrap_or_default()),
            variables: servers.first().map(|server| server.variables.clone()).unwrap_or_default(),
            sandbox: true,
        });
        servers
    }

    /// The chosen server: the one of the drafts, else the first.
    pub fn server(self) -> Option<Server> {
        let scope = self.scope();
        let wanted = self.drafts.with(|drafts| {
            drafts.choice(&scope).map(|choice| choice.server.clone()).unwrap_or_default()
        });
        let servers = self.servers();
        let found = servers.iter().find(|server| server.id == wanted);
        found.or_else(|| servers.first()).cloned()
    }

    /// The address of the chosen server.
    pub fn base_url(self) -> Result<String, AddressError> {
        let server = self.server().ok_or_else(|| AddressError::Host(String::new()))?;
        server.base_url(&self.variables())
    }

    /// The origin of the chosen server; empty while its address is wrong.
    pub fn origin(self) -> String {
        self.base_url().ok().and_then(|url| origin(&url)).unwrap_or_default()
    }
}
