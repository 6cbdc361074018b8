//! `obzor hosts`: the hosts that a site's page may have to ask, as the field `connect` of site.json takes them.

use super::build::{Reading, is_elsewhere};
use super::{complain, say};
use crate::i18n::Language;
use crate::operation::{self, Form, Scheme};
use crate::session::origin;
use crate::site::{Api, SignIn, Site};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder of the site.
    #[arg(default_value = ".")]
    site: PathBuf,
}

/// Prints the hosts; fails if some cannot be known before a reader types them.
pub(super) fn main(options: &Options) -> ExitCode {
    let path = options.site.join("site.json");
    let read =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()));
    let site = match read.map(|text| Site::read(&text)) {
        Ok(Ok(site)) => site,
        Ok(Err(_)) => {
            return complain(&format!("{}: obzor check says what is wrong", path.display()));
        }
        Err(line) => return complain(&line),
    };
    let hosts = match Hosts::of(&site, &options.site) {
        Ok(hosts) => hosts,
        Err(line) => return complain(&line),
    };
    say(&mut std::io::stdout(), &format!("\"connect\": {}", json!(hosts.known)));
    for line in &hosts.unknown {
        say(&mut std::io::stderr(), line);
    }
    if hosts.unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The hosts of a site.
#[derive(Default)]
pub(super) struct Hosts {
    /// Their origins, in order.
    pub(super) known: Vec<String>,
    /// Why there may be others, a line each.
    pub(super) unknown: Vec<String>,
}

impl Hosts {
    /// Looks through a site and its descriptions.
    pub(super) fn of(site: &Site, folder: &Path) -> Result<Self, String> {
        let mut hosts = Self::default();
        for api in &site.apis {
            hosts.api(folder, api)?;
        }
        if !site.description_origins.is_empty() {
            hosts.unclear(
                "descriptionOrigins: descriptions that links name bring their own hosts".to_owned(),
            );
        }
        hosts.known.sort();
        Ok(hosts)
    }

    fn api(&mut self, folder: &Path, api: &Api) -> Result<(), String> {
        for server in api.servers.iter().filter(|server| !server.sandbox) {
            let variables: Vec<_> =
                server.variables.iter().map(|it| (&*it.name, &*it.choices)).collect();
            self.address(&server.url, &variables);
            for endpoint in api.sign_in.iter().flat_map(SignIn::endpoints) {
                self.address(endpoint, &variables);
            }
        }
        if api.servers.is_empty() {
            for endpoint in api.sign_in.iter().flat_map(SignIn::endpoints) {
                self.address(endpoint, &[]);
            }
        }
        for (language, file) in &api.description.0 {
            if is_elsewhere(file) {
                self.address(file, &[]);
                self.unclear(format!("{file}: lies elsewhere, and was not looked at"));
                continue;
            }
            let language = language.unwrap_or(Language::En);
            let reading = Reading::new(api, language, folder)?;
            reading.each(language, &mut |page| self.page(api, page));
        }
        Ok(())
    }

    /// What the page of an operation can ask, beside what the site itself says.
    fn page(&mut self, api: &Api, page: &Value) {
        let form = page.get("form").filter(|form| form.is_object()).map(Form::from_value);
        if api.servers.is_empty() {
            let whole = page.get("servers").and_then(Value::as_array).into_iter().flatten();
            let whole = whole.map(operation::Server::from_value);
            for server in whole.chain(form.iter().flat_map(|form| form.servers.clone())) {
                let variables: Vec<_> =
                    server.variables.iter().map(|it| (&*it.name, &*it.choices)).collect();
                self.address(&server.url, &variables);
            }
        }
        if api.sign_in.is_none() {
            form.iter().flat_map(|form| &form.security).flatten().for_each(|it| self.scheme(it));
        }
    }

    fn scheme(&mut self, scheme: &Scheme) {
        for flow in &scheme.flows {
            for url in [&flow.token_url, &flow.device_url, &flow.revocation_url] {
                self.address(url, &[]);
            }
        }
        if !scheme.url.is_empty() {
            self.address(&scheme.url, &[]);
            self.unclear(format!("{}: the provider's settings name its other hosts", scheme.url));
        }
    }

    /// An address with each of the values that its variables may have; a path is of the site's own host.
    fn address(&mut self, url: &str, variables: &[(&str, &[String])]) {
        let Some((_, rest)) = url.split_once("://") else { return };
        let host = rest.split('/').next().unwrap_or_default();
        let variable = variables.iter().find(|(name, _)| host.contains(&format!("{{{name}}}")));
        match (variable, origin(url)) {
            (Some((name, [])), _) => {
                self.unclear(format!("{url}: what readers type for {name} decides"));
            }
            (Some((name, choices)), _) => {
                let others: Vec<_> =
                    variables.iter().filter(|(of, _)| of != name).copied().collect();
                for choice in *choices {
                    self.address(&url.replace(&format!("{{{name}}}"), choice), &others);
                }
            }
            (None, Some(origin)) if !self.known.contains(&origin) => self.known.push(origin),
            (None, Some(_)) => {}
            (None, None) => self.unclear(format!("{url}: no host")),
        }
    }

    fn unclear(&mut self, line: String) {
        if !self.unknown.contains(&line) {
            self.unknown.push(line);
        }
    }
}
