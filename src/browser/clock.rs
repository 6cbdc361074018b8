//! The time, as a clock that is never set back and never stands still.

use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    /// What is to be added to the monotonic clock.
    static START: Cell<f64> = const { Cell::new(0.0) };
}

/// Milliseconds since 1970, by the wall clock or by the monotonic one, whichever has gone further.
///
/// The monotonic clock of some systems stands still while the machine sleeps; the wall clock can be set
/// back. A token that looks dead too early is only renewed, one that looks alive too long is refused.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "time is positive")]
pub fn now() -> u64 {
    let elapsed = elapsed();
    let start = START.get().max(js_sys::Date::now() - elapsed);
    START.set(start);
    (start + elapsed).max(0.0) as u64
}

/// Milliseconds since the page began.
pub fn elapsed() -> f64 {
    super::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// A length of time in whole milliseconds, of eleven days at most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
pub fn whole(milliseconds: f64) -> u32 {
    milliseconds.clamp(0.0, 1e9).round() as u32
}

/// Waits.
pub async fn sleep(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Calls back about every second, for as long as the page lives.
pub fn every_second(tick: impl Fn() + 'static) {
    gloo_timers::callback::Interval::new(1000, tick).forget();
}

/// Work that may wait for a pause: asked for again, it starts to wait anew.
#[derive(Clone)]
pub struct Delayed {
    waiting: Rc<RefCell<Option<Timeout>>>,
    act: Rc<dyn Fn()>,
}

impl Delayed {
    /// Nothing waits yet.
    pub fn new(act: impl Fn() + 'static) -> Self {
        Self { waiting: Rc::default(), act: Rc::new(act) }
    }

    /// The same, and what waits is done when the page is left: for work that lives as long as the page.
    pub fn kept(act: impl Fn() + 'static) -> Self {
        let delayed = Self::new(act);
        let left = delayed.clone();
        super::page::on_leave(move || {
            if left.waiting.take().is_some() {
                (left.act)();
            }
        });
        delayed
    }

    /// Does it after so many milliseconds without another call; at once for 0.
    pub fn call(&self, milliseconds: u32) {
        // A timer that is dropped is cancelled.
        self.waiting.take();
        if milliseconds == 0 {
            (self.act)();
            return;
        }
        let later = self.clone();
        let timeout = Timeout::new(milliseconds, move || {
            // Taken and kept: a timer must not be dropped while it rings.
            let rung = later.waiting.take();
            (later.act)();
            drop(rung.map(Timeout::forget));
        });
        self.waiting.replace(Some(timeout));
    }
}

/// The time of day of a moment, in milliseconds since 1970, as the reader's system and language write it.
#[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
pub fn time_of_day(moment: u64, language: &str) -> String {
    js_sys::Date::new(&(moment as f64).into()).to_locale_time_string(language).into()
}
