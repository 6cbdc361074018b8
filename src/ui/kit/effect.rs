//! What runs when that changes which it reads. Leptos copies an effect's whole machine for every closure;
//! here all share one.

use leptos::prelude::Effect;

/// Runs now, and whenever what it read has changed.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

/// The same, told what it returned the time before.
pub(crate) fn effect_since<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    effect(move || before = Some(run(before.take())));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
