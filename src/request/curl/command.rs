//! From the words behind `curl` to a request.

use super::options::{self, Meaning};
use super::word::{Chunk, Word, lossy};
use super::{CurlError, Imported, ImportedBody, ImportedPart, form, url};
use crate::request::encode;

/// Reads the arguments of curl; `text` is what was pasted.
pub(super) fn read(
    words: &[Word],
    stdin: Option<Vec<Chunk>>,
    text: &str,
) -> Result<Imported, CurlError> {
    let mut command = Command { text, stdin, ..Command::default() };
    let mut words = words.iter();
    let mut options_end = false;
    while let Some(word) = words.next() {
        let argument = word.text();
        command.written.clone_from(&word.source);
        match argument.strip_prefix('-') {
            None => command.urls.push(argument),
            _ if options_end => command.urls.push(argument),
            Some("-") => options_end = true,
            Some("") => command.refuse(),
            Some(rest) => {
                let goes_on = match rest.strip_prefix('-') {
                    Some(name) => command.long(name, word, &mut words),
                    None => command.short(rest, word, &mut words),
                };
                if !goes_on {
                    let source = words.as_slice().last().map_or(0, |last| last.source.end);
                    command.written.end = command.written.end.max(source);
                    command.refuse();
                    break;
                }
            }
        }
    }
    command.finish()
}

/// A piece of a body; a file keeps the option that names it.
enum Piece {
    Text(String),
    File(String, String),
}

#[derive(Default)]
struct Command<'a> {
    text: &'a str,
    /// Where the option stands that is being read, with its argument.
    written: std::ops::Range<usize>,
    stdin: Option<Vec<Chunk>>,
    method: Option<String>,
    head: bool,
    get: bool,
    urls: Vec<String>,
    query: Vec<String>,
    /// The headers that are given.
    headers: Vec<(String, String)>,
    /// The names, in lower case, of those that are given or removed: options add none of these.
    settled: Vec<String>,
    data: Vec<Piece>,
    json: bool,
    form: Option<Vec<ImportedPart>>,
    upload: Option<Word>,
    user: Option<Vec<u8>>,
    bearer: Option<String>,
    cookies: Vec<String>,
    agent: Option<String>,
    referer: Option<String>,
    range: Option<String>,
    unsupported: Vec<String>,
}

type Words<'w> = std::slice::Iter<'w, Word>;

impl Command<'_> {
    /// Names what is being read among what is not supported.
    fn refuse(&mut self) {
        self.unsupported.push(self.shown());
    }

    fn shown(&self) -> String {
        self.text.get(self.written.clone()).unwrap_or_default().to_owned()
    }

    /// Reads `--name`, `--name value` or `--name=value`; false at the end of the request.
    fn long(&mut self, name: &str, word: &Word, words: &mut Words<'_>) -> bool {
        if let Some(meaning) = options::exact(name) {
            return self.option(meaning, None, words);
        }
        if let Some((name, _)) = name.split_once('=') {
            match options::long(name).filter(|meaning| meaning.takes_argument()) {
                Some(meaning) => {
                    let argument = word.after("--=".len() + name.len());
                    return self.option(meaning, Some(argument), words);
                }
                None => self.refuse(),
            }
            return true;
        }
        if let Some(meaning) = options::long(name) {
            return self.option(meaning, None, words);
        }
        self.refuse();
        true
    }

    /// Reads letters behind one dash; the first that takes an argument takes the rest, and
    /// so does one that is not known.
    fn short(&mut self, letters: &str, word: &Word, words: &mut Words<'_>) -> bool {
        for (index, letter) in letters.chars().enumerate() {
            match options::short(letter) {
                None => {
                    self.refuse();
                    return true;
                }
                Some(meaning) if meaning.takes_argument() => {
                    let argument = word.after("-x".len() + index);
                    let joined = (!argument.units.is_empty()).then_some(argument);
                    return self.option(meaning, joined, words);
                }
                Some(meaning) => {
                    if !self.option(meaning, None, words) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn option(&mut self, meaning: Meaning, joined: Option<Word>, words: &mut Words<'_>) -> bool {
        if !meaning.takes_argument() {
            match meaning {
                Meaning::Get => self.get = true,
                Meaning::Head => self.head = true,
                Meaning::Next => return false,
                Meaning::Refused { .. } => self.refuse(),
                _ => {}
            }
            return true;
        }
        match joined.or_else(|| words.next().cloned()) {
            Some(argument) => {
                self.written.end = self.written.end.max(argument.source.end);
                self.apply(meaning, &argument);
            }
            None => self.refuse(),
        }
        true
    }

    fn apply(&mut self, meaning: Meaning, argument: &Word) {
        match meaning {
            Meaning::Method => self.method = Some(argument.text()),
            Meaning::Header => self.header(&argument.latin1()),
            Meaning::Data | Meaning::DataRaw | Meaning::DataBinary | Meaning::Json => {
                self.data(meaning, argument);
            }
            Meaning::DataUrlencode => match url::urlencoded(&argument.text()) {
                Some(text) => self.add_text("&", text),
                None => self.refuse(),
            },
            Meaning::UrlQuery => {
                let text = argument.text();
                match text.strip_prefix('+').map(str::to_owned).or_else(|| url::urlencoded(&text)) {
                    Some(text) => self.query.push(text),
                    None => self.refuse(),
                }
            }
            Meaning::Form => self.form(&argument.text()),
            Meaning::FormString => match form::string(&argument.text()) {
                Some(part) => self.form.get_or_insert_default().push(part),
                None => self.refuse(),
            },
            Meaning::User => self.user(argument.bytes()),
            Meaning::Cookie if argument.text().contains('=') => {
                self.cookies.push(argument.latin1());
            }
            Meaning::Agent => self.agent = Some(argument.latin1()),
            Meaning::Referer => self.referer(argument.latin1()),
            Meaning::Upload => self.upload = Some(argument.clone()),
            Meaning::Bearer => self.bearer = Some(argument.latin1()),
            Meaning::Range => self.range = Some(argument.latin1()),
            Meaning::Url => self.urls.push(argument.text()),
            Meaning::Cookie | Meaning::Refused { .. } => self.refuse(),
            Meaning::Get | Meaning::Head | Meaning::Next | Meaning::Ignored { .. } => {}
        }
    }

    /// `X: value`; `X;` is one without a value, and `X:` removes what curl would add.
    fn header(&mut self, line: &str) {
        let blank = [' ', '\t', '\r', '\n'];
        let (name, value, removes) = match (line.split_once(':'), line.trim_end().strip_suffix(';'))
        {
            (Some((name, value)), _) => {
                let value = value.trim_matches(blank);
                (name.trim_matches(blank), value, value.is_empty())
            }
            (None, Some(name)) => (name.trim_matches(blank), "", false),
            (None, None) => return self.refuse(),
        };
        if name.is_empty() || line.starts_with('@') {
            return self.refuse();
        }
        self.settled.push(name.to_ascii_lowercase());
        if !removes {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    fn data(&mut self, meaning: Meaning, argument: &Word) {
        self.json |= meaning == Meaning::Json;
        // Values of --json follow each other as they are.
        let separator = if meaning == Meaning::Json { "" } else { "&" };
        let text = argument.text();
        match text.strip_prefix('@').filter(|_| meaning != Meaning::DataRaw) {
            None => {
                self.check_characters(argument);
                self.add_text(separator, text);
            }
            Some("-") => self.standard_input(separator, meaning != Meaning::DataBinary),
            Some(path) => self.add_file(separator, path),
        }
    }

    fn add_text(&mut self, separator: &str, text: String) {
        self.separate(separator);
        self.data.push(Piece::Text(text));
    }

    fn add_file(&mut self, separator: &str, path: &str) {
        self.separate(separator);
        self.data.push(Piece::File(form::base_name(path).to_owned(), self.shown()));
    }

    fn separate(&mut self, separator: &str) {
        if !self.data.is_empty() {
            self.data.push(Piece::Text(separator.to_owned()));
        }
    }

    /// A body is a text here; what is not one is said.
    fn check_characters(&mut self, argument: &Word) {
        if std::str::from_utf8(&argument.bytes()).is_err() {
            self.refuse();
        }
    }

    fn standard_input(&mut self, separator: &str, as_text: bool) {
        self.separate(separator);
        let Some(chunks) = self.stdin.take() else {
            self.refuse();
            return self.data.push(Piece::Text(String::new()));
        };
        // The bytes of one character may come from two commands.
        let mut bytes = Vec::new();
        for chunk in chunks {
            match chunk {
                Chunk::Bytes(more) if as_text => {
                    bytes
                        .extend(more.into_iter().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)));
                }
                Chunk::Bytes(more) => bytes.extend(more),
                Chunk::File(path) => {
                    self.bytes(std::mem::take(&mut bytes));
                    let file = Piece::File(form::base_name(&path).to_owned(), self.shown());
                    self.data.push(file);
                }
            }
        }
        self.bytes(bytes);
    }

    fn bytes(&mut self, bytes: Vec<u8>) {
        if std::str::from_utf8(&bytes).is_err() {
            self.refuse();
        }
        self.data.push(Piece::Text(lossy(bytes)));
    }

    fn form(&mut self, text: &str) {
        let parts = self.form.get_or_insert_default();
        match form::field(text) {
            Some((part, skipped)) => {
                parts.push(part);
                self.unsupported.extend(skipped);
            }
            None => self.refuse(),
        }
    }

    /// Without a colon curl asks for the password.
    fn user(&mut self, mut user: Vec<u8>) {
        if !user.contains(&b':') {
            user.push(b':');
            self.refuse();
        }
        self.user = Some(user);
    }

    fn referer(&mut self, text: String) {
        match text.strip_suffix(";auto") {
            None => self.referer = Some(text),
            Some(rest) => {
                self.refuse();
                self.referer = Some(rest.to_owned());
            }
        }
    }
}

impl Command<'_> {
    fn finish(mut self) -> Result<Imported, CurlError> {
        let uploads = self.upload.is_some();
        let file = self.take_upload();
        let mut address = self.url(file.as_deref())?;
        if self.get {
            self.data_to_query();
        }
        let query: Vec<String> = std::mem::take(&mut self.query);
        if !query.is_empty() {
            address = url::with_query(&address, &query.join("&"));
        }
        let has_body = !self.data.is_empty() || self.form.is_some();
        let default = match () {
            () if self.head => "HEAD",
            () if uploads => "PUT",
            () if has_body => "POST",
            () => "GET",
        };
        let method = self.method.take().filter(|method| !method.is_empty());
        let method = method.unwrap_or_else(|| default.to_owned());
        self.add_headers(!uploads && !self.data.is_empty() && self.form.is_none());
        let body = self.body(file);
        if body == ImportedBody::None {
            // It says what a request without a body says by itself.
            self.headers.retain(|(name, value)| {
                !(name.eq_ignore_ascii_case("Content-Length") && value == "0")
            });
        }
        if matches!(body, ImportedBody::Multipart(_)) {
            // Its boundary is new each time.
            self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
        }
        let (headers, unsupported) = (self.headers, self.unsupported);
        Ok(Imported { method, url: address, headers, body, unsupported })
    }

    /// The file of -T; the standard input becomes the data.
    fn take_upload(&mut self) -> Option<String> {
        let path = self.upload.take()?.text();
        match path.as_str() {
            "" => None,
            "-" | "." => {
                self.standard_input("", false);
                None
            }
            path => Some(path.to_owned()),
        }
    }

    fn url(&mut self, file: Option<&str>) -> Result<String, CurlError> {
        let mut urls = std::mem::take(&mut self.urls).into_iter().filter(|url| !url.is_empty());
        let address = urls.next().ok_or(CurlError::NoUrl)?;
        if let Some(second) = urls.next() {
            return Err(CurlError::SeveralUrls(second));
        }
        let (address, user) = url::without_user(url::with_scheme(address.trim()));
        if self.user.is_none() {
            self.user = user.map(String::into_bytes);
        }
        Ok(match file {
            Some(path) => url::with_file_name(address, form::base_name(path)),
            None => address,
        })
    }

    fn data_to_query(&mut self) {
        let mut text = String::new();
        for piece in std::mem::take(&mut self.data) {
            match piece {
                Piece::Text(more) => text.push_str(&more),
                Piece::File(_, option) => self.unsupported.push(option),
            }
        }
        if !text.is_empty() {
            self.query.push(text);
        }
    }

    /// Adds what curl adds for options, unless a header of that name is given or removed.
    fn add_headers(&mut self, has_data: bool) {
        // For these curl answers a challenge: sent at once, the password would be there to read.
        let waits = |option: &String| matches!(&**option, "--digest" | "--ntlm" | "--negotiate");
        let is_asked = self.unsupported.iter().any(waits);
        let user = self.user.take().filter(|_| !is_asked);
        let authorization = match (self.bearer.take(), user) {
            (Some(token), _) => Some(format!("Bearer {token}")),
            (None, user) => user.map(|user| format!("Basic {}", encode::base64(&user))),
        };
        let cookies = std::mem::take(&mut self.cookies);
        let media_type =
            if self.json { "application/json" } else { "application/x-www-form-urlencoded" };
        let added = [
            ("Authorization", authorization),
            ("Cookie", (!cookies.is_empty()).then(|| cookies.join("; "))),
            ("User-Agent", self.agent.take().filter(|agent| !agent.is_empty())),
            ("Referer", self.referer.take().filter(|referer| !referer.is_empty())),
            ("Range", self.range.take().map(|range| format!("bytes={range}"))),
            ("Content-Type", has_data.then(|| media_type.to_owned())),
            ("Accept", self.json.then(|| "application/json".to_owned())),
        ];
        for (name, value) in added {
            let is_settled = self.settled.iter().any(|other| name.eq_ignore_ascii_case(other));
            if let Some(value) = value.filter(|_| !is_settled) {
                self.headers.push((name.to_owned(), value));
            }
        }
    }

    fn body(&mut self, upload: Option<String>) -> ImportedBody {
        let data = std::mem::take(&mut self.data);
        if let Some(parts) = self.form.take() {
            self.unsupported.extend((!data.is_empty()).then(|| "--data --form".to_owned()));
            return ImportedBody::Multipart(parts);
        }
        if let Some(path) = upload {
            return ImportedBody::File(form::base_name(&path).to_owned());
        }
        if data.is_empty() {
            return ImportedBody::None;
        }
        let mut text = String::new();
        let mut files = Vec::new();
        for piece in data {
            match piece {
                Piece::Text(more) => text.push_str(&more),
                Piece::File(name, option) => files.push((text.len(), name, option)),
            }
        }
        let boundary = self.headers.iter().find_map(|(name, value)| {
            name.eq_ignore_ascii_case("Content-Type").then(|| form::boundary(value)).flatten()
        });
        let places = || files.iter().map(|(place, name, _)| (*place, name.as_str()));
        if let Some(parts) = boundary.and_then(|found| form::parts(&text, places(), &found)) {
            return ImportedBody::Multipart(parts);
        }
        match files.as_slice() {
            [(_, name, _)] if text.is_empty() => ImportedBody::File(name.clone()),
            files => {
                self.unsupported.extend(files.iter().map(|(.., option)| option.clone()));
                ImportedBody::Text(text)
            }
        }
    }
}
