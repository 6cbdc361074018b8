//! What one needs to be let in, and where the API is answered.

use super::super::operation::{
    Need, Scheme, Server, schemes as all_schemes, servers as all_servers,
};
use super::super::schema::Direction;
use super::What;
use super::pairs::Sheet;
use super::schema::Pass;
use std::collections::{BTreeMap, BTreeSet};

/// The most ways to be let in that are compared.
const MAX_WAYS: usize = 64;

/// A way to be let in: the schemes that are all needed, with their scopes.
type Way<'a> = BTreeMap<String, BTreeSet<&'a str>>;

/// What changed in the servers of the description itself.
pub(super) fn servers_of_document(pass: &Pass<'_, '_, '_>) -> Sheet {
    servers(&all_servers(pass.old).0, &all_servers(pass.new).0)
}

/// What changed in some servers.
pub(super) fn servers(old: &[Server<'_>], new: &[Server<'_>]) -> Sheet {
    let mut sheet = Sheet::new(Direction::Both);
    let url = |server: &Server<'_>| server.url.trim_end_matches('/').to_owned();
    let (was, is): (BTreeSet<_>, BTreeSet<_>) =
        (old.iter().map(url).collect(), new.iter().map(url).collect());
    let shown = |url: &String| if url.is_empty() { "/".to_owned() } else { url.clone() };
    for url in was.difference(&is) {
        sheet.note("", What::ServerRemoved(shown(url)));
    }
    for url in is.difference(&was) {
        sheet.note("", What::ServerAdded(shown(url)));
    }
    sheet
}

/// The schemes of both versions that have other addresses now.
pub(super) fn schemes(pass: &Pass<'_, '_, '_>) -> Sheet {
    let mut sheet = Sheet::new(Direction::Both);
    let (before, after) = (all_schemes(pass.old).0, all_schemes(pass.new).0);
    for scheme in &before {
        let same = after.iter().find(|other| other.name == scheme.name);
        if same.is_some_and(|other| !addresses(scheme).is_subset(&addresses(other))) {
            sheet.note("", What::SchemeChanged(scheme.name.to_owned()));
        }
    }
    sheet
}

fn addresses<'a>(scheme: &Scheme<'a>) -> BTreeSet<(&'a str, &'a str, &'a str)> {
    let flows = scheme.flows.iter();
    let flows = flows.flat_map(|flow| {
        let urls = [
            ("authorization", flow.authorization_url),
            ("token", flow.token_url),
            ("device", flow.device_url),
        ];
        urls.map(|(kind, url)| (flow.kind, kind, url))
    });
    flows
        .chain([("", "", scheme.open_id_connect_url)])
        .filter(|(.., url)| !url.is_empty())
        .collect()
}

/// What changed in the ways to be let in.
pub(super) fn ways(old: &[Vec<Need<'_>>], new: &[Vec<Need<'_>>]) -> Sheet {
    let mut sheet = Sheet::new(Direction::Both);
    let (old, new) = (read(old), read(new));
    let within = |one: &Way<'_>, other: &Way<'_>| {
        one.iter().all(|(name, scopes)| other.get(name).is_some_and(|all| scopes.is_subset(all)))
    };
    // Who has what an old way needs is let in by a new one.
    let kept = |old: &Way<'_>| new.iter().any(|way| within(way, old));
    let was = |new: &Way<'_>| old.iter().any(|way| within(way, new));
    match (old.iter().all(kept), new.iter().all(was)) {
        (true, true) => {}
        _ if scopes(&old, &new, &mut sheet) => {}
        (true, false) => sheet.note("", What::SecurityLoosened),
        (false, true) => sheet.note("", What::SecurityTightened),
        (false, false) => sheet.note("", What::SecurityChanged),
    }
    sheet
}

/// Notes which scopes have changed; false if more than that has.
fn scopes(old: &[Way<'_>], new: &[Way<'_>], sheet: &mut Sheet) -> bool {
    let same = |(one, other): (&Way<'_>, &Way<'_>)| one.keys().eq(other.keys());
    if old.len() != new.len() || !old.iter().zip(new).all(same) {
        return false;
    }
    let pairs = old.iter().zip(new).flat_map(|(one, other)| one.values().zip(other.values()));
    for (was, is) in pairs {
        for scope in was.difference(is) {
            sheet.note("", What::ScopeRemoved((*scope).to_owned()));
        }
        for scope in is.difference(was) {
            sheet.note("", What::ScopeAdded((*scope).to_owned()));
        }
    }
    true
}

fn read<'a>(ways: &[Vec<Need<'a>>]) -> Vec<Way<'a>> {
    if ways.is_empty() {
        return vec![Way::new()];
    }
    let way = |needs: &Vec<Need<'a>>| {
        needs.iter().map(|need| (name(need), need.scopes.iter().copied().collect())).collect()
    };
    ways.iter().take(MAX_WAYS).map(way).collect()
}

/// A scheme by what a client does: what its author calls it is no matter.
fn name(need: &Need<'_>) -> String {
    let Some(scheme) = &need.scheme else {
        return need.name.to_owned();
    };
    let kind = scheme.kind;
    match kind {
        "apiKey" => format!("{kind} {} {}", scheme.place, scheme.parameter.to_ascii_lowercase()),
        "http" => format!("{kind} {}", scheme.scheme.to_ascii_lowercase()),
        _ => kind.to_owned(),
    }
}
