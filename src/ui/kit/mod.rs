//! Small parts that know nothing of the domain.
//!
//! Leptos copies a view's code for every type of handler and of output. The handlers here have one
//! type for each kind of event, and views end in `AnyView`: it keeps the download small.

mod button;
mod copy;
mod effect;
mod events;
mod html;
mod input;
mod notice;
mod row;
mod tabs;

pub(super) use button::Button;
pub(super) use copy::{Later, copy_button};
pub(super) use effect::{effect, effect_since, memo};
pub(super) use events::{on_checked, on_press, on_submit, on_value};
pub(super) use html::html_view;
pub(super) use input::Input;
pub(super) use notice::{Tone, notice};
pub(super) use row::{choice, hint, row};
pub(super) use tabs::{TabList, tab_id};
