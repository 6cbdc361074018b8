//! What an author sees when site.json is wrong: each field, what is wrong, what would be right.

use super::Failure;
use crate::browser::fetch::FileError;
use crate::browser::page;
use crate::i18n::Language;
use crate::page::PageError;
use leptos::prelude::*;

pub(super) fn site_problems(failure: &Failure) -> AnyView {
    page::remove_loading();
    let language = Language::preferred(&page::languages(), Language::ALL).unwrap_or(Language::En);
    page::set_language(language.code());
    let words = language.messages();
    let lines = match failure {
        Failure::Site(problems) => problems
            .iter()
            .map(|problem| {
                let pointer =
                    if problem.pointer.is_empty() { "site.json" } else { &problem.pointer };
                (pointer.to_owned(), (words.site_wrong)(&problem.wrong))
            })
            .collect(),
        other => vec![("site.json".to_owned(), words.failure(other))],
    };
    let items = lines
        .into_iter()
        .map(|(place, text)| view! { <li><code>{place}</code>" — "{text}</li> }.into_any());
    let items: Vec<AnyView> = items.collect();
    view! {
        <main class="problems">
            <h1>{words.site_problems}</h1>
            <p>{words.site_problems_lead}</p>
            <div role="alert"><ul>{items}</ul></div>
        </main>
    }
    .into_any()
}

impl crate::i18n::Messages {
    /// Why a file of the site cannot be shown.
    pub(crate) fn failure(&self, failure: &Failure) -> String {
        match failure {
            Failure::File(path, FileError::Status(status)) => (self.file_status)(path, *status),
            Failure::File(path, FileError::Network) => (self.file_network)(path),
            Failure::File(path, FileError::TooLarge(limit)) => {
                (self.file_too_large)(path, &(self.size)(*limit))
            }
            Failure::Page(path, PageError::Json(error)) => {
                format!("{path}: {}", (self.json_error)(error))
            }
            Failure::Page(path, PageError::Shape(found)) => (self.page_shape)(path, found),
            Failure::NoPage(id) => (self.no_page)(id),
            Failure::NotDrawn => self.page_not_drawn.to_owned(),
            Failure::Site(problems) => {
                let texts = problems.iter().map(|problem| (self.site_wrong)(&problem.wrong));
                texts.collect::<Vec<_>>().join("; ")
            }
        }
    }
}
