//! `site.json`: what the site shows and where its API lives. Read at run time, so an author changes
//! it on the static host without a rebuild.
//!
//! A wrong file is a list of [`Problem`]s: the field's JSON pointer, what is wrong, what would be right.

mod read;

use crate::i18n::Language;
use crate::nav;
use crate::operation::Flow;
use crate::session::authorization::GrantKind;
use crate::session::{self, oauth::ClientAuthentication, oauth::Credentials};

pub use read::{Problem, Wrong};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 2_000_000;

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its title.
    pub title: Localized,
    /// Its languages; the first is the one to fall back to.
    pub languages: Vec<Language>,
    /// Its pages in the order of reading; at least one, unless an API has a description.
    pub pages: Vec<PageFile>,
    /// Where a page's file is edited: an address with `{file}` in it; may be empty.
    pub edit_url: String,
    /// Its APIs; at least one.
    pub apis: Vec<Api>,
    /// The origins whose descriptions may be named in the address bar (`?url=…`); `self` is the
    /// site's own. Empty: none may, since whoever makes a link would choose what the reader sees.
    pub description_origins: Vec<String>,
    /// The only origins that the page may ask beside its own; empty if the author names none.
    pub connect: Vec<String>,
    /// Whether requests can be sent from the page; without it, it is for reading.
    pub has_console: bool,
    /// Whether the browser may keep anything; without it, memory serves until the page is left.
    pub keeps: bool,
    /// How it looks.
    pub look: Look,
}

/// What an author gives a site beside its pages: files of the site, each of which may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Styles that come after those of the program, and win.
    pub style: String,
    /// The picture before the title.
    pub logo: String,
    /// The picture in the browser's tab.
    pub icon: String,
    /// What stands at the end of every page.
    pub footer: Vec<Link>,
}

/// A link of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub title: Localized,
    /// Where it leads.
    pub url: String,
}

/// A text in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(pub Vec<(Option<Language>, String)>);

/// Where a page's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its id, which stands in addresses.
    pub id: String,
    /// Its name in the navigation.
    pub title: Localized,
    /// The address of its file, relative to the site.
    pub file: Localized,
    /// The names of the groups that it stands in, the outermost first.
    pub groups: Vec<Localized>,
    /// Its earlier versions, the newest first.
    pub versions: Vec<Version>,
    /// When it became what it is now; may be empty.
    pub date: String,
}

/// An earlier version of a page or of an API's description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id, which stands in addresses.
    pub id: String,
    /// Its name.
    pub title: Localized,
    /// The address of its file, relative to the site.
    pub file: Localized,
    /// When it was given out; may be empty.
    pub date: String,
}

impl PageFile {
    /// Whether a file is Markdown.
    pub fn is_markdown(path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let end = path.rsplit_once('.').map_or("", |(_, end)| end);
        matches!(end, "md" | "markdown")
    }
}

/// An API: its servers, and how one signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Localized,
    /// Its description, relative to the site; may be empty.
    pub description: Localized,
    /// Its servers; the first is the one to start with. At least one, unless it has a description:
    /// then those of the description stand for none.
    pub servers: Vec<Server>,
    /// How one signs in, if one does.
    pub sign_in: Option<SignIn>,
    /// What path parameters start as, by their names.
    pub parameters: Vec<(String, String)>,
    /// Its earlier versions, the newest first. Each is an API of the site too, see [`Api::versioned`].
    pub versions: Vec<Version>,
    /// When it became what it is now; may be empty.
    pub date: String,
    /// The ids of the API and of the version, if this is an earlier one.
    pub earlier_of: Option<(String, String)>,
}

impl Api {
    /// The id of a version in addresses; the API itself has an empty one.
    pub fn versioned(id: &str, version: &str) -> String {
        if version.is_empty() { id.to_owned() } else { format!("{id}@{version}") }
    }

    /// Its earlier versions as APIs to be read: what is said of servers and signing in holds for them.
    fn earlier(&self) -> impl Iterator<Item = Self> {
        self.versions.iter().map(|version| Self {
            id: Self::versioned(&self.id, &version.id),
            description: version.file.clone(),
            date: version.date.clone(),
            earlier_of: Some((self.id.clone(), version.id.clone())),
            ..self.clone()
        })
    }
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Localized,
    /// Its address; `{name}` stands for a variable.
    pub url: String,
    /// The variables of the address.
    pub variables: Vec<Variable>,
    /// True if the page itself answers in its place.
    pub sandbox: bool,
}

/// A variable of a server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it starts as.
    pub default: String,
    /// What it may be; empty if that is free.
    pub choices: Vec<String>,
    /// What it means; may be empty.
    pub description: Localized,
}

/// How one gets an access token for an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The grant.
    pub grant: GrantKind,
    /// Where the user agrees, for the grants that need one.
    pub authorization_url: String,
    /// Where a device asks for its codes.
    pub device_url: String,
    /// Where a token is taken back when the reader signs out (RFC 7009); may be empty.
    pub revocation_url: String,
    /// The token endpoint: a path on the server's host, or a whole address with the same variables.
    pub token_url: String,
    /// How the client proves itself.
    pub authentication: ClientAuthentication,
    /// The scope to ask for; empty for none.
    pub scope: String,
    /// What opens the sandbox; shown to everyone.
    pub demo: Option<Credentials>,
}

/// Why an address of a server cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// A variable without a value.
    Variable(String),
    /// A variable's value, or the address, is not a host name in ASCII.
    Host(String),
    /// Neither https nor this very machine: secrets would travel in the open.
    Insecure(String),
}

impl Site {
    /// Reads the file, or says everything that is wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        read::site(text)
    }
}

impl Site {
    /// The API of a place of the site: the one whose description is read there, else the first.
    pub fn api(&self, page: &str) -> Option<&Api> {
        self.described(page).or_else(|| self.apis.first())
    }

    /// An API as it is now, of one that may be an earlier version of it.
    pub fn current<'a>(&'a self, api: &'a Api) -> &'a Api {
        let id = api.earlier_of.as_ref().map(|(id, _)| id);
        id.and_then(|id| self.apis.iter().find(|api| api.id == *id)).unwrap_or(api)
    }

    /// Whether there are versions to compare.
    pub fn has_versions(&self) -> bool {
        self.pages.iter().any(|page| !page.versions.is_empty())
            || self.apis.iter().any(|api| !api.versions.is_empty())
    }

    /// The API whose description is read at a place of the site.
    pub fn described(&self, page: &str) -> Option<&Api> {
        let has = |api: &&Api| !api.description.0.is_empty();
        if self.pages.iter().any(|file| file.id == page) {
            return None;
        }
        let named = self.apis.iter().filter(has).find(|api| api.id == page);
        // Without pages, the first description is what the site shows; anchors of others lead there.
        let is_home = page != nav::FILE && (self.pages.is_empty() || page == nav::REFERENCE);
        named.or_else(|| if is_home { self.apis.iter().find(has) } else { None })
    }
}

impl Site {
    /// All origins that the page may have to ask beside its own; `None` if that is not known beforehand:
    /// the author names none, and an address is free, or stands in a description.
    pub fn origins(&self) -> Option<Vec<String>> {
        if !self.connect.is_empty() {
            let named = self.connect.iter().filter(|origin| *origin != "self");
            return Some(named.cloned().collect());
        }
        if !self.description_origins.is_empty() {
            return None;
        }
        let mut origins = Vec::new();
        for api in &self.apis {
            // A description brings endpoints of its own where the site itself says nothing of signing in.
            let is_described = !api.description.0.is_empty() && api.sign_in.is_none();
            if api.servers.is_empty() || is_described {
                return None;
            }
            for server in api.servers.iter().filter(|server| !server.sandbox) {
                if !server.variables.is_empty() {
                    return None;
                }
                let sign_in = api.sign_in.as_ref();
                let endpoints = sign_in.into_iter().flat_map(SignIn::endpoints);
                let absolute = endpoints.filter(|url| url.contains("://"));
                for url in absolute.chain([server.url.as_str()]) {
                    origins.extend(session::origin(url).filter(|origin| !origins.contains(origin)));
                }
            }
        }
        Some(origins)
    }
}

impl SignIn {
    /// Every endpoint that the page itself asks; a path is one of the server's host.
    pub fn endpoints(&self) -> [&str; 3] {
        [&self.token_url, &self.device_url, &self.revocation_url]
    }

    /// What a flow of a description says; `None` for one of an unknown kind.
    pub fn of(flow: &Flow) -> Option<Self> {
        Some(Self {
            grant: GrantKind::from_name(&flow.kind)?,
            token_url: flow.token_url.clone(),
            authorization_url: flow.authorization_url.clone(),
            device_url: flow.device_url.clone(),
            revocation_url: flow.revocation_url.clone(),
            ..Self::default()
        })
    }

    /// Where the client proves itself; for the implicit grant, where the user agrees.
    pub fn first_endpoint(&self) -> &str {
        if self.grant == GrantKind::Implicit { &self.authorization_url } else { &self.token_url }
    }
}

impl Localized {
    /// The text in a language, else in the file's first one.
    pub fn get(&self, language: Language) -> &str {
        let exact = self.0.iter().find(|(found, _)| *found == Some(language));
        exact.or_else(|| self.0.first()).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}

impl Server {
    /// The address with its variables' values in place, without a slash at its end.
    pub fn base_url(&self, values: &[(String, String)]) -> Result<String, AddressError> {
        let url = self.fill(&self.url, values)?;
        let origin = checked_origin(&url)?;
        // What the page answers itself goes nowhere.
        if !self.sandbox && !session::is_safe_origin(&origin) {
            return Err(AddressError::Insecure(origin));
        }
        Ok(url.trim_end_matches('/').to_owned())
    }

    /// The address of an endpoint of the authorization server: a path is one of this server's host.
    pub fn endpoint(
        &self,
        written: &str,
        values: &[(String, String)],
    ) -> Result<String, AddressError> {
        if written.is_empty() {
            return Err(AddressError::Host(String::new()));
        }
        let url = if written.contains("://") {
            self.fill(written, values)?
        } else {
            let base = self.base_url(values)?;
            format!("{}/{}", checked_origin(&base)?, written.trim_start_matches('/'))
        };
        let origin = checked_origin(&url)?;
        if session::is_safe_origin(&origin) { Ok(url) } else { Err(AddressError::Insecure(origin)) }
    }

    /// True if every variable has the value that the author gave it.
    pub fn is_as_declared(&self, values: &[(String, String)]) -> bool {
        self.variables.iter().all(|variable| {
            values.iter().all(|(name, value)| *name != variable.name || *value == variable.default)
        })
    }

    fn fill(&self, template: &str, values: &[(String, String)]) -> Result<String, AddressError> {
        let mut url = template.to_owned();
        for variable in &self.variables {
            let typed = values.iter().find(|(name, _)| *name == variable.name);
            let value = typed.map_or(&variable.default, |(_, value)| value).trim();
            if value.is_empty() {
                return Err(AddressError::Variable(variable.name.clone()));
            }
            let name = format!("{{{}}}", variable.name);
            // Behind the host a value may be a part of the path.
            let allowed: &[u8] = if in_host(template, &name) { b".-:_[]" } else { b".-:_[]/~" };
            if !value.bytes().all(|b| b.is_ascii_alphanumeric() || allowed.contains(&b)) {
                return Err(AddressError::Host(value.to_owned()));
            }
            url = url.replace(&name, value);
        }
        Ok(url)
    }
}

/// Whether a variable stands before the first slash that ends the host.
fn in_host(template: &str, name: &str) -> bool {
    let rest = template.split_once("://").map_or(template, |(_, rest)| rest);
    let whole = rest.split_once('/').map_or(rest, |(host, _)| host);
    template.split_once("://").is_none() || whole.contains(name)
}

/// The origin of an address; its host must be ASCII, so that it cannot pass for another one.
fn checked_origin(url: &str) -> Result<String, AddressError> {
    match session::origin(url) {
        Some(origin) if origin.is_ascii() => Ok(origin),
        _ => Err(AddressError::Host(url.to_owned())),
    }
}
