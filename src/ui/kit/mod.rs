//! Small parts that know nothing of the domain.

mod copy;
mod html;
mod notice;
mod tabs;

pub(super) use copy::CopyButton;
pub(super) use html::HtmlView;
pub(super) use notice::{Notice, Tone};
pub(super) use tabs::{TabList, tab_id};
