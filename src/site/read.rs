//! Reading `site.json`: every problem is collected, each with the JSON pointer of its field.

mod look;

use super::{Api, Localized, PageFile, Server, SignIn, Site, Variable, Version};
use crate::i18n::Language;
use crate::json::kind;
use crate::json::{self, JsonError};
use crate::session;
use crate::session::authorization::GrantKind;
use crate::session::oauth::{ClientAuthentication, Credentials};
use serde_json::Value;

/// The grants as `signIn.type` names them, in the order of [`GrantKind::ALL`].
const GRANTS: [&str; 5] =
    ["client_credentials", "authorization_code", "device_code", "password", "implicit"];

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's JSON pointer (RFC 6901); empty for the whole file.
    pub pointer: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// The ways in which a field can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The file is not JSON.
    Json(JsonError),
    /// The file is larger than what is read, in bytes.
    TooLarge(usize),
    /// The field is not there; an example of what would be right.
    Missing(&'static str),
    /// The field is of another type: what it is, and an example of what would be right.
    Type(&'static str, &'static str),
    /// The field is empty; an example of what would be right.
    Empty(&'static str),
    /// The value is none of those that are allowed.
    NotOneOf(String, &'static [&'static str]),
    /// An address that is not absolute, or not https (http is for this very machine only).
    Address(String),
    /// `{name}` in an address without a variable of that name.
    Variable(String),
    /// An id that stands twice.
    Repeated(String),
}

const TEXT: &str = "\"API\" / {\"ru\": \"…\", \"en\": \"…\"}";
const SPEC: &str =
    "\"specs/api.yaml\" / {\"ru\": \"specs/api.ru.yaml\", \"en\": \"specs/api.en.yaml\"}";
const DATE: &str = "\"2026-09-01\"";
const FILE: &str =
    "\"pages/start.json\" / {\"ru\": \"pages/start.ru.json\", \"en\": \"pages/start.en.json\"}";

pub(super) fn site(text: &str) -> Result<Site, Vec<Problem>> {
    let fail = |wrong| vec![Problem { pointer: String::new(), wrong }];
    let value = json::parse(text).map_err(|error| fail(Wrong::Json(error)))?;
    let mut reader = Reader::default();
    let root = Place { value: &value, pointer: String::new() };
    if !value.is_object() {
        return Err(fail(Wrong::Type(
            kind(&value),
            "{\"title\": …, \"pages\": […], \"apis\": […]}",
        )));
    }
    let title = reader.text(&root, "title", TEXT);
    let languages = reader.languages(&root);
    let apis = reader.list(&root, "apis", "[{\"id\": \"main\", \"servers\": […]}]", &Reader::api);
    let described = apis.iter().any(|api| !api.description.0.is_empty());
    let pages = if described && root.field("pages").is_none() {
        Vec::new()
    } else {
        let example = "[{\"id\": \"start\", \"title\": …, \"file\": …}]";
        let pages = reader.list(&root, "pages", example, &|reader, place| reader.pages(place, &[]));
        pages.into_iter().flatten().collect()
    };
    let mut site = Site {
        title,
        languages,
        pages,
        edit_url: reader.edit_url(&root),
        apis,
        description_origins: reader.origins(&root, "descriptionOrigins"),
        connect: reader.origins(&root, "connect"),
        has_console: reader.flag(&root, "console", true),
        keeps: reader.flag(&root, "storage", true),
        look: reader.look(&root),
    };
    reader.unique("/pages", site.pages.iter().map(|page| page.id.as_str()));
    if reader.problems.is_empty() {
        let earlier: Vec<Api> = site.apis.iter().flat_map(Api::earlier).collect();
        site.apis.extend(earlier);
    }
    reader.unique("/apis", site.apis.iter().map(|api| api.id.as_str()));
    if reader.problems.is_empty() { Ok(site) } else { Err(reader.problems) }
}

/// A value and where it stands.
struct Place<'a> {
    value: &'a Value,
    pointer: String,
}

impl<'a> Place<'a> {
    fn field(&self, name: &str) -> Option<Place<'a>> {
        let value = self.value.get(name)?;
        Some(Place { value, pointer: self.at(name) })
    }

    /// The pointer of a field (RFC 6901 §3: `~` and `/` are escaped).
    fn at(&self, name: &str) -> String {
        format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
    }
}

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn report(&mut self, pointer: String, wrong: Wrong) {
        self.problems.push(Problem { pointer, wrong });
    }

    /// A string that must be there and not empty.
    fn string(&mut self, place: &Place<'_>, name: &str, example: &'static str) -> String {
        match place.field(name) {
            None => self.report(place.at(name), Wrong::Missing(example)),
            Some(field) => match field.value {
                Value::String(text) if text.trim().is_empty() => {
                    self.report(field.pointer, Wrong::Empty(example));
                }
                Value::String(text) => return text.clone(),
                other => self.report(field.pointer, Wrong::Type(kind(other), example)),
            },
        }
        String::new()
    }

    /// A yes or no that may be missing.
    fn flag(&mut self, place: &Place<'_>, name: &str, default: bool) -> bool {
        match place.field(name).map(|field| field.value) {
            None => default,
            Some(Value::Bool(answer)) => *answer,
            Some(other) => {
                self.report(place.at(name), Wrong::Type(kind(other), "true / false"));
                default
            }
        }
    }

    /// A string that may be missing.
    fn optional(&mut self, place: &Place<'_>, name: &str, example: &'static str) -> String {
        match place.field(name).map(|field| field.value) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => {
                self.report(place.at(name), Wrong::Type(kind(other), example));
                String::new()
            }
        }
    }

    /// A text, or an object of texts by language.
    fn text(&mut self, place: &Place<'_>, name: &str, example: &'static str) -> Localized {
        match place.field(name) {
            None => self.report(place.at(name), Wrong::Missing(example)),
            Some(field) => match field.value {
                Value::String(text) => return Localized(vec![(None, text.clone())]),
                Value::Object(texts) if texts.is_empty() => {
                    self.report(field.pointer, Wrong::Empty(example));
                }
                Value::Object(texts) => {
                    let read = texts.keys().map(|code| {
                        let language = Language::from_code(code);
                        if language.is_none() {
                            self.report(
                                field.at(code),
                                Wrong::NotOneOf(code.clone(), Language::CODES),
                            );
                        }
                        (language, self.string(&field, code, example))
                    });
                    return Localized(read.collect());
                }
                other => self.report(field.pointer, Wrong::Type(kind(other), example)),
            },
        }
        Localized::default()
    }

    /// A list that must be there and not empty.
    fn list<T>(
        &mut self,
        place: &Place<'_>,
        name: &str,
        example: &'static str,
        read: &dyn Fn(&mut Self, &Place<'_>) -> T,
    ) -> Vec<T> {
        match place.field(name) {
            None => self.report(place.at(name), Wrong::Missing(example)),
            Some(field) => match field.value {
                Value::Array(items) if items.is_empty() => {
                    self.report(field.pointer, Wrong::Empty(example));
                }
                Value::Array(items) => {
                    let places = items.iter().enumerate().map(|(index, value)| Place {
                        value,
                        pointer: field.at(&index.to_string()),
                    });
                    return places.map(|item| read(self, &item)).collect();
                }
                other => self.report(field.pointer, Wrong::Type(kind(other), example)),
            },
        }
        Vec::new()
    }

    fn languages(&mut self, root: &Place<'_>) -> Vec<Language> {
        if root.field("languages").is_none() {
            return Language::ALL.to_vec();
        }
        let read = |reader: &mut Self, item: &Place<'_>| {
            let code = item.value.as_str().unwrap_or_default();
            let language = Language::from_code(code);
            if language.is_none() {
                let found =
                    item.value.as_str().map_or_else(|| item.value.to_string(), str::to_owned);
                reader.report(item.pointer.clone(), Wrong::NotOneOf(found, Language::CODES));
            }
            language
        };
        self.list(root, "languages", "[\"ru\", \"en\"]", &read).into_iter().flatten().collect()
    }

    /// Origins: `self`, or a scheme and a host.
    fn origins(&mut self, root: &Place<'_>, name: &'static str) -> Vec<String> {
        if root.field(name).is_none() {
            return Vec::new();
        }
        let read = |reader: &mut Self, item: &Place<'_>| {
            let text = item.value.as_str().unwrap_or_default();
            if text != "self" && session::origin(text).as_deref() != Some(text) {
                reader.report(item.pointer.clone(), Wrong::Address(text.to_owned()));
            }
            text.to_owned()
        };
        self.list(root, name, "[\"self\", \"https://api.example.com\"]", &read)
    }

    /// A page, or the pages of a group: one that has `pages` of its own.
    fn pages(&mut self, place: &Place<'_>, groups: &[Localized]) -> Vec<PageFile> {
        if place.field("pages").is_none() {
            return vec![PageFile {
                id: self.string(place, "id", "\"start\""),
                title: self.text(place, "title", TEXT),
                file: self.text(place, "file", FILE),
                groups: groups.to_vec(),
                versions: self.versions(place, "file", FILE),
                date: self.optional(place, "date", DATE),
            }];
        }
        let mut within = groups.to_vec();
        within.push(self.text(place, "title", TEXT));
        let example = "[{\"id\": \"start\", \"title\": …, \"file\": …}]";
        let pages =
            self.list(place, "pages", example, &|reader, place| reader.pages(place, &within));
        pages.into_iter().flatten().collect()
    }

    /// The earlier versions of a page or of an API, each with its file in a field of this name.
    fn versions(
        &mut self,
        owner: &Place<'_>,
        file: &'static str,
        example: &'static str,
    ) -> Vec<Version> {
        if owner.field("versions").is_none() {
            return Vec::new();
        }
        let version = |reader: &mut Self, place: &Place<'_>| Version {
            id: reader.string(place, "id", "\"1.0\""),
            title: reader.text(place, "title", TEXT),
            file: reader.text(place, file, example),
            date: reader.optional(place, "date", DATE),
        };
        let versions = self.list(owner, "versions", "[{\"id\": \"1.0\", \"title\": …}]", &version);
        let pointer = owner.at("versions");
        self.unique(&pointer, versions.iter().map(|version| version.id.as_str()));
        versions
    }

    /// Where pages are edited: `{file}` stands for the file.
    fn edit_url(&mut self, root: &Place<'_>) -> String {
        let example = "\"https://github.com/you/docs/edit/main/{file}\"";
        if root.field("editUrl").is_none() {
            return String::new();
        }
        let url = self.string(root, "editUrl", example);
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !(url.is_empty() || is_web && url.contains("{file}")) {
            self.report(root.at("editUrl"), Wrong::Type("string", example));
        }
        url
    }

    fn api(&mut self, place: &Place<'_>) -> Api {
        let example = "[{\"id\": \"live\", \"title\": …, \"url\": \"https://{hostname}/api\"}]";
        let description = match place.field("description") {
            Some(_) => self.text(place, "description", SPEC),
            None => Localized::default(),
        };
        let servers = if place.field("servers").is_none() && !description.0.is_empty() {
            Vec::new()
        } else {
            self.list(place, "servers", example, &Self::server)
        };
        let api = Api {
            id: self.string(place, "id", "\"main\""),
            title: self.text(place, "title", TEXT),
            description,
            servers,
            sign_in: place.field("signIn").map(|field| self.sign_in(&field)),
            parameters: self.pairs(place, "parameters"),
            versions: self.versions(place, "description", SPEC),
            date: self.optional(place, "date", DATE),
            earlier_of: None,
        };
        if let Some(sign_in) = api.sign_in.as_ref().filter(|s| s.token_url.contains("://")) {
            for server in &api.servers {
                self.address(
                    format!("{}/signIn/tokenUrl", place.pointer),
                    &sign_in.token_url,
                    &server.variables,
                );
            }
        }
        let servers = place.at("servers");
        self.unique(&servers, api.servers.iter().map(|server| server.id.as_str()));
        api
    }

    fn server(&mut self, place: &Place<'_>) -> Server {
        let url = self.string(place, "url", "\"https://{hostname}/api/ver1.0\"");
        let variables = self.variables(place);
        self.address(place.at("url"), &url, &variables);
        Server {
            id: self.string(place, "id", "\"live\""),
            title: self.text(place, "title", TEXT),
            url,
            variables,
            sandbox: self.flag(place, "sandbox", false),
        }
    }

    fn variables(&mut self, place: &Place<'_>) -> Vec<Variable> {
        let example = "{\"hostname\": {\"default\": \"api.example.com\"}}";
        let Some(field) = place.field("variables") else {
            return Vec::new();
        };
        let Value::Object(entries) = field.value else {
            self.report(field.pointer, Wrong::Type(kind(field.value), example));
            return Vec::new();
        };
        let mut read = Vec::new();
        for (name, value) in entries {
            let variable = Place { value, pointer: field.at(name) };
            let description = match variable.field("description") {
                Some(_) => self.text(&variable, "description", TEXT),
                None => Localized::default(),
            };
            let default = self.string(&variable, "default", "\"api.example.com\"");
            let choices = Vec::new();
            read.push(Variable { name: name.clone(), default, choices, description });
        }
        read
    }

    /// An address must be https once its variables are filled, or lead to this very machine.
    fn address(&mut self, pointer: String, url: &str, variables: &[Variable]) {
        if url.is_empty() {
            return;
        }
        let mut filled = url.to_owned();
        for variable in variables {
            filled = filled.replace(&format!("{{{}}}", variable.name), &variable.default);
        }
        if let Some((name, _)) = filled.split_once('{').and_then(|(_, rest)| rest.split_once('}')) {
            self.report(pointer, Wrong::Variable(name.to_owned()));
        } else if !session::origin(&filled).is_some_and(|origin| session::is_safe_origin(&origin)) {
            self.report(pointer, Wrong::Address(url.to_owned()));
        }
    }

    fn sign_in(&mut self, place: &Place<'_>) -> SignIn {
        let mut grant = GrantKind::default();
        if place.value.is_object() {
            let name = self.optional(place, "type", "\"client_credentials\"");
            let named = GRANTS.iter().position(|known| *known == name);
            match named.and_then(|index| GrantKind::ALL.get(index)) {
                Some(kind) => grant = *kind,
                None if name.is_empty() => {}
                None => self.report(place.at("type"), Wrong::NotOneOf(name, &GRANTS)),
            }
        } else {
            let example = "{\"tokenUrl\": \"/oauth/token\"}";
            self.report(place.pointer.clone(), Wrong::Type(kind(place.value), example));
        }
        let has_window = matches!(grant, GrantKind::AuthorizationCode | GrantKind::Implicit);
        SignIn {
            grant,
            token_url: self.endpoint(
                place,
                ("tokenUrl", "\"/oauth/token\""),
                grant != GrantKind::Implicit,
            ),
            authorization_url: self.endpoint(
                place,
                ("authorizationUrl", "\"/oauth/authorize\""),
                has_window,
            ),
            device_url: self.endpoint(
                place,
                ("deviceAuthorizationUrl", "\"/oauth/device\""),
                grant == GrantKind::Device,
            ),
            revocation_url: self.endpoint(place, ("revocationUrl", "\"/oauth/revoke\""), false),
            authentication: self.authentication(place),
            scope: self.optional(place, "scope", "\"all\""),
            demo: place.field("demo").map(|demo| Credentials {
                id: self.string(&demo, "client_id", "\"demo\""),
                secret: self.string(&demo, "client_secret", "\"demo\""),
            }),
        }
    }

    fn endpoint(
        &mut self,
        place: &Place<'_>,
        (name, example): (&str, &'static str),
        needed: bool,
    ) -> String {
        let url = if needed {
            self.string(place, name, example)
        } else {
            self.optional(place, name, example)
        };
        if !url.is_empty() && !url.starts_with('/') && !url.contains("://") {
            self.report(place.at(name), Wrong::Address(url.clone()));
        }
        url
    }

    fn authentication(&mut self, place: &Place<'_>) -> ClientAuthentication {
        match self.optional(place, "clientAuthentication", "\"body\" / \"basic\"").as_str() {
            "" | "body" => ClientAuthentication::Body,
            "basic" => ClientAuthentication::Basic,
            other => {
                let wrong = Wrong::NotOneOf(other.to_owned(), &["body", "basic"]);
                self.report(place.at("clientAuthentication"), wrong);
                ClientAuthentication::Body
            }
        }
    }

    fn pairs(&mut self, place: &Place<'_>, name: &str) -> Vec<(String, String)> {
        let Some(field) = place.field(name) else {
            return Vec::new();
        };
        let Value::Object(entries) = field.value else {
            self.report(field.pointer, Wrong::Type(kind(field.value), "{\"client_id\": \"@me\"}"));
            return Vec::new();
        };
        entries.keys().map(|key| (key.clone(), self.string(&field, key, "\"@me\""))).collect()
    }

    fn unique<'a>(&mut self, pointer: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = Vec::new();
        for (index, id) in ids.enumerate() {
            if !id.is_empty() && seen.contains(&id) {
                self.report(format!("{pointer}/{index}/id"), Wrong::Repeated(id.to_owned()));
            }
            seen.push(id);
        }
    }
}
