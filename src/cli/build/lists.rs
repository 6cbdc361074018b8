//! The lists of all pages: for search engines, and for tools that read (llms.txt).

use super::Sheet;
use super::catalogue::{self, twin};
use crate::html::encode;
use crate::site::Site;

/// What is known of every page that was written.
#[derive(Default)]
pub(super) struct Lists {
    pages: Vec<(String, String, String)>,
    home: Option<Sheet>,
}

impl Lists {
    pub(super) fn add(&mut self, sheet: &Sheet) {
        self.pages.push((sheet.path.clone(), sheet.title.clone(), sheet.summary()));
        if self.home.is_none() {
            self.home = Some(Sheet {
                path: sheet.path.clone(),
                title: sheet.title.clone(),
                html: sheet.html.clone(),
                hash: sheet.hash.clone(),
                beside: Vec::new(),
                others: Vec::new(),
                language: sheet.language,
            });
        }
    }

    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// The first page.
    pub(super) fn home(&self) -> Option<&Sheet> {
        self.home.as_ref()
    }

    /// The files: those of search engines need the address of the site.
    pub(super) fn files(&self, site: &Site, address: Option<&str>) -> Vec<(&'static str, String)> {
        let mut files = vec![("llms.txt", self.llms(site, address.unwrap_or_default()))];
        if let Some(address) = address {
            let url = |path: &str| {
                encode(&[crate::html::text(format!("{address}{}", catalogue::address(path)))])
            };
            let entry = |path: &str| format!("<url><loc>{}</loc></url>\n", url(path));
            let entries: String = self.pages.iter().map(|(path, ..)| entry(path)).collect();
            files.push((
                "sitemap.xml",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                     <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}{entries}</urlset>\n",
                    entry("")
                ),
            ));
            files.push((
                "robots.txt",
                format!("User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"),
            ));
        }
        files
    }

    /// A title (<https://llmstxt.org>), then a list of pages in Markdown.
    fn llms(&self, site: &Site, address: &str) -> String {
        let title = site.languages.first().map(|language| site.title.get(*language));
        let line = |(path, title, summary): &(String, String, String)| {
            let title = title.replace(['[', ']'], " ");
            format!(
                "- [{}]({address}{}): {summary}\n",
                title.trim(),
                catalogue::address(&twin(path))
            )
        };
        let lines: String = self.pages.iter().map(line).collect();
        format!("# {}\n\n## Pages\n\n{lines}", title.unwrap_or_default())
    }
}
