//! Sending: renew the token first if it is known to be over, send, renew once more if it was refused.
//!
//! What to do is decided by [`crate::session::flow`]; here it is done.

use super::Current;
use super::sign_in::destination;
use crate::browser::fetch::{Abort, FetchError, Purpose};
use crate::browser::{clock, random_hex};
use crate::request::{Built, wire};
use crate::response::SendError;
use crate::session::flow::{self, After, Before, Known};
use crate::session::oauth::{self, Grant, Refusal};
use crate::session::{Session, origin};
use crate::text::Vars;
use crate::transport::{self, Answer, Transport};
use crate::ui::state::Store;
use leptos::prelude::*;

/// Where the sending of the console's request stands.
#[derive(Clone, Debug, Default)]
pub(super) enum State {
    /// Nothing was sent yet.
    #[default]
    Idle,
    /// A new token is being asked for.
    Renewing,
    /// The request is on its way.
    Sending,
    /// It is over.
    Done(Box<Done>),
}

/// What came of it.
#[derive(Clone, Debug)]
pub(super) struct Done {
    /// The answer, or why there is none; `None` if nothing was sent.
    pub(super) result: Option<Result<Answer, SendError>>,
    /// What was done beside sending, or is left to do.
    pub(super) note: Option<Note>,
    /// The URL that was asked.
    pub(super) url: String,
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

/// The sending, as a signal, and the way to stop it.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    pub(super) state: RwSignal<State>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
}

impl Exchange {
    pub(super) fn new() -> Self {
        Self { state: RwSignal::new(State::Idle), abort: StoredValue::new_local(None) }
    }

    /// True from the press of Send to the last byte.
    pub(super) fn is_running(self) -> bool {
        self.state.with(|state| matches!(state, State::Renewing | State::Sending))
    }

    /// Stops what is running.
    pub(super) fn cancel(self) {
        if let Some(abort) = self.abort.get_value() {
            abort.stop(FetchError::Aborted);
        }
    }

    fn begin(self, state: State, seconds: u32) -> Abort {
        let abort = Abort::after(seconds);
        self.abort.set_value(Some(abort.clone()));
        self.state.set(state);
        abort
    }
}

/// The limit of a request's time, in seconds.
pub(super) fn timeout(store: Store) -> u32 {
    store.drafts.with_untracked(|drafts| drafts.timeout).unwrap_or(60).clamp(1, 3600)
}

/// The server as it was when the reader pressed: what is chosen meanwhile changes nothing, so no
/// secret and no token can go to another server than the one that was shown.
#[derive(Clone)]
struct Place {
    transport: Transport,
    base_url: String,
    /// Its scheme and host, which its token is bound to.
    origin: String,
    /// The token endpoint, if the secret may go there.
    endpoint: Option<String>,
}

impl Place {
    fn now(store: Store) -> Option<Self> {
        untrack(|| {
            let base_url = store.base_url().ok()?;
            let origin = origin(&base_url)?;
            let sandbox = store.server().is_some_and(|server| server.sandbox);
            let transport = if sandbox { Transport::Sandbox } else { Transport::Fetch };
            let endpoint = destination(store).filter(|to| to.confirmed).map(|to| to.url);
            Some(Self { transport, base_url, origin, endpoint })
        })
    }

    fn vars(&self, store: Store) -> Vars {
        let access_token = untrack(|| store.token_for(&self.origin)).unwrap_or_default();
        Vars { base_url: self.base_url.clone(), access_token }
    }

    /// What is known at this moment.
    fn known(&self, store: Store) -> Known {
        store.now.set(clock::now());
        let credentials = self.endpoint.is_some() && untrack(|| store.credentials()).is_some();
        Known { life: untrack(|| store.life_for(&self.origin)), credentials }
    }
}

/// A request and where it goes.
struct Sending {
    store: Store,
    exchange: Exchange,
    built: Built,
    place: Place,
}

/// Sends the request of the console. `renew` asks for a new token first.
pub(super) async fn send(store: Store, current: Current, renew: bool) {
    let exchange = current.exchange;
    let built = current.built.get_untracked().filter(Built::can_send);
    let (Some(built), Some(place)) = (built, Place::now(store)) else { return };
    if untrack(|| exchange.is_running()) {
        return;
    }
    let sending = Sending { store, exchange, built, place };
    let (result, note) = sending.run(renew).await;
    let url = sending.built.request.url().resolve(&sending.place.vars(store));
    exchange.state.set(State::Done(Box::new(Done { result, note, url })));
}

type Outcome = (Option<Result<Answer, SendError>>, Option<Note>);

impl Sending {
    async fn run(&self, renew: bool) -> Outcome {
        let before =
            if renew { Before::RenewFirst } else { flow::before(self.place.known(self.store)) };
        let renewed = match before {
            Before::Send => false,
            Before::AskToSignIn => return (None, Some(Note::SignIn)),
            Before::RenewFirst => match self.renew().await {
                Ok(()) => true,
                Err(failure) => return (None, Some(Note::NotRenewed(failure))),
            },
        };
        let result = self.once().await;
        let Ok(answer) = &result else { return (Some(result), None) };
        let method = self.built.request.method();
        let known = self.place.known(self.store);
        let note = match flow::after(method, &answer.response, known, renewed) {
            After::Show => renewed.then_some(Note::RenewedBefore),
            After::StillRefused => Some(Note::StillRefused),
            After::AskToSignIn => Some(Note::SignIn),
            After::OfferToRepeat => Some(Note::OfferToRepeat),
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

    async fn once(&self) -> Result<Answer, SendError> {
        let abort = self.exchange.begin(State::Sending, timeout(self.store));
        let boundary = format!("obzor-{}", random_hex::<12>());
        let request = wire(&self.built.request, &self.place.vars(self.store), &boundary);
        transport::send(self.place.transport, &request, Purpose::Call, &abort).await
    }

    async fn renew(&self) -> Result<(), TokenFailure> {
        let abort = self.exchange.begin(State::Renewing, timeout(self.store));
        let got = ask(self.store, &self.place, &abort).await?;
        keep(self.store, &got);
        Ok(())
    }
}

/// A grant, and the origin that it is bound to.
#[derive(Clone)]
pub(super) struct Got {
    pub(super) grant: Grant,
    pub(super) origin: String,
}

/// Asks the token endpoint of the chosen server.
pub(super) async fn request_token(store: Store, abort: &Abort) -> Result<Got, TokenFailure> {
    let place = Place::now(store).ok_or(TokenFailure::Host)?;
    ask(store, &place, abort).await
}

async fn ask(store: Store, place: &Place, abort: &Abort) -> Result<Got, TokenFailure> {
    let endpoint = place.endpoint.as_ref().ok_or(TokenFailure::Host)?;
    let sign_in = store.with_api(|api| api.sign_in.clone()).flatten().ok_or(TokenFailure::Host)?;
    let credentials = untrack(|| store.credentials()).ok_or(TokenFailure::Host)?;
    store.used_at.set(clock::now());
    let request =
        oauth::token_request(endpoint, &credentials, sign_in.authentication, &sign_in.scope);
    let answer = transport::send(place.transport, &request, Purpose::Secret, abort).await;
    let answer = answer.map_err(TokenFailure::Send)?;
    let grant = oauth::read_reply(&answer.response).map_err(TokenFailure::Refused)?;
    Ok(Got { grant, origin: place.origin.clone() })
}

/// Puts a grant to use, for the server that it was got from.
pub(super) fn keep(store: Store, got: &Got) {
    let now = clock::now();
    let Got { grant, origin } = got;
    let session = Session::new(grant.token.clone(), origin.clone(), grant.expires_in, now);
    store.session.set(Some(session));
    store.now.set(now);
}
