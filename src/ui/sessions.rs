//! The tokens: one in use, those of other servers beside.

use super::state::Store;
use crate::session::{Life, Session};
use leptos::prelude::*;

impl Store {
    /// The token, if it belongs to the chosen server.
    pub fn token(self) -> Option<String> {
        self.token_for(&self.origin())
    }

    /// The token of an origin, chosen or not.
    pub fn token_for(self, origin: &str) -> Option<String> {
        self.with_session(origin, |session| session.token.clone())
    }

    /// The life of the token of the chosen server.
    pub fn life(self) -> Option<Life> {
        self.life_for(&self.origin())
    }

    /// The life of the token of an origin.
    pub fn life_for(self, origin: &str) -> Option<Life> {
        let now = self.now.get();
        self.with_session(origin, |session| session.life(now))
    }

    /// Reads the token of an origin: the one in use, else the one that waits.
    pub fn with_session<T>(self, origin: &str, read: impl Fn(&Session) -> T) -> Option<T> {
        let is_here = |session: &&Session| session.origin == origin;
        let used = self.session.with(|session| session.as_ref().filter(is_here).map(&read));
        used.or_else(|| self.others.with_value(|others| others.iter().find(is_here).map(&read)))
    }

    /// Puts a token to use, if its server is chosen; else it waits until the reader comes back to that.
    pub fn put(self, session: Session) {
        // One for nobody yet waits in the bar for the reader to say for whom it is.
        let is_chosen = session.origin.is_empty() || untrack(|| self.origin()) == session.origin;
        let before = self.session.with_untracked(Clone::clone);
        let replaces = before.as_ref().is_some_and(|before| before.origin == session.origin);
        self.others.update_value(|others| others.retain(|other| other.origin != session.origin));
        if is_chosen || replaces {
            let waits = before.filter(|before| !replaces && !before.origin.is_empty());
            self.others.update_value(|others| others.extend(waits));
            self.session.set(Some(session));
        } else {
            self.others.update_value(|others| others.push(session));
        }
    }

    /// Takes the token of a server that was chosen again.
    pub(super) fn come_back(self, origin: &str) {
        let is_here = |session: &Session| session.origin == origin;
        if self.session.with_untracked(|session| session.as_ref().is_some_and(is_here)) {
            return;
        }
        let found = self.others.with_value(|others| others.iter().find(|it| is_here(it)).cloned());
        if let Some(session) = found {
            self.put(session);
        }
    }
}
