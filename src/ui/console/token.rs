//! Getting a token: the grant that the site or the description names, and its renewal.

use super::exchange::{Place, timeout};
use super::flight::ask_once;
use crate::browser::fetch::{Abort, FetchError};
use crate::browser::popup::{self, Listener};
use crate::browser::{clock, random_bytes};
use crate::request::WireRequest;
use crate::response::SendError;
use crate::session::authorization::{self, Answered, Device, GrantKind, Provider};
use crate::session::oauth::{
    self, ClientAuthentication, Credentials, Grant, Proof, Refusal, TokenKind,
};
use crate::session::{Session, is_safe_origin, origin};
use crate::site::SignIn;
use crate::transport::{self, Transport};
use crate::ui::access::Refresh;
use crate::ui::state::Store;
use leptos::prelude::*;

/// How long a window of an authorization server is waited for, in seconds.
const WINDOW: u32 = 1800;

/// Why there is no new token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenFailure {
    /// The request failed.
    Send(SendError),
    /// The server refused.
    Refused(Refusal),
    /// The address of the token endpoint is wrong, or the host was not confirmed.
    Host,
}

/// A grant, the origin that it is bound to, and when it came, in milliseconds since 1970.
#[derive(Clone)]
pub(super) struct Got {
    pub(super) grant: Grant,
    pub(super) origin: String,
    received: u64,
    /// Who can renew it.
    client: Option<(String, String)>,
}

/// What the reader has to do elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Prompt {
    /// To agree in a window of this address.
    Window(String),
    /// To type a code on a page of the server.
    Device(Device),
}

/// The endpoints of the authorization server and the client, as they were when the reader pressed.
#[derive(Clone, PartialEq)]
pub(super) struct Client {
    /// The token endpoint.
    pub(super) endpoint: String,
    /// Where the user agrees, or a device asks for its codes; empty for the other grants.
    pub(super) other: String,
    pub(super) credentials: Credentials,
    pub(super) sign_in: SignIn,
    /// What it can be renewed with, without the reader.
    proof: Option<Proof>,
}

impl Client {
    /// The client for an origin, whose token endpoint is known and confirmed.
    pub(super) fn now(store: Store, endpoint: String, transport: Transport) -> Option<Self> {
        let sign_in = store.sign_in()?;
        let credentials = store.credentials()?;
        let server = store.server()?;
        let written = match sign_in.grant {
            GrantKind::Device => &sign_in.device_url,
            _ => &sign_in.authorization_url,
        };
        let other = server.endpoint(written, &store.variables()).unwrap_or_default();
        let is_real = transport == Transport::Fetch;
        let asks_user =
            !matches!(sign_in.grant, GrantKind::ClientCredentials | GrantKind::Password);
        // The secret goes to the device endpoint too: it was confirmed for one host alone.
        let is_elsewhere =
            sign_in.grant == GrantKind::Device && origin(&other) != origin(&endpoint);
        if is_real && asks_user && (other.is_empty() || is_elsewhere) {
            return None;
        }
        let (refresh, owner) = (store.held.with(|held| held.refresh.clone()), store.login().owner);
        let here = store.origin();
        let named = (endpoint.clone(), credentials.id.clone());
        let refresh = refresh.into_iter().find(|it| it.origin == here && it.client == named);
        let proof = match (refresh, sign_in.grant) {
            (Some(refresh), _) => Some(Proof::Refresh(refresh.token)),
            // A sandbox asks nobody: it takes the client's word.
            _ if !is_real => Some(Proof::Client),
            (None, GrantKind::ClientCredentials) => Some(Proof::Client),
            (None, GrantKind::Password) => Some(Proof::Password(owner.user, owner.secret)),
            (None, _) => None,
        };
        Some(Self { endpoint, other, credentials, sign_in, proof })
    }

    /// Whether a token can be renewed without the reader.
    pub(super) fn can_renew(&self) -> bool {
        self.proof.is_some()
    }

    /// Whether it is the client of a token endpoint and an id.
    pub(super) fn is_named(&self, (endpoint, id): &(String, String)) -> bool {
        self.endpoint == *endpoint && self.credentials.id == *id
    }

    fn named(&self) -> (&Credentials, ClientAuthentication) {
        (&self.credentials, self.sign_in.authentication)
    }
}

/// Asks for a token in the way of the chosen server. What the reader has to do meanwhile is put into
/// `prompt`.
pub(super) async fn request_token(
    store: Store,
    prompt: RwSignal<Option<Prompt>>,
    begin: impl Fn(Abort),
) -> Result<Got, TokenFailure> {
    let place = Place::now(store).ok_or(TokenFailure::Host)?;
    let client = place.client.clone().ok_or(TokenFailure::Host)?;
    let grant = client.sign_in.grant;
    let by_itself = place.transport != Transport::Fetch
        || matches!(grant, GrantKind::ClientCredentials | GrantKind::Password);
    let abort = Abort::after(if by_itself { timeout(store) } else { WINDOW });
    begin(abort.clone());
    if by_itself {
        let proof = client.first_proof(store, place.transport);
        return ask_once(store, &place, &proof, (&abort, false)).await;
    }
    match grant {
        GrantKind::Device => by_device(store, &place, &client, (prompt, &abort)).await,
        _ => match in_window(grant, &client, (prompt, &abort)).await? {
            Answered::Code(proof) => ask(store, &place, &proof, &abort).await,
            Answered::Token(grant) => Ok(place.got(*grant)),
        },
    }
}

impl Client {
    /// What the reader's press asks with: not what a renewal would.
    fn first_proof(&self, store: Store, transport: Transport) -> Proof {
        let owner = untrack(|| store.login().owner);
        match self.sign_in.grant {
            GrantKind::Password if transport == Transport::Fetch => {
                Proof::Password(owner.user, owner.secret)
            }
            _ => Proof::Client,
        }
    }
}

/// Asks a provider of OpenID Connect for its settings. No credentials go along.
pub(super) async fn discover(store: Store, url: &str) -> Result<Provider, TokenFailure> {
    let abort = Abort::after(timeout(store));
    let (headers, method) = (Vec::new(), "GET".to_owned());
    let request = WireRequest { method, url: url.to_owned(), headers, body: None };
    if !origin(url).is_some_and(|origin| is_safe_origin(&origin)) {
        return Err(TokenFailure::Host);
    }
    // As a secret is sent: a redirect would let another host answer.
    let answer = transport::send_secret(Transport::Fetch, &request, &abort).await;
    let response = answer.map_err(TokenFailure::Send)?.response;
    authorization::read_provider(&response, url).map_err(TokenFailure::Refused)
}

/// What takes tokens back: made before they are forgotten, sent afterwards.
pub(super) struct Revocation {
    requests: Vec<WireRequest>,
    abort: Abort,
}

impl Revocation {
    /// `None` if the server takes none back, if there are none, or if the client can no longer say who it is.
    pub(super) fn now(store: Store) -> Option<Self> {
        let place = Place::now(store).filter(|place| place.transport == Transport::Fetch)?;
        let client = place.client?;
        let written = &client.sign_in.revocation_url;
        let endpoint = store.server()?.endpoint(written, &store.variables()).ok()?;
        // The secret was confirmed for one host alone.
        if origin(&endpoint) != origin(&client.endpoint) {
            return None;
        }
        // Another server than the one that gave a token has no business with it.
        let named = (client.endpoint.clone(), client.credentials.id.clone());
        let own = |session: &Session| {
            (session.client.as_ref() == Some(&named)).then(|| session.token.clone())
        };
        let access = store.with_session(&place.origin, own).flatten();
        let access = access.map(|token| (token, TokenKind::Access));
        let refresh = store.held.with_untracked(|held| held.refresh.clone());
        let refresh = refresh
            .into_iter()
            .find(|refresh| refresh.origin == place.origin && refresh.client == named)
            .map(|refresh| (refresh.token, TokenKind::Refresh));
        let request = |(token, kind): (String, TokenKind)| {
            oauth::revocation_request(&endpoint, client.named(), &token, kind)
        };
        let requests: Vec<_> = refresh.into_iter().chain(access).map(request).collect();
        let abort = Abort::after(timeout(store));
        (!requests.is_empty()).then_some(Self { requests, abort })
    }

    /// Sends them; false if a server did not take one back. An unknown token counts as taken back
    /// (RFC 7009 §2.2).
    pub(super) async fn run(self) -> bool {
        let mut all = true;
        for request in &self.requests {
            let answer = transport::send_secret(Transport::Fetch, request, &self.abort).await;
            all &= answer.is_ok_and(|answer| (200..300).contains(&answer.response.status));
        }
        all
    }
}

/// Renews the token of a place, and puts the new one to use.
pub(super) async fn renew(store: Store, place: &Place, abort: &Abort) -> Result<Got, TokenFailure> {
    let proof = place.client.as_ref().and_then(|client| client.proof.clone());
    ask_once(store, place, &proof.ok_or(TokenFailure::Host)?, (abort, true)).await
}

/// Asks the token endpoint of a place.
pub(super) async fn ask(
    store: Store,
    place: &Place,
    proof: &Proof,
    abort: &Abort,
) -> Result<Got, TokenFailure> {
    let client = place.client.as_ref().ok_or(TokenFailure::Host)?;
    let signed_out = TokenFailure::Send(SendError::Aborted);
    if !place.is_current(store) {
        return Err(signed_out);
    }
    store.used_at.set(clock::now());
    let scope = &client.sign_in.scope;
    let request = oauth::token_request(&client.endpoint, client.named(), proof, scope);
    let answer = transport::send_secret(place.transport, &request, abort).await;
    if !place.is_current(store) {
        return Err(signed_out);
    }
    let answer = answer.map_err(TokenFailure::Send)?;
    let mut grant = oauth::read_reply(&answer.response, proof).map_err(TokenFailure::Refused)?;
    // A server that gives no new one goes on taking the old one (RFC 6749 §6).
    if let (Proof::Refresh(old), None) = (proof, &grant.refresh_token) {
        grant.refresh_token = Some(old.clone());
    }
    Ok(place.got(grant))
}

/// The user agrees in a window of the authorization server.
async fn in_window(
    kind: GrantKind,
    client: &Client,
    (prompt, abort): (RwSignal<Option<Prompt>>, &Abort),
) -> Result<Answered, TokenFailure> {
    let redirect_uri = popup::address_of("callback.html").ok_or(TokenFailure::Host)?;
    let named = (&*client.credentials.id, &*redirect_uri, &*client.sign_in.scope);
    let asked = authorization::ask(kind, &client.other, named, &random_bytes::<64>());
    let listener = Listener::new(&format!("obzor.sign-in.{}", asked.state));
    let listener = listener.ok_or(TokenFailure::Host)?;
    popup::open(&asked.url);
    prompt.set(Some(Prompt::Window(asked.url.clone())));
    let heard = transport::unless_stopped(listener.heard(), abort).await;
    prompt.set(None);
    let text = heard.map_err(|why| TokenFailure::Send(why.into()))?.unwrap_or_default();
    authorization::read_answer(&text, &asked).map_err(TokenFailure::Refused)
}

/// The user types a code on a page of the authorization server, and the token is asked for meanwhile.
async fn by_device(
    store: Store,
    place: &Place,
    client: &Client,
    (prompt, abort): (RwSignal<Option<Prompt>>, &Abort),
) -> Result<Got, TokenFailure> {
    let request =
        authorization::device_request(&client.other, client.named(), &client.sign_in.scope);
    let answer = transport::send_secret(place.transport, &request, abort).await;
    let response = answer.map_err(TokenFailure::Send)?.response;
    let device = authorization::read_device(&response).map_err(TokenFailure::Refused)?;
    let (proof, mut interval) = (Proof::Device(device.code.clone()), device.interval);
    let over = clock::now().saturating_add(device.expires_in.saturating_mul(1000));
    prompt.set(Some(Prompt::Device(device)));
    let result = loop {
        let pause = clock::sleep(u32::try_from(interval).unwrap_or(600).saturating_mul(1000));
        if let Err(why) = transport::unless_stopped(pause, abort).await {
            break Err(TokenFailure::Send(why.into()));
        }
        if clock::now() >= over {
            break Err(TokenFailure::Refused(Refusal::expired()));
        }
        let result = ask(store, place, &proof, abort).await;
        match &result {
            Err(TokenFailure::Refused(refusal)) => {
                match authorization::wait_on(refusal, interval) {
                    Some(longer) => interval = longer,
                    None => break result,
                }
            }
            _ => break result,
        }
    };
    prompt.set(None);
    result
}

impl Place {
    pub(super) fn got(&self, grant: Grant) -> Got {
        let client = self.client.as_ref();
        let client = client.map(|one| (one.endpoint.clone(), one.credentials.id.clone()));
        Got { grant, origin: self.origin.clone(), received: clock::now(), client }
    }
}

/// Puts a grant to use, for the server that it was got from.
pub(super) fn keep(store: Store, got: &Got) {
    let Got { grant, origin, received, client } = got;
    let session = Session::new(grant.token.clone(), origin.clone(), grant.expires_in, *received);
    let session = Session { client: client.clone(), ..session };
    store.put(session);
    let refresh = grant.refresh_token.clone().zip(client.clone()).map(|(token, client)| {
        let origin = origin.clone();
        Refresh { origin, client, token }
    });
    store.held.update(|held| held.set_refresh(origin, refresh));
    store.used_at.set(clock::now());
    store.now.set(clock::now());
}

impl From<FetchError> for SendError {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Timeout(seconds) => Self::Timeout(seconds),
            _ => Self::Aborted,
        }
    }
}
