//! The time, as a clock that nobody can set while the page lives.

use std::cell::OnceCell;

thread_local! {
    static START: OnceCell<f64> = const { OnceCell::new() };
}

/// Milliseconds since 1970: the wall clock at the start of the page, then the monotonic one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "time is positive")]
pub fn now() -> u64 {
    let start = START.with(|start| *start.get_or_init(|| js_sys::Date::now() - elapsed()));
    (start + elapsed()).max(0.0) as u64
}

/// Milliseconds since the page began.
pub fn elapsed() -> f64 {
    super::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Waits.
pub async fn sleep(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Calls back about every second, for as long as the page lives.
pub fn every_second(tick: impl Fn() + 'static) {
    gloo_timers::callback::Interval::new(1000, tick).forget();
}
