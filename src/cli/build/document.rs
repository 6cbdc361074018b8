//! A page as an HTML document.

use super::app::App;
use super::catalogue;
use super::catalogue::{Catalogue, page_route, twin, up};
use super::words::words;
use super::{Failure, Sheet};
use crate::html::{Html, encode, text};
use crate::i18n::Language;
use crate::nav::Route;
use crate::site::{Link, Site};

/// What a page without a program may do: show the site's styles and pictures.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'";

/// Writes documents.
pub(super) struct Writer<'a> {
    pub(super) site: &'a Site,
    pub(super) catalogue: &'a Catalogue,
    pub(super) app: &'a App,
    /// The address of the site, with a slash at its end.
    pub(super) address: Option<String>,
}

/// A text as it stands in an attribute or between tags.
fn escaped(words: &str) -> String {
    encode(&[text(words)])
}

/// Whether an address begins with a scheme (RFC 3986 §3.1): a colon before anything that ends one.
fn has_scheme(url: &str) -> bool {
    url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'))
}

impl Writer<'_> {
    /// A page of `read/`.
    pub(super) fn document(&self, sheet: &Sheet) -> String {
        let language = sheet.language;
        let up = up(&sheet.path);
        let mut head = self.head(sheet, &up);
        let policy = escaped(POLICY);
        head.insert_str(
            0,
            &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"),
        );
        let own = Some(&*self.site.look.style).filter(|style| !style.is_empty());
        let styles = self.app.styles();
        head.extend(
            styles
                .iter()
                .copied()
                .chain(own)
                .map(|name| format!("<link rel=\"stylesheet\" href=\"{up}{}\">\n", escaped(name))),
        );
        let beside = if sheet.beside.is_empty() {
            String::new()
        } else {
            let label = escaped(language.contents().title);
            format!(
                "<nav class=\"contents guides\" aria-label=\"{label}\">{}</nav>\n",
                encode(&sheet.beside)
            )
        };
        let class = if sheet.beside.is_empty() {
            "layout has-contents is-alone"
        } else {
            "layout has-contents"
        };
        let others = sheet.others.iter().map(|(other, path)| {
            let code = other.code();
            format!("<a class=\"choice\" href=\"{up}{path}\" hreflang=\"{code}\" lang=\"{code}\">{}</a>", escaped(other.name()))
        });
        format!(
            "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n{head}</head>\n<body class=\"is-plain\">\n\
             <header class=\"site-header\"><a class=\"brand\" href=\"{up}index.html\">{logo}{brand}</a>{nav}<div class=\"choices\">{others}</div></header>\n\
             <div class=\"{class}\">\n{beside}<main class=\"columns is-single\" id=\"main\"><article class=\"doc\">\n\
             <h1>{title}</h1>\n<p class=\"to-app\"><a href=\"{up}index.html{hash}\">{open}</a></p>\n\
             <div class=\"prose guide\">{body}</div>\n</article></main>\n</div>\n{footer}</body>\n</html>\n",
            code = language.code(),
            brand = escaped(self.site.title.get(language)),
            logo = self.logo(&up),
            footer = self.footer(language, &up),
            nav = self.navigation(language, &up, Some(sheet)),
            others = others.collect::<String>(),
            title = escaped(&sheet.title),
            hash = escaped(&sheet.hash),
            open = escaped(words(language).open_in_app),
            body = encode(&sheet.html),
        )
    }

    /// What search engines and link previews read.
    fn head(&self, sheet: &Sheet, up: &str) -> String {
        let site = self.site.title.get(sheet.language);
        let title = escaped(&format!("{} · {site}", sheet.title));
        let summary = escaped(&sheet.summary());
        let mut head = format!(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <meta name=\"description\" content=\"{summary}\">\n\
             <meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\"{title}\">\n\
             <meta property=\"og:description\" content=\"{summary}\">\n\
             <link rel=\"alternate\" type=\"text/markdown\" href=\"{up}{}\">\n",
            twin(&sheet.path)
        );
        let own = Some(self.site.look.icon.clone()).filter(|icon| !icon.is_empty());
        if let Some(icon) = own.or_else(|| self.app.icon().map(str::to_owned)) {
            head.push_str(&format!("<link rel=\"icon\" href=\"{up}{}\">\n", escaped(&icon)));
        }
        if let Some(address) = &self.address {
            let own = escaped(&format!("{address}{}", catalogue::address(&sheet.path)));
            head.push_str(&format!("<link rel=\"canonical\" href=\"{own}\">\n<meta property=\"og:url\" content=\"{own}\">\n"));
            for (other, path) in &sheet.others {
                let url = escaped(&format!("{address}{}", catalogue::address(path)));
                head.push_str(&format!(
                    "<link rel=\"alternate\" hreflang=\"{}\" href=\"{url}\">\n",
                    other.code()
                ));
            }
        }
        head
    }

    /// The author's picture before the title.
    fn logo(&self, up: &str) -> String {
        match self.site.look.logo.as_str() {
            "" => String::new(),
            logo => format!("<img class=\"logo\" alt=\"\" src=\"{up}{}\">", escaped(logo)),
        }
    }

    /// The author's links at the end of a page; what leads to a place of the app leads there.
    fn footer(&self, language: Language, up: &str) -> String {
        let link = |link: &Link| {
            let app =
                if link.url.starts_with('#') { format!("{up}index.html") } else { String::new() };
            let is_file = !link.url.starts_with(['/', '#', '?']) && !has_scheme(&link.url);
            let inner = if is_file { up } else { "" };
            let title = escaped(link.title.get(language));
            format!(
                "<a href=\"{app}{inner}{}\" rel=\"noopener noreferrer\">{title}</a>",
                escaped(&link.url)
            )
        };
        let links: String = self.site.look.footer.iter().map(link).collect();
        if links.is_empty() {
            links
        } else {
            format!("<footer class=\"site-footer\">{links}</footer>\n")
        }
    }

    /// The links of the header: the same places as in the app.
    fn navigation(&self, language: Language, up: &str, here: Option<&Sheet>) -> String {
        let mut places: Vec<(Route, String)> = Vec::new();
        let mut group = None;
        for page in &self.site.pages {
            let own = page.groups.first();
            if own.is_none() || own != group {
                let title = own.unwrap_or(&page.title).get(language).to_owned();
                places.push((page_route(page), title));
            }
            group = own;
        }
        for api in self.site.apis.iter().filter(|api| super::catalogue::is_drawn(api)) {
            let route = Route { page: api.id.clone(), ..Route::default() };
            places.push((route, api.title.get(language).to_owned()));
        }
        let link = |(route, title): (Route, String)| {
            let file = self.catalogue.file(language, &route)?;
            let current = here.is_some_and(|sheet| sheet.path == file);
            let current = if current { " aria-current=\"page\"" } else { "" };
            Some(format!("<a href=\"{up}{file}\"{current}>{}</a>", escaped(&title)))
        };
        let links: String = places.into_iter().filter_map(link).collect();
        if links.is_empty() {
            return links;
        }
        format!(
            "<nav class=\"pages\" aria-label=\"{}\">{links}</nav>",
            escaped(language.messages().pages)
        )
    }

    /// The page of the app, with the site's own title, and the first page's text until the program is there.
    pub(super) fn index(&self, home: Option<&Sheet>) -> Result<String, Failure> {
        let fail =
            |what: &str| format!("the app's index.html has no {what}: is it of this version?");
        let mut index = self.app.index.clone();
        let language = self.site.languages.first().copied().unwrap_or(Language::En);
        let mut replace = |what: &str, from: &str, to: &str, text: &str| {
            let start = index.find(from).ok_or_else(|| fail(what))?;
            let length =
                index.get(start..).and_then(|rest| rest.find(to)).ok_or_else(|| fail(what))?;
            index.replace_range(start..start + length + to.len(), text);
            Ok::<(), Failure>(())
        };
        replace("language", "<html lang=\"", "\"", &format!("<html lang=\"{}\"", language.code()))?;
        let title = self.site.title.get(language);
        replace("title", "<title>", "</title>", &format!("<title>{}</title>", escaped(title)))?;
        let summary = home.map_or_else(|| title.to_owned(), Sheet::summary);
        let mut about = format!("<meta name=\"description\" content=\"{}\">", escaped(&summary));
        if let Some(address) = &self.address {
            about.push_str(&format!("\n  <link rel=\"canonical\" href=\"{}\">", escaped(address)));
        }
        replace("description", "<meta name=\"description\"", ">", &about)?;
        let words = words(language);
        let link = home.map(|home| {
            format!(" <a href=\"{}\">{}</a>", escaped(&home.path), escaped(words.read_plain))
        });
        let noscript = format!(
            "<noscript>{}{}</noscript>",
            escaped(words.needs_script),
            link.unwrap_or_default()
        );
        replace("noscript", "<noscript>", "</noscript>", &noscript)?;
        if !self.site.look.style.is_empty() {
            let style = escaped(&self.site.look.style);
            let link = format!("<link rel=\"stylesheet\" href=\"{style}\" data-look>\n</head>");
            replace("end of the head", "</head>", "</head>", &link)?;
        }
        if let Some(home) = home {
            let waiting = self.waiting(home);
            replace("place for the text", "<p id=\"loading\"", "</p>", &waiting)?;
        }
        Ok(index)
    }

    /// The first page as the app will show it, without what needs the program.
    fn waiting(&self, home: &Sheet) -> String {
        let language = home.language;
        let title = escaped(self.site.title.get(language));
        format!(
            "<div id=\"loading\" class=\"is-waiting\" data-languages=\"{languages}\"><header class=\"site-header\"><a class=\"brand\" href=\"#/\">{logo}{title}</a>{nav}\
             <div class=\"choices\"></div></header>{bar}\
             <div class=\"layout\"><article class=\"doc\"><h1>{heading}</h1><div class=\"prose\">{body}</div></article></div></div>",
            logo = self.logo(""),
            languages =
                self.site.languages.iter().map(|it| it.code()).collect::<Vec<_>>().join(" "),
            bar = if self.site.has_console {
                let state = escaped(language.messages().token_none);
                format!(
                    "<div class=\"token-bar\"><div class=\"token-form\"></div><p class=\"token-state\">{state}</p></div>"
                )
            } else {
                String::new()
            },
            nav = self.navigation(language, "", None),
            heading = escaped(&home.title),
            body = encode(&rooted(&home.html)),
        )
    }
}

/// A tree of `read/` as it stands in the folder of the site.
fn rooted(nodes: &[Html]) -> Vec<Html> {
    use crate::html::{Attribute, Url};
    let one = |node: &Html| {
        let Html::Element(element) = node else { return node.clone() };
        let mut element = element.clone();
        for attribute in &mut element.attributes {
            if let Attribute::Href(url) | Attribute::Picture(url, _) = attribute
                && let Some(found) = url.as_str().strip_prefix("../").and_then(Url::check)
            {
                *url = found;
            }
        }
        element.children = rooted(&element.children);
        Html::Element(element)
    };
    nodes.iter().map(one).collect()
}
