//! Sending: renew the token first if it is known to be over, send, renew once more if it was refused.
//!
//! What to do is decided by [`crate::session::flow`]; here it is done.

use super::Current;
use crate::browser::fetch::{Abort, FetchError, Purpose};
use crate::browser::{clock, random_hex};
use crate::request::{Built, WireRequest, wire};
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
        Self {
            state: RwSignal::new(State::Idle),
            abort: StoredValue::new_local(None),
        }
    }

    /// True from the press of Send to the last byte.
    pub(super) fn is_running(self) -> bool {
        self.state
            .with(|state| matches!(state, State::Renewing | State::Sending))
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
    store
        .drafts
        .with_untracked(|drafts| drafts.timeout)
        .unwrap_or(60)
        .clamp(1, 3600)
}

fn transport(store: Store) -> Transport {
    let sandbox = untrack(|| store.server()).is_some_and(|server| server.sandbox);
    if sandbox {
        Transport::Sandbox
    } else {
        Transport::Fetch
    }
}

/// What is known at this moment.
fn known(store: Store) -> Known {
    store.now.set(clock::now());
    untrack(|| Known {
        life: store.life(),
        credentials: may_renew(store),
    })
}

/// True if a new token can be had without asking: credentials in memory, and a host that may have them.
fn may_renew(store: Store) -> bool {
    store.credentials().is_some()
        && super::sign_in::destination(store).is_some_and(|to| to.confirmed)
}

/// Sends the request of the console. `renew` asks for a new token first.
pub(super) async fn send(store: Store, current: Current, renew: bool) {
    let Some(built) = current.built.get_untracked().filter(Built::can_send) else {
        return;
    };
    if current
        .exchange
        .state
        .with_untracked(|state| matches!(state, State::Renewing | State::Sending))
    {
        return;
    }
    let before = if renew {
        Before::RenewFirst
    } else {
        flow::before(known(store))
    };
    let mut note = match before {
        Before::Send => None,
        Before::AskToSignIn => return finish(store, current, &built, (None, Some(Note::SignIn))),
        Before::RenewFirst => match renew_token(store, current.exchange).await {
            Ok(_) => Some(Note::RenewedBefore),
            Err(failure) => {
                return finish(
                    store,
                    current,
                    &built,
                    (None, Some(Note::NotRenewed(failure))),
                );
            }
        },
    };
    let mut result = send_once(store, current, &built).await;
    if let Ok(answer) = &result {
        let renewed = note.is_some();
        match flow::after(
            built.request.method(),
            &answer.response,
            known(store),
            renewed,
        ) {
            After::Show => {}
            After::StillRefused => note = Some(Note::StillRefused),
            After::AskToSignIn => note = Some(Note::SignIn),
            After::OfferToRepeat => note = Some(Note::OfferToRepeat),
            After::RenewAndRepeat => match renew_token(store, current.exchange).await {
                Ok(_) => {
                    note = Some(Note::RenewedAndRepeated);
                    result = send_once(store, current, &built).await;
                    if matches!(&result, Ok(answer) if answer.response.status == 401) {
                        note = Some(Note::StillRefused);
                    }
                }
                Err(failure) => note = Some(Note::NotRenewed(failure)),
            },
        }
    }
    finish(store, current, &built, (Some(result), note));
}

fn finish(
    store: Store,
    current: Current,
    built: &Built,
    outcome: (Option<Result<Answer, SendError>>, Option<Note>),
) {
    let (result, note) = outcome;
    let url = built
        .request
        .url()
        .resolve(&untrack(|| Current::vars(store)));
    current
        .exchange
        .state
        .set(State::Done(Box::new(Done { result, note, url })));
}

async fn send_once(store: Store, current: Current, built: &Built) -> Result<Answer, SendError> {
    let abort = current.exchange.begin(State::Sending, timeout(store));
    let vars: Vars = untrack(|| Current::vars(store));
    let request: WireRequest = wire(
        &built.request,
        &vars,
        &format!("obzor-{}", random_hex::<12>()),
    );
    transport::send(transport(store), &request, Purpose::Call, &abort).await
}

async fn renew_token(store: Store, exchange: Exchange) -> Result<Grant, TokenFailure> {
    let abort = exchange.begin(State::Renewing, timeout(store));
    let grant = request_token(store, &abort).await?;
    keep(store, &grant);
    Ok(grant)
}

/// Asks the token endpoint of the chosen server.
pub(super) async fn request_token(store: Store, abort: &Abort) -> Result<Grant, TokenFailure> {
    let destination = untrack(|| super::sign_in::destination(store)).filter(|to| to.confirmed);
    let destination = destination.ok_or(TokenFailure::Host)?;
    let sign_in = store
        .with_api(|api| api.sign_in.clone())
        .flatten()
        .ok_or(TokenFailure::Host)?;
    let credentials = untrack(|| store.credentials()).unwrap_or_default();
    store.used_at.set(clock::now());
    let request = oauth::token_request(
        &destination.url,
        &credentials,
        sign_in.authentication,
        &sign_in.scope,
    );
    let answer = transport::send(transport(store), &request, Purpose::Secret, abort).await;
    let answer = answer.map_err(TokenFailure::Send)?;
    oauth::read_reply(&answer.response).map_err(TokenFailure::Refused)
}

/// Makes a grant the token of the chosen server.
pub(super) fn keep(store: Store, grant: &Grant) {
    let base = untrack(|| store.base_url()).unwrap_or_default();
    let origin = origin(&base).unwrap_or_default();
    let now = clock::now();
    store.session.set(Some(Session::new(
        grant.token.clone(),
        origin,
        grant.expires_in,
        now,
    )));
    store.now.set(now);
}
