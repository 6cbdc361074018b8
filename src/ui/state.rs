//! The state that outlives a view: made once at the top, passed down by context.

use super::access::{Holding, Login};
use super::console::{Past, Returned, redirect};
use super::drafts::Drafts;
use super::reference::Reference;
use super::shell::PageResult;
use crate::browser::clock::Delayed;
use crate::browser::storage::{self, Area};
use crate::browser::{clock, hash, page};
use crate::i18n::{Language, Messages};
use crate::nav::Route;
use crate::operation::{Form, OWN, Operation};
use crate::request::{Field, Inputs};
use crate::session::authorization::GrantKind;
use crate::session::{Revoked, Session, oauth::Credentials};
use crate::site::{Api, Site};
use crate::snippet::Target;
use crate::ui::kit::{effect, effect_since, memo};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

const DRAFTS: &str = "obzor.drafts.2";
const SESSION: &str = "obzor.session";
const LANGUAGE: &str = "obzor.language";
const THEME: &str = "obzor.theme";
const SNIPPETS: &str = "obzor.snippets";
const BY_VALUE: &str = "obzor.snippets.values";

/// Everything that is shared. Made once, for as long as the page lives: a handle of one word, so that
/// a view that takes it along takes no more.
#[derive(Clone, Copy)]
pub struct Store(&'static Parts);

impl std::ops::Deref for Store {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What is shared.
pub struct Parts {
    /// The site.
    pub site: StoredValue<Arc<Site>>,
    /// The language of the page.
    pub language: RwSignal<Language>,
    /// The theme; `None` follows the system.
    pub theme: RwSignal<Option<&'static str>>,
    /// The place in the site.
    pub route: RwSignal<Route>,
    /// The token.
    pub session: RwSignal<Option<Session>>,
    /// Those of other servers, which come back when their server is chosen again: in memory alone.
    pub(super) others: StoredValue<Vec<Session>>,
    /// What the schemes of a description need: in memory alone.
    pub held: RwSignal<Holding>,
    /// Another origin that the reader confirmed for the secret, with that of the server, if it is another.
    pub trusted: RwSignal<Option<(String, Option<String>)>>,
    /// How often the reader signed out; what began before the last time changes nothing any more.
    pub sign_outs: RwSignal<u32>,
    /// How often secrets were forgotten; what was sent before cannot be sent again with them.
    pub forgets: RwSignal<u32>,
    /// What came of the last sign-out, where a server was told of it.
    pub revoked: RwSignal<Option<Revoked>>,
    /// What was typed.
    pub drafts: RwSignal<Drafts>,
    /// What the operation of the description starts as, for the form that it was made of.
    pub(super) starts: StoredValue<Option<(Arc<Form>, Arc<Inputs>)>>,
    /// The page of the address; `None` while it is being read.
    pub page: RwSignal<Option<PageResult>>,
    /// The API description of the address.
    pub reference: Reference,
    /// True while a description is read, not a page.
    pub is_reference: Memo<bool>,
    /// True once the rest of the program is there.
    pub has_rest: RwSignal<bool>,
    /// The time, about every second.
    pub now: RwSignal<u64>,
    /// When the secret was last used, for forgetting it.
    pub used_at: RwSignal<u64>,
    /// The ids of the snippets' targets that have a tab.
    pub favourites: RwSignal<Vec<String>>,
    /// The id of the target that is open in the console; empty for the explorer.
    pub view: RwSignal<String>,
    /// Whether snippets hold values in the place of variables.
    pub by_value: RwSignal<bool>,
    /// The answer that the reader came back with from a sign-in in this tab, until its form is there.
    pub returned: StoredValue<Option<Returned>>,
    /// What was sent, the oldest first.
    pub history: RwSignal<Vec<Rc<Past>>, LocalStorage>,
    /// False if the browser keeps nothing.
    pub keeps: RwSignal<bool>,
    /// Grows whenever the page was scrolled.
    pub scrolls: RwSignal<u32>,
    /// The language in which the search knows the pages, and whether it knows them all by now.
    pub learnt: StoredValue<Option<(Language, bool)>>,
}

impl Store {
    /// The state at the start: what the browser kept, else what the site and the reader's system say.
    pub fn start(site: Site) -> Self {
        let site_keeps = site.keeps;
        if !site_keeps {
            storage::keep_nothing();
        }
        page::set_console(site.has_console);
        let kept =
            storage::get(Area::Forever, LANGUAGE).and_then(|code| Language::from_code(&code));
        let fallback = site.languages.first().copied().unwrap_or(Language::En);
        let language = kept
            .filter(|language| site.languages.contains(language))
            .or_else(|| Language::preferred(&page::languages(), &site.languages))
            .unwrap_or(fallback);
        let drafts = storage::get(Area::Tab, DRAFTS).map(|text| Drafts::from_json(&text));
        let site = StoredValue::new(Arc::new(site));
        let language = RwSignal::new(language);
        let route = RwSignal::new(Route::parse(&hash::get()));
        let reference = Reference::new();
        let is_reference = memo(move || {
            route.with(|route| {
                reference.is_named_at(route)
                    || site.with_value(|site| site.described(&route.page).is_some())
            })
        });
        let parts = Parts {
            reference,
            is_reference,
            site,
            language,
            theme: RwSignal::new(theme()),
            route,
            page: RwSignal::new(None),
            favourites: RwSignal::new(favourites()),
            view: RwSignal::new(String::new()),
            by_value: RwSignal::new(storage::get(Area::Forever, BY_VALUE).is_some()),
            returned: StoredValue::new(redirect::returned()),
            history: RwSignal::new_local(Vec::new()),
            session: RwSignal::new(
                storage::get(Area::Tab, SESSION).and_then(|text| Session::from_json(&text)),
            ),
            others: StoredValue::new(Vec::new()),
            held: RwSignal::new(Holding::default()),
            trusted: RwSignal::new(None),
            sign_outs: RwSignal::new(0),
            forgets: RwSignal::new(0),
            revoked: RwSignal::new(None),
            drafts: RwSignal::new(drafts.unwrap_or_default()),
            starts: StoredValue::new(None),
            has_rest: RwSignal::new(false),
            now: RwSignal::new(clock::now()),
            used_at: RwSignal::new(clock::now()),
            scrolls: RwSignal::new(0),
            learnt: StoredValue::new(None),
            keeps: RwSignal::new(!site_keeps || storage::works(Area::Tab)),
        };
        let store = Self(Box::leak(Box::new(parts)));
        store.keep_in_step();
        store
    }

    /// Keeps the browser's storage, the address and the page's own attributes as the signals say.
    fn keep_in_step(self) {
        self.follow_page();
        super::reference::follow(self);
        let keep = Delayed::kept(move || {
            let text = self.drafts.with_untracked(Drafts::to_json);
            self.note(storage::set(Area::Tab, DRAFTS, &text));
        });
        effect_since(move |before: Option<()>| {
            // What is short is kept at once; writing a long body down would hold up the next key.
            let long = self.drafts.with(Drafts::is_long);
            if before.is_some() {
                keep.call(if long { 400 } else { 0 });
            }
        });
        effect(move || {
            self.session.with(|session| match session {
                Some(session) => self.note(storage::set(Area::Tab, SESSION, &session.to_json())),
                None => storage::remove(Area::Tab, SESSION),
            });
        });
        effect(move || {
            self.session.track();
            // There are none before the first was put to use: nothing is asked for them then.
            if self.others.with_value(|others| !others.is_empty()) {
                self.come_back(&self.origin());
            }
        });
        effect(move || page::set_language(self.language.get().code()));
        effect(move || page::set_theme(self.theme.get()));
        effect(move || hash::replace(&self.route.with(Route::to_hash)));
        hash::on_change(move |hash| {
            let route = Route::parse(&hash);
            if self.route.with_untracked(|now| *now != route) {
                self.route.set(route);
            }
        });
    }

    /// Once the browser could not keep something, the reader is told for good.
    fn note(self, kept: bool) {
        if !kept && self.keeps.get_untracked() {
            self.keeps.set(false);
        }
    }

    /// The words of the page, in its language.
    pub fn words(self) -> &'static Messages {
        self.language.get().messages()
    }

    /// A word of the page, in its language.
    pub fn word(self, read: fn(&'static Messages) -> &'static str) -> Signal<String> {
        Signal::derive(move || read(self.words()).to_owned())
    }

    /// The words of a button that copies.
    pub fn copy_words(self) -> [Signal<String>; 3] {
        [self.word(|m| m.copy), self.word(|m| m.copied), self.word(|m| m.not_copied)]
    }

    /// The words of a button that shows and hides.
    pub fn show_words(self) -> [Signal<String>; 2] {
        [self.word(|m| m.show), self.word(|m| m.hide)]
    }

    /// The words of the page, for handlers.
    pub fn words_now(self) -> &'static Messages {
        self.language.get_untracked().messages()
    }

    /// Chooses a language and remembers it.
    pub fn choose_language(self, language: Language) {
        storage::set(Area::Forever, LANGUAGE, language.code());
        self.language.set(language);
    }

    /// Chooses a theme and remembers it; the chosen one again follows the system.
    pub fn choose_theme(self, theme: &'static str) {
        if self.theme.get_untracked() == Some(theme) {
            storage::remove(Area::Forever, THEME);
            self.theme.set(None);
        } else {
            storage::set(Area::Forever, THEME, theme);
            self.theme.set(Some(theme));
        }
    }

    /// Gives a target a tab or takes it away, and remembers it.
    pub fn toggle_favourite(self, id: &str) {
        self.favourites.update(|favourites| {
            let before = favourites.len();
            favourites.retain(|other| other != id);
            if favourites.len() == before {
                favourites.push(id.to_owned());
            }
        });
        storage::set(Area::Forever, SNIPPETS, &self.favourites.get_untracked().join(" "));
    }

    /// Has snippets hold values or variables, and remembers it.
    pub fn choose_by_value(self, by_value: bool) {
        if by_value {
            storage::set(Area::Forever, BY_VALUE, "1");
        } else {
            storage::remove(Area::Forever, BY_VALUE);
        }
        self.by_value.set(by_value);
    }

    /// The site.
    pub fn site(self) -> Arc<Site> {
        self.site.get_value()
    }

    /// The API of the console.
    pub fn with_api<T>(self, read: impl FnOnce(&Api) -> T) -> Option<T> {
        let site = self.site();
        self.route.with(|route| {
            // A description from elsewhere has nothing of the site's: no servers, no sign-in.
            if self.reference.is_named_at(route) { None } else { site.api(&route.page).map(read) }
        })
    }

    /// The credentials, if all is there that the grant needs.
    pub fn credentials(self) -> Option<Credentials> {
        let (id, Login { secret, owner, .. }) = (self.client_id(), self.login());
        let grant = self.sign_in().map(|sign_in| sign_in.grant).unwrap_or_default();
        let lacks_owner = grant == GrantKind::Password && owner.secret.is_empty();
        let lacks_part = (secret.is_empty() && grant.needs_secret()) || lacks_owner;
        (!id.is_empty() && !lacks_part).then_some(Credentials { id, secret })
    }

    /// The name of the page in the navigation.
    pub fn page_title(self) -> String {
        if self.is_reference.get() {
            return self
                .reference
                .page
                .with(|page| page.as_ref().map(|page| page.title.clone()).unwrap_or_default());
        }
        let language = self.language.get();
        if self.is_log() {
            return language.guide().changes.to_owned();
        }
        let file = self.page_file();
        file.map(|file| file.title.get(language).to_owned()).unwrap_or_default()
    }

    /// Takes the secret that was typed while `origin` stood beside it.
    pub fn set_secret(self, secret: String, origin: Option<String>) {
        self.set_login(|login| (login.secret, login.secret_for) = (secret, origin));
    }

    /// Forgets keys, passwords, the secret and for which host it was meant.
    pub fn forget_secret(self) {
        self.forgets.update(|count| *count += 1);
        Past::forget_secrets(self);
        if self.held.with_untracked(Holding::has_secrets) {
            self.held.update(Holding::forget);
        }
        if self.trusted.with_untracked(Option::is_some) {
            self.trusted.set(None);
        }
    }

    /// Forgets the token, the secret, and the headers that were typed, which may hold keys.
    pub fn sign_out(self) {
        self.sign_outs.update(|count| *count += 1);
        self.revoked.set(None);
        self.session.set(None);
        self.others.set_value(Vec::new());
        self.history.update(Vec::clear);
        self.returned.set_value(None);
        redirect::forget();
        self.forget_secret();
        self.drafts.update(|drafts| {
            for (_, inputs) in &mut drafts.inputs {
                inputs.headers.clear();
                inputs.cookies.clear();
            }
        });
    }

    /// Forgets all that was typed and chosen, here and in the browser; the language stays until the page
    /// is opened anew.
    pub fn forget_everything(self) {
        self.sign_out();
        self.drafts.set(Drafts::default());
        self.theme.set(None);
        storage::clear();
        self.favourites.set(favourites());
        self.by_value.set(false);
    }

    /// Reads the operations of the page.
    pub fn with_operations<T>(self, read: impl FnOnce(&[Operation]) -> T) -> T {
        if self.is_reference.get() {
            return read(&[]);
        }
        self.page.with(|page| match page {
            Some(Ok(loaded)) => read(&loaded.operations),
            _ => read(&[]),
        })
    }

    /// The operation in the console: the one of the address, else the first of the page.
    pub fn operation(self) -> Option<Operation> {
        let wanted = self.route.with(|route| route.operation.clone());
        if wanted.as_deref() == Some(OWN) {
            return Some(self.own());
        }
        if self.is_reference.get() {
            return self.reference.form.get().map(|form| form.operation.clone());
        }
        self.with_operations(|operations| {
            let found = operations.iter().find(|operation| Some(&operation.id) == wanted.as_ref());
            found.or_else(|| operations.first()).cloned()
        })
    }

    /// The reader's own request.
    fn own(self) -> Operation {
        self.drafts.with(|drafts| {
            let method = if drafts.own_method.is_empty() { "GET" } else { &drafts.own_method };
            let resource = if drafts.own_resource.is_empty() { "/" } else { &drafts.own_resource };
            Operation::own(method, resource)
        })
    }

    /// Opens the operation of a table's row in the console.
    pub fn open_row(self, source: &str) {
        let id = untrack(|| {
            self.with_operations(|operations| {
                let found = operations.iter().find(|operation| operation.source == source);
                found.map(|operation| operation.id.clone())
            })
        });
        if let Some(id) = id {
            self.open(&id);
        }
    }

    /// Changes the reader's own request; values of path parameters that stay are kept.
    pub fn set_own(self, method: Option<String>, resource: Option<String>) {
        self.drafts.update(|drafts| {
            if let Some(method) = method {
                drafts.own_method = method;
            }
            if let Some(resource) = resource {
                drafts.own_resource = resource;
            }
        });
        let own = untrack(|| self.own());
        let names: Vec<String> = own.path_parameters().into_iter().map(str::to_owned).collect();
        self.edit(&own, |inputs| {
            let before = std::mem::take(&mut inputs.path);
            let kept = |name: String| {
                let found = before.iter().find(|field| field.name == name).cloned();
                found.unwrap_or_else(|| Field::new(name, ""))
            };
            inputs.path = names.into_iter().map(kept).collect();
        });
    }

    /// Goes to another place, as a link does.
    pub fn go(self, route: Route) {
        hash::go(&route.to_hash());
        self.route.set(route);
    }

    /// Opens an operation in the console.
    pub fn open(self, id: &str) {
        self.route.update(|route| route.operation = Some(id.to_owned()));
    }
}

/// The theme that the reader chose.
fn theme() -> Option<&'static str> {
    let kept = storage::get(Area::Forever, THEME)?;
    ["dark", "light"].into_iter().find(|theme| *theme == kept)
}

/// The targets that have a tab: those that the reader chose, else cURL and Python.
fn favourites() -> Vec<String> {
    let kept = storage::get(Area::Forever, SNIPPETS).unwrap_or_else(|| "curl python".to_owned());
    kept.split(' ').filter(|id| Target::from_id(id).is_some()).map(str::to_owned).collect()
}
