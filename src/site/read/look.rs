//! How a site looks: what an author gives it beside its pages.

use super::{Place, Reader, TEXT, Wrong};
use crate::html::Url;
use crate::site::{Link, Look};

impl Reader {
    pub(super) fn look(&mut self, root: &Place<'_>) -> Look {
        Look {
            style: self.own_file(root, "style", "\"theme.css\""),
            logo: self.own_file(root, "logo", "\"logo.svg\""),
            icon: self.own_file(root, "icon", "\"icon.svg\""),
            footer: match root.field("footer") {
                Some(_) => self.list(root, "footer", "[{\"title\": …, \"url\": …}]", &Self::link),
                None => Vec::new(),
            },
        }
    }

    /// A file of the site: the browser loads no style and no picture of another host.
    fn own_file(&mut self, root: &Place<'_>, name: &str, example: &'static str) -> String {
        let file = self.optional(root, name, example);
        if file.contains(':') || file.starts_with(['/', '\\']) {
            self.report(root.at(name), Wrong::Type("string", example));
        }
        file
    }

    fn link(&mut self, place: &Place<'_>) -> Link {
        let example = "\"https://example.com/terms\" / \"#/start\"";
        let url = self.string(place, "url", example);
        let checked = Url::check(&url);
        if checked.is_none() && !url.is_empty() {
            self.report(place.at("url"), Wrong::Type("string", example));
        }
        Link {
            title: self.text(place, "title", TEXT),
            url: checked.map(|url| url.as_str().to_owned()).unwrap_or_default(),
        }
    }
}
