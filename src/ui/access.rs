//! What lets the console's request in: which way the reader goes, and what they typed for it.

use super::state::Store;
use crate::browser::clock;
use crate::operation::{Operation, Scheme};
use crate::request::Credential;
use crate::session::access::{self, Held};
use crate::text::Vars;
use leptos::prelude::*;

impl Store {
    /// Whether the site itself says how one gets a token.
    pub fn signs_in(self) -> bool {
        self.with_api(|api| api.sign_in.is_some()) == Some(true)
    }

    /// The way in that an operation is sent with; empty if its description asks for nothing, `None` if
    /// there is no description.
    pub fn way(self, operation: &Operation) -> Option<Vec<Scheme>> {
        let form = self.form_of(operation)?;
        let scope = self.scope();
        let wanted = self.drafts.with(|drafts| drafts.choice(&scope).and_then(|c| c.way.clone()));
        let (origin, has_token) = (self.origin(), self.token().is_some());
        self.keyring.with(|keyring| {
            let here = (origin.as_str(), has_token);
            let way = access::choose(&form.security, wanted.as_deref(), keyring, here);
            Some(way.unwrap_or_default().to_vec())
        })
    }

    /// What an operation is sent with. The site's token goes with what is not described, and with what
    /// needs something that the description does not explain.
    pub fn access(self, operation: &Operation) -> Vec<Credential> {
        let token = || if self.signs_in() { vec![Credential::Token] } else { Vec::new() };
        match self.way(operation) {
            None => token(),
            Some(way) if way.is_empty() => Vec::new(),
            Some(way) => {
                let found = access::credentials(&way);
                if found.is_empty() { token() } else { found }
            }
        }
    }

    /// Whether there is something to use a token for.
    pub fn has_tokens(self) -> bool {
        let held = self.session.with(Option::is_some);
        let wants = |operation| self.access(&operation).contains(&Credential::Token);
        self.signs_in() || held || self.operation().is_some_and(wants)
    }

    /// The values of the request's variables; no address while that is wrong.
    pub fn vars(self) -> Vars {
        let mut vars = Vars {
            base_url: self.base_url().unwrap_or_default(),
            access_token: self.token().unwrap_or_default(),
            ..Vars::default()
        };
        if let Some(way) = self.operation().and_then(|operation| self.way(&operation)) {
            let origin = self.origin();
            self.keyring.with(|keyring| keyring.fill(&way, &origin, &mut vars));
        }
        vars
    }

    /// What was typed for a scheme, for the chosen server.
    pub fn held(self, scheme: &str) -> Held {
        let origin = self.origin();
        self.keyring.with(|keyring| keyring.get(&origin, scheme).cloned().unwrap_or_default())
    }

    /// Changes what was typed for a scheme, for the chosen server.
    pub fn hold(self, scheme: &str, change: impl FnOnce(&mut Held)) {
        let origin = untrack(|| self.origin());
        self.keyring.update(|keyring| keyring.edit(&origin, scheme, change));
        self.used_at.set(clock::now());
    }
}
