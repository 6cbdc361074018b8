//! Sending: renew the token first if it is known to be over, send, renew once more if it was refused.
//!
//! What to do is decided by [`crate::session::flow`]; here it is done.

use super::Current;
use super::history;
use super::sign_in::destination;
use super::token::{self, Client, TokenFailure};
use crate::browser::clock::Delayed;
use crate::browser::fetch::{self, Abort, FetchError, Purpose};
use crate::browser::thread::{self, Program};
use crate::browser::{clock, decode, dom, file, random_hex};
use crate::engine::{Written, snippet_input};
use crate::operation::Operation;
use crate::request::{Body, Built, End, Part, PartContent, WireRequest, WireResponse, wire};
use crate::response::{SendError, charset_of_mark, looks_binary, media_type};
use crate::session::flow::{self, After, Before, Known};
use crate::session::origin;
use crate::text::Vars;
use crate::transport::{self, Answer, Transport};
use crate::ui::kit::Later;
use crate::ui::state::Store;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Where the sending of the console's request stands.
#[derive(Clone, Default)]
pub(super) enum State {
    /// Nothing was sent yet.
    #[default]
    Idle,
    /// A new token is being asked for.
    Renewing,
    /// The request is on its way.
    Sending,
    /// Its answer has begun.
    Receiving(Rc<Coming>),
    /// It is over.
    Done(Box<Done>),
}

/// An answer that is not all there yet.
pub(super) struct Coming {
    /// Its status line and headers, without the body.
    pub(super) response: WireResponse,
    /// How many bytes came.
    pub(super) size: usize,
    /// Milliseconds since it was asked for.
    pub(super) milliseconds: u32,
    /// The last of its characters; empty if it has none.
    pub(super) tail: String,
}

/// What came of it.
#[derive(Clone)]
pub(super) struct Done {
    /// The answer, or why there is none; `None` if nothing was sent.
    pub(super) result: Option<Result<Answer, SendError>>,
    /// What was done beside sending, or is left to do.
    pub(super) note: Option<Note>,
    /// What was sent and where, so that it can be repeated whatever is chosen meanwhile.
    pub(super) sending: Rc<Sending>,
}

/// What the reader should know about the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// It was renewed before sending, because its time was over.
    RenewedBefore,
    /// It was refused early and renewed, and the request repeated once.
    RenewedAndRepeated,
    /// It was refused early; the request changes things, so the reader decides.
    OfferToRepeat,
    /// It was refused although it was new.
    StillRefused,
    /// It is over or refused, and there are no credentials.
    SignIn,
    /// It could not be renewed.
    NotRenewed(TokenFailure),
}

/// The sending, as a signal, and the way to stop it.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    pub(super) state: RwSignal<State, LocalStorage>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
}

impl Exchange {
    pub(super) fn new() -> Self {
        Self { state: RwSignal::new_local(State::Idle), abort: StoredValue::new_local(None) }
    }

    /// True from the press of Send to the last byte.
    pub(super) fn is_running(self) -> bool {
        self.state
            .with(|state| matches!(state, State::Renewing | State::Sending | State::Receiving(_)))
    }

    /// Stops what is running.
    pub(super) fn cancel(self) {
        if let Some(Some(abort)) = self.abort.try_get_value() {
            abort.stop(FetchError::Aborted);
        }
    }

    /// Forgets what came, and what it was asked with.
    pub(super) fn reset(self) {
        self.cancel();
        self.state.try_set(State::Idle);
    }

    /// Shows an answer that takes its time, a few times a second; what came last is never left out.
    fn show_as_it_comes(self) -> impl Fn(&WireResponse) {
        let start = clock::elapsed();
        let latest = Rc::new(RefCell::new(None::<Rc<Coming>>));
        let waits = latest.clone();
        let show = Delayed::new(move || {
            // It may be over meanwhile, or the view gone.
            let is_running =
                self.state.try_with(|state| matches!(state, State::Sending | State::Receiving(_)));
            if let (Some(true), Some(coming)) = (is_running, waits.take()) {
                self.state.try_set(State::Receiving(coming));
            }
        });
        move |response| {
            let coming = Coming {
                size: response.body.len(),
                milliseconds: clock::whole(clock::elapsed() - start),
                tail: tail(response),
                response: response.without_body(),
            };
            // Asked for once until it is shown: a fast stream must not put it off for ever.
            if latest.replace(Some(Rc::new(coming))).is_none() {
                show.call(300);
            }
        }
    }

    fn begin(self, state: State, seconds: u32) -> Abort {
        let abort = Abort::after(seconds);
        self.abort.set_value(Some(abort.clone()));
        self.state.set(state);
        abort
    }
}

/// The last lines of what came, if it is text.
fn tail(response: &WireResponse) -> String {
    const MOST: usize = 16_000;
    if looks_binary(response) {
        return String::new();
    }
    let (_, charset) = media_type(response);
    let charset = charset_of_mark(&response.body).map(str::to_owned).or(charset);
    // A place between two characters in every charset: their widths divide it, or a line ends there.
    let start = response.body.len().saturating_sub(MOST) / 4 * 4;
    let text = decode::text(response.body.get(start..).unwrap_or_default(), charset.as_deref());
    match text.split_once('\n').filter(|_| start > 0) {
        Some((_, lines)) => lines.to_owned(),
        None => text,
    }
}

/// The limit of a request's time, in seconds.
pub(super) fn timeout(store: Store) -> u32 {
    store.drafts.with_untracked(|drafts| drafts.timeout).unwrap_or(60).clamp(1, 3600)
}

/// The server as it was when the reader pressed: what is chosen meanwhile changes nothing, so no
/// secret and no token can go to another server than the one that was shown.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) transport: Transport,
    /// The address, and what was typed to be let in.
    vars: Vars,
    /// Its scheme and host, which its token is bound to.
    pub(super) origin: String,
    /// The client, if it may sign in there.
    pub(super) client: Option<Client>,
    /// The count of sign-outs then; a later one makes what comes back worthless.
    sign_outs: u32,
    /// How often secrets had been forgotten; a later time takes those away that are here.
    forgets: u32,
}

impl Place {
    pub(super) fn now(store: Store) -> Option<Self> {
        untrack(|| {
            let vars = store.vars();
            let origin = origin(&vars.base_url)?;
            let sandbox = store.server().is_some_and(|server| server.sandbox);
            let demo = store.with_api(|api| !api.servers.is_empty()) == Some(true);
            let transport = match (sandbox, store.is_reference.get()) {
                (false, _) => Transport::Fetch,
                (true, false) => Transport::Sandbox,
                (true, true) => Transport::Described(demo),
            };
            let endpoint = destination(store).filter(|to| to.confirmed).map(|to| to.url);
            let client = endpoint.and_then(|endpoint| Client::now(store, endpoint, transport));
            let (sign_outs, forgets) = (store.sign_outs.get(), store.forgets.get());
            Some(Self { transport, vars, origin, client, sign_outs, forgets })
        })
    }

    /// False once the reader signed out.
    pub(super) fn is_current(&self, store: Store) -> bool {
        store.sign_outs.get_untracked() == self.sign_outs
    }

    /// Whether the same client asks for the same server's token.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.origin == other.origin
            && self.client == other.client
            && self.sign_outs == other.sign_outs
            && self.transport == other.transport
    }

    /// False once secrets were forgotten.
    pub(super) fn has_secrets(&self, store: Store) -> bool {
        store.forgets.get_untracked() == self.forgets
    }
}

/// A request and where it goes.
pub(super) struct Sending {
    store: Store,
    exchange: Exchange,
    built: Built,
    place: Place,
    /// The operation of the description, if there is one.
    operation: Option<String>,
    /// The API that it is of.
    scope: String,
}

/// Sends the request of the console.
pub(super) async fn send(store: Store, current: Current) {
    let built = current.built.get_untracked().filter(Built::can_send);
    let (Some(built), Some(place)) = (built, Place::now(store)) else { return };
    let described = |operation: Operation| store.form_of(&operation).map(|_| operation.id);
    let operation = untrack(|| store.operation().and_then(described));
    let scope = untrack(|| store.scope());
    let sending = Sending { store, exchange: current.exchange, built, place, operation, scope };
    Rc::new(sending).start(false).await;
}

fn part_weight(part: &Part) -> usize {
    match &part.content {
        PartContent::Text(text, _) => text.len(),
        PartContent::File(file) => file.bytes.len(),
    }
}

type Outcome = (Option<Result<Answer, SendError>>, Option<Note>);

impl Sending {
    /// Sends the very same request to the same server again, with a new token.
    pub(super) async fn repeat_with_new_token(self: Rc<Self>) {
        self.start(true).await;
    }

    /// Sends the same request to the same server once more, with the token and the client that are there now.
    pub(super) async fn again(self: Rc<Self>, exchange: Exchange) {
        let now = Place::now(self.store);
        let is_same =
            |now: &Place| now.origin == self.place.origin && now.transport == self.place.transport;
        let client = now.filter(is_same).and_then(|now| now.client);
        let sign_outs = self.store.sign_outs.get_untracked();
        let forgets = self.store.forgets.get_untracked();
        // What was forgotten since it was sent is no more among them.
        let place = Place { vars: self.vars(), client, sign_outs, forgets, ..self.place.clone() };
        Rc::new(self.in_place(place, exchange)).start(false).await;
    }

    /// Whether its API is the one that is open: another one's sandbox would answer for it.
    pub(super) fn can_repeat(&self) -> bool {
        !matches!(self.place.transport, Transport::Described(_)) || self.is_here()
    }

    fn is_here(&self) -> bool {
        self.store.scope() == self.scope
    }

    /// How many bytes it carries.
    pub(super) fn weight(&self) -> usize {
        match self.built.request.body() {
            Body::None => 0,
            Body::Text(text) => text.len(),
            Body::File(file) => file.bytes.len(),
            Body::Multipart(parts) => parts.iter().map(part_weight).sum(),
        }
    }

    /// Whether it has keys or passwords, or what asks for tokens.
    pub(super) fn holds_secrets(&self) -> bool {
        self.place.client.is_some() || self.place.vars.has_secret()
    }

    /// It without the keys and passwords that it was sent with.
    pub(super) fn without_secrets(&self) -> Self {
        let vars = Vars { base_url: self.place.vars.base_url.clone(), ..Vars::default() };
        self.in_place(Place { vars, client: None, ..self.place.clone() }, self.exchange)
    }

    fn in_place(&self, place: Place, exchange: Exchange) -> Self {
        let (built, operation) = (self.built.clone(), self.operation.clone());
        Self { store: self.store, exchange, built, place, operation, scope: self.scope.clone() }
    }

    /// The operation of the description that it is a request of, while that is open.
    pub(super) fn operation(&self) -> Option<&str> {
        self.operation.as_deref().filter(|_| untrack(|| self.is_here()))
    }

    /// The method that was sent.
    pub(super) fn method(&self) -> &str {
        self.built.request.method()
    }

    /// The URL that was asked, a key in it masked.
    pub(super) fn url(&self) -> String {
        self.built.request.url().resolve(&self.vars().masked("••••••••"))
    }

    /// What it asked, a key in it masked; with the server, if that is not the chosen one.
    pub(super) fn target(&self) -> String {
        let mut vars = self.vars().masked("••••••••");
        if self.store.base_url().ok().as_ref() == Some(&vars.base_url) {
            vars.base_url = String::new();
        }
        self.built.request.url().resolve(&vars)
    }

    /// It as a cURL snippet.
    pub(super) fn curl(&self) -> Later {
        let input = snippet_input("curl", &self.built.request, &[self.vars()], false);
        Box::pin(async move {
            let answer = thread::ask(Program::Engine, "snippet", &input).await?;
            Written::from_value(&answer)?.texts.into_iter().next()
        })
    }

    /// The token of its server now.
    fn token(&self) -> Option<String> {
        untrack(|| self.store.token_for(&self.place.origin))
    }

    fn vars(&self) -> Vars {
        let access_token = self.token().unwrap_or_default();
        let mut vars = Vars { access_token, ..self.place.vars.clone() };
        if !self.place.has_secrets(self.store) {
            vars = Vars {
                base_url: vars.base_url,
                access_token: vars.access_token,
                ..Vars::default()
            };
        }
        vars
    }

    /// What is known at this moment.
    fn known(&self) -> Known {
        self.store.now.set(clock::now());
        Known {
            bearer: self.built.request.carries_token(),
            life: untrack(|| self.store.life_for(&self.place.origin)),
            credentials: self.place.client.as_ref().is_some_and(Client::can_renew)
                && self.place.has_secrets(self.store),
        }
    }

    async fn start(self: Rc<Self>, renew: bool) {
        if untrack(|| self.exchange.is_running()) {
            return;
        }
        let (result, note) = self.run(renew).await;
        let state = self.exchange.state;
        // After a sign-out, and in another console, nobody waits for it.
        if !self.place.is_current(self.store) || state.is_disposed() {
            return;
        }
        if let Some(result) = &result {
            history::remember(self.store, &self, result);
        }
        state.set(State::Done(Box::new(Done { result, note, sending: self })));
        dom::reveal_soon("outcome");
    }

    async fn run(&self, renew: bool) -> Outcome {
        let before = match (renew, self.known()) {
            (false, known) => flow::before(known),
            (true, known) if known.credentials => Before::RenewFirst,
            // They were forgotten since it was sent.
            (true, _) => Before::AskToSignIn,
        };
        let renewed = match before {
            Before::Send => false,
            Before::AskToSignIn => return (None, Some(Note::SignIn)),
            Before::RenewFirst => match self.renew().await {
                Ok(()) => true,
                Err(failure) => return (None, Some(Note::NotRenewed(failure))),
            },
        };
        let sent = self.token();
        let result = self.once().await;
        let Ok(answer) = &result else { return (Some(result), None) };
        // Who stops an answer wants no more of it.
        if answer.response.end == End::Stopped {
            return (Some(result), None);
        }
        let method = self.built.request.method();
        let note = match flow::after(method, &answer.response, self.known(), renewed) {
            After::Show => renewed.then_some(Note::RenewedBefore),
            After::StillRefused => Some(Note::StillRefused),
            After::AskToSignIn => Some(Note::SignIn),
            After::OfferToRepeat => Some(Note::OfferToRepeat),
            // The reader has set another one meanwhile: it stays.
            After::RenewAndRepeat if self.token() != sent => return self.repeat().await,
            After::RenewAndRepeat => match self.renew().await {
                Ok(()) => return self.repeat().await,
                Err(failure) => Some(Note::NotRenewed(failure)),
            },
        };
        (Some(result), note)
    }

    async fn repeat(&self) -> Outcome {
        let result = self.once().await;
        let refused = matches!(&result, Ok(answer) if answer.response.status == 401);
        let note = if refused { Note::StillRefused } else { Note::RenewedAndRepeated };
        (Some(result), Some(note))
    }

    /// It with its variables by value; `None` if it would go elsewhere: whatever it was made of, the token
    /// goes to the server it was issued for.
    fn wire(&self) -> Option<WireRequest> {
        let boundary = format!("obzor-{}", random_hex::<12>());
        let request = wire(&self.built.request, &self.vars(), &boundary);
        // No browser stands between the page and its sandbox.
        let request = if self.is_real() { request.in_browser() } else { request };
        (origin(&request.url).as_ref() == Some(&self.place.origin)).then_some(request)
    }

    /// Whether a server answers, not the page.
    pub(super) fn is_real(&self) -> bool {
        self.place.transport == Transport::Fetch
    }

    /// Whether all of an answer that was cut can be had: asking for it again changes nothing there.
    pub(super) fn can_save(&self) -> bool {
        flow::is_safe(self.method()) && self.is_real()
    }

    /// Asks again and gives the answer as a file, of whatever length; the status must be the same again.
    pub(super) async fn save(&self, name: &str, status: u16, abort: &Abort) -> bool {
        let Some(request) = self.wire() else { return false };
        let saved = fetch::save(&request, status, abort).await;
        saved.is_ok_and(|blob| file::save(&blob, name))
    }

    /// What stops a request that begins now.
    pub(super) fn abort(&self) -> Abort {
        Abort::after(timeout(self.store))
    }

    async fn once(&self) -> Result<Answer, SendError> {
        let abort = self.exchange.begin(State::Sending, timeout(self.store));
        let request = self.wire().ok_or(SendError::Refused)?;
        self.store.used_at.set(clock::now());
        let show = self.exchange.show_as_it_comes();
        transport::send(self.place.transport, &request, Purpose::Call, &abort, &show).await
    }

    async fn renew(&self) -> Result<(), TokenFailure> {
        let abort = self.exchange.begin(State::Renewing, timeout(self.store));
        let got = token::renew(self.store, &self.place, &abort).await?;
        // A token that was set for this server meanwhile stays.
        if self.token().as_ref() != Some(&got.grant.token) {
            return Err(TokenFailure::Send(SendError::Aborted));
        }
        Ok(())
    }
}
