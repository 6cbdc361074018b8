//! One question at a time to a token endpoint: who wants the same token waits for the answer that is under way.
//!
//! Who stops waiting does not stop the question. A server that rotates refresh tokens has changed its own by
//! then, and a reader whose new one was lost would have to sign in again (RFC 9700 §4.14.2).

use super::exchange::{Place, timeout};
use super::token::{Got, TokenFailure, ask, keep};
use crate::browser::fetch::Abort;
use crate::session::oauth::Proof;
use crate::transport::unless_stopped;
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

type Landed = Result<Got, TokenFailure>;

/// A question that is under way.
struct Flight {
    place: Place,
    proof: Proof,
    /// Whether somebody wants its token put to use.
    is_renewal: Cell<bool>,
    /// How many wait for it.
    waiters: Cell<usize>,
    landed: RefCell<Option<Landed>>,
    waiting: RefCell<Vec<Waker>>,
}

thread_local! {
    static FLIGHTS: RefCell<Vec<Rc<Flight>>> = const { RefCell::new(Vec::new()) };
}

/// Asks for a token once, however many wait for it. That of a renewal is put to use by itself, unless another one was set
/// for its server meanwhile.
pub(super) async fn ask_once(
    store: Store,
    place: &Place,
    proof: &Proof,
    (abort, is_renewal): (&Abort, bool),
) -> Landed {
    let found = FLIGHTS.with_borrow(|flights| {
        flights.iter().find(|flight| flight.proof == *proof && flight.place.is_same(place)).cloned()
    });
    let flight = found.unwrap_or_else(|| start(store, place, proof));
    flight.is_renewal.set(flight.is_renewal.get() || is_renewal);
    flight.waiters.set(flight.waiters.get() + 1);
    let landed = unless_stopped(flight.landed(), abort).await;
    flight.waiters.set(flight.waiters.get() - 1);
    // Who stopped may press again, and is not to wait for one that hangs. With a refresh token that would spoil both.
    if flight.waiters.get() == 0 && !matches!(proof, Proof::Refresh(_)) {
        flight.leave();
    }
    landed.unwrap_or_else(|why| Err(TokenFailure::Send(why.into())))
}

fn start(store: Store, place: &Place, proof: &Proof) -> Rc<Flight> {
    let flight = Rc::new(Flight {
        place: place.clone(),
        proof: proof.clone(),
        is_renewal: Cell::new(false),
        waiters: Cell::new(0),
        landed: RefCell::new(None),
        waiting: RefCell::new(Vec::new()),
    });
    let started = flight.clone();
    FLIGHTS.with_borrow_mut(|flights| flights.push(flight.clone()));
    spawn_local(async move {
        let flight = started;
        let token = || untrack(|| store.token_for(&flight.place.origin));
        let (begun, abort) = (token(), Abort::after(timeout(store)));
        let mut landed = ask(store, &flight.place, &flight.proof, &abort).await;
        flight.leave();
        // What secrets were forgotten for is not brought back by an answer that comes late.
        if let (Ok(got), false) = (&mut landed, flight.place.has_secrets(store)) {
            got.grant.refresh_token = None;
        }
        if let (Ok(got), true) = (&landed, flight.is_renewal.get() && token() == begun) {
            keep(store, got);
        }
        flight.landed.replace(Some(landed));
        flight.waiting.take().into_iter().for_each(Waker::wake);
    });
    flight
}

impl Flight {
    /// Nobody joins it any more.
    fn leave(&self) {
        FLIGHTS.with_borrow_mut(|flights| {
            flights.retain(|other| !std::ptr::eq(Rc::as_ptr(other), self));
        });
    }

    fn landed(&self) -> impl Future<Output = Landed> {
        poll_fn(|context| {
            if let Some(landed) = self.landed.borrow().clone() {
                return Poll::Ready(landed);
            }
            let mut waiting = self.waiting.borrow_mut();
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
    }
}
