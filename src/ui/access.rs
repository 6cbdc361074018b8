//! What lets the console's request in: which way the reader goes, and what they typed for it.

use super::drafts::Choice;
use super::state::Store;
use crate::browser::clock;
use crate::operation::{Flow, Form, Operation, Scheme};
use crate::request::{Credential, KeyPlace};
use crate::session::access::{self, Held, Keyring};
use crate::session::authorization::{GrantKind, Provider};
use crate::session::oauth::ClientAuthentication;
use crate::session::origin;
use crate::site::SignIn;
use crate::text::{Var, Vars};
use leptos::prelude::*;

/// What the reader typed, and what servers said, for the schemes of a description.
#[derive(Default)]
pub struct Holding {
    /// API keys and passwords.
    pub keyring: Keyring,
    /// What new tokens can be asked for with, one an origin at most.
    pub refresh: Vec<Refresh>,
    /// What was typed to sign in, by environment.
    pub logins: Vec<(String, Login)>,
    /// What providers of OpenID Connect said of themselves, by the address of their settings.
    pub providers: Vec<(String, Provider)>,
}

/// What the reader typed to sign in to a server.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Login {
    /// `client_secret`.
    pub secret: String,
    /// The origin that was shown beside the secret while it was typed.
    pub secret_for: Option<String>,
    /// The user and the password of the password grant.
    pub owner: Held,
    /// The origin that was shown beside the password.
    pub owner_for: Option<String>,
}

/// A refresh token, and for whom it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Refresh {
    /// The origin of the API.
    pub origin: String,
    /// The token endpoint and the client that it came from.
    pub client: (String, String),
    /// The token.
    pub token: String,
}

impl Holding {
    /// Whether there is anything to forget.
    pub fn has_secrets(&self) -> bool {
        let is_empty = |login: &Login| login.secret.is_empty() && login.owner == Held::default();
        !self.keyring.is_empty()
            || !self.refresh.is_empty()
            || self.logins.iter().any(|(_, login)| !is_empty(login))
    }

    /// Puts the refresh token of an origin in the place of the one before, if there is a new one.
    pub fn set_refresh(&mut self, origin: &str, refresh: Option<Refresh>) {
        self.refresh.retain(|other| other.origin != origin);
        self.refresh.extend(refresh);
    }

    /// Forgets all that is secret.
    pub fn forget(&mut self) {
        *self = Self { providers: std::mem::take(&mut self.providers), ..Self::default() };
    }
}

impl Store {
    /// How one gets a token: as the site says, else as the description of the operation does.
    pub fn sign_in(self) -> Option<SignIn> {
        let site = self.with_api(|api| api.sign_in.clone()).flatten();
        site.or_else(|| if self.is_reference.get() { self.described_sign_in() } else { None })
    }

    // Never inlined, as what else a description alone needs: it comes with the rest of the program.
    #[inline(never)]
    fn described_sign_in(self) -> Option<SignIn> {
        let scheme = self.oauth()?;
        let choice = self.choice();
        let flow = chosen_flow(&scheme, choice.grant.as_deref())?;
        let authentication =
            if choice.by_header { ClientAuthentication::Basic } else { ClientAuthentication::Body };
        let chosen = choice.scopes.filter(|(of, _)| *of == scheme.name).map(|(_, scopes)| scopes);
        let scope = chosen.unwrap_or(scheme.scopes).join(" ");
        Some(SignIn { authentication, scope, ..SignIn::of(&flow)? })
    }

    /// The scheme of the operation's way in that gives access tokens by OAuth 2.0, if the site itself
    /// has none; one of OpenID Connect with what its provider said.
    pub fn oauth(self) -> Option<Scheme> {
        if self.signs_in() {
            return None;
        }
        let way = self.way(&self.operation()?)?;
        let mut scheme =
            way.into_iter().find(|scheme| !scheme.flows.is_empty() || !scheme.url.is_empty())?;
        self.held.with(|held| {
            if let Some((_, provider)) = held.providers.iter().find(|(url, _)| *url == scheme.url) {
                scheme.flows = provider.flows();
            }
        });
        Some(scheme)
    }

    /// The origin of the provider that said of itself where tokens are given, if one did.
    #[inline(never)]
    pub fn provider(self) -> Option<String> {
        let scheme = if self.is_reference.get() { self.oauth() } else { None };
        scheme.and_then(|scheme| origin(&scheme.url))
    }

    /// True while a file that the reader opened, or an address that a link named, is read: it speaks for
    /// nobody.
    pub fn is_named(self) -> bool {
        self.route.with(|route| self.reference.is_named_at(route))
    }

    /// What the reader chose for the API that is open.
    pub fn choice(self) -> Choice {
        let scope = self.scope();
        self.drafts.with(|drafts| drafts.choice(&scope).cloned().unwrap_or_default())
    }

    /// Whether the site itself says how one gets a token.
    pub fn signs_in(self) -> bool {
        self.with_api(|api| api.sign_in.is_some()) == Some(true)
    }

    /// The way in that an operation is sent with; empty if its description asks for nothing, `None` if
    /// there is no description.
    pub fn way(self, operation: &Operation) -> Option<Vec<Scheme>> {
        self.form_of(operation).map(|form| self.way_of(&form))
    }

    #[inline(never)]
    fn way_of(self, form: &Form) -> Vec<Scheme> {
        let wanted = self.choice().way;
        let (origin, has_token) = (self.origin(), self.token().is_some());
        self.held.with(|Holding { keyring, .. }| {
            let here = (origin.as_str(), has_token);
            let way = access::choose(&form.security, wanted.as_deref(), keyring, here);
            way.unwrap_or_default().to_vec()
        })
    }

    /// What an operation is sent with. The site's token goes with what is not described, and with what
    /// needs something that the description does not explain.
    pub fn access(self, operation: &Operation) -> Vec<Credential> {
        let token = if self.signs_in() { vec![Credential::Token] } else { Vec::new() };
        match self.way(operation) {
            None => token,
            Some(way) if way.is_empty() => Vec::new(),
            Some(way) => {
                let found = self.credentials_of(&way);
                if access::credentials(&way).is_empty() { token } else { found }
            }
        }
    }

    /// What a way puts into the request; no parameter without a value, which a server would refuse
    /// where it takes none.
    #[inline(never)]
    fn credentials_of(self, way: &[Scheme]) -> Vec<Credential> {
        let (mut vars, origin) = (Vars::default(), self.origin());
        self.held.with(|held| held.keyring.fill(way, &origin, &mut vars));
        let mut found = access::credentials(way);
        found.retain(|one| match one {
            Credential::Key { number, place: KeyPlace::Query, .. } => {
                !vars.get(Var::Key(*number)).is_empty()
            }
            _ => true,
        });
        found
    }

    /// Whether there is something to use a token for.
    pub fn has_tokens(self) -> bool {
        let held = self.session.with(Option::is_some);
        // Only a description can want one beside; what looks at it comes with the rest of the program.
        let wants =
            || self.operation().is_some_and(|it| self.access(&it).contains(&Credential::Token));
        self.signs_in() || held || (self.is_reference.get() && self.has_rest.get() && wants())
    }

    /// The values of the request's variables; no address while that is wrong.
    pub fn vars(self) -> Vars {
        let mut vars = Vars {
            base_url: self.base_url().unwrap_or_default(),
            access_token: self.token().unwrap_or_default(),
            ..Vars::default()
        };
        if self.is_reference.get() {
            self.fill(&mut vars);
        }
        vars
    }

    #[inline(never)]
    fn fill(self, vars: &mut Vars) {
        if let Some(way) = self.operation().and_then(|operation| self.way(&operation)) {
            let origin = self.origin();
            self.held.with(|held| held.keyring.fill(&way, &origin, vars));
        }
    }

    /// Everything that the page knows and nobody else may.
    pub fn secrets(self) -> Vec<String> {
        let vars = self.vars();
        let [_, password] = vars.login;
        let mut secrets = vec![vars.access_token, vars.basic, password];
        secrets.extend(vars.keys);
        self.held.with(|held| {
            let logins = held.logins.iter().map(|(_, login)| login);
            secrets.extend(logins.flat_map(|it| [it.secret.clone(), it.owner.secret.clone()]));
            secrets.extend(held.refresh.iter().map(|refresh| refresh.token.clone()));
        });
        secrets
    }

    /// Names the chosen server among those of all descriptions: each has its own client and secrets.
    pub fn environment(self) -> String {
        format!("{}\n{}", self.scope(), self.server().map(|server| server.id).unwrap_or_default())
    }

    /// `client_id`, for the chosen server.
    pub fn client_id(self) -> String {
        let here = self.environment();
        self.drafts.with(|drafts| drafts.client(&here).to_owned())
    }

    /// Takes `client_id`, for the chosen server.
    pub fn set_client_id(self, id: String) {
        let here = untrack(|| self.environment());
        self.drafts.update(|drafts| drafts.set_client(here, id));
    }

    /// What was typed to sign in to the chosen server.
    pub fn login(self) -> Login {
        let here = self.environment();
        self.held.with(|held| {
            let found = held.logins.iter().find(|(of, _)| *of == here);
            found.map(|(_, login)| login.clone()).unwrap_or_default()
        })
    }

    /// Changes what was typed to sign in to the chosen server.
    pub fn set_login(self, change: impl FnOnce(&mut Login)) {
        let here = untrack(|| self.environment());
        let mut login = untrack(|| self.login());
        change(&mut login);
        self.held.update(|held| {
            held.logins.retain(|(of, _)| *of != here);
            held.logins.push((here, login));
        });
        self.used_at.set(clock::now());
    }

    /// What was typed for a scheme, for the chosen server.
    pub fn typed(self, scheme: &str) -> Held {
        let origin = self.origin();
        self.held.with(|held| held.keyring.get(&origin, scheme).cloned().unwrap_or_default())
    }

    /// Changes what was typed for a scheme, for the chosen server.
    pub fn hold(self, scheme: &str, change: impl FnOnce(&mut Held)) {
        let origin = untrack(|| self.origin());
        // The way stays that which is shown, also if what is typed would complete another.
        let shown = untrack(|| self.operation().and_then(|operation| self.way(&operation)));
        if let (None, Some(way)) = (untrack(|| self.choice()).way, shown) {
            self.choose(|choice| choice.way = Some(access::name(&way)));
        }
        self.held.update(|held| held.keyring.edit(&origin, scheme, change));
        self.used_at.set(clock::now());
    }
}

/// The flows that a reader can go, the preferred ones first.
pub fn flows(scheme: &Scheme) -> Vec<Flow> {
    let of_kind = |kind: GrantKind| scheme.flows.iter().find(move |flow| flow.kind == kind.name());
    GrantKind::ALL.into_iter().filter_map(of_kind).cloned().collect()
}

fn chosen_flow(scheme: &Scheme, wanted: Option<&str>) -> Option<Flow> {
    let flows = flows(scheme);
    let chosen = flows.iter().find(|flow| Some(flow.kind.as_str()) == wanted);
    chosen.or_else(|| flows.first()).cloned()
}
