//! What the reader typed: fields and a body, before a request is made of them.

use super::FileData;

/// What the reader typed for an operation. It is kept while the browser's tab lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Values of the path parameters.
    pub path: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// Headers, beside those that Obzor sets.
    pub headers: Vec<Field>,
    /// Cookies, sent as given (RFC 6265 §4.2.1).
    pub cookies: Vec<Field>,
    /// The body.
    pub body: BodyInput,
    /// Bodies of other kinds that were typed before; they come back when their kind is chosen
    /// again while the page lives.
    pub other_bodies: Vec<BodyInput>,
}

/// A name and a value that the reader typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The value, unencoded.
    pub value: String,
    /// True for a query parameter that is a name alone, without `=`.
    pub bare: bool,
    /// The media type of a text in a multipart body; empty if it names none.
    pub media_type: String,
    /// Whether it is sent.
    pub enabled: bool,
    /// True if the value is a file to choose: what the author wrote as `@name.ext`.
    pub is_file: bool,
    /// The chosen file; never stored.
    pub file: Option<FileData>,
}

/// The body as the reader edits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BodyInput {
    /// No body.
    #[default]
    None,
    /// A JSON text, sent exactly as typed.
    Json(String),
    /// A text of any media type, sent exactly as typed.
    Text {
        /// Its media type.
        media_type: String,
        /// What was typed.
        text: String,
    },
    /// Pairs, sent as application/x-www-form-urlencoded.
    Form(Vec<Field>),
    /// Fields, sent as multipart/form-data.
    Multipart(Vec<Field>),
    /// One file: its bytes are the body. The field's media type, else the file's own.
    File(Field),
}

impl Field {
    /// Takes a file; a media type that was typed for the field is the file's.
    pub fn choose(&mut self, file: Option<FileData>) {
        let typed = self.media_type.trim();
        self.file = file.map(|file| match typed {
            "" => file,
            typed => FileData { media_type: typed.to_owned(), ..file },
        });
    }

    /// A field that is sent.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), enabled: true, ..Self::default() }
    }
}

/// The kinds of bodies that a reader chooses from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// No body.
    None,
    /// A JSON text.
    Json,
    /// An XML text.
    Xml,
    /// A text of any media type.
    Text,
    /// application/x-www-form-urlencoded
    Form,
    /// multipart/form-data
    Multipart,
    /// A file.
    File,
}

const XML: &str = "application/xml";

impl BodyKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Json, Self::Form, Self::Multipart, Self::Text, Self::Xml, Self::File];
}

impl BodyInput {
    /// Its kind.
    pub fn kind(&self) -> BodyKind {
        match self {
            Self::None => BodyKind::None,
            Self::Json(_) => BodyKind::Json,
            Self::Text { media_type, .. } if media_type == XML => BodyKind::Xml,
            Self::Text { .. } => BodyKind::Text,
            Self::Form(_) => BodyKind::Form,
            Self::Multipart(_) => BodyKind::Multipart,
            Self::File(_) => BodyKind::File,
        }
    }

    /// The text of a body that is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Json(text) | Self::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The fields of a body that has some.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Form(fields) | Self::Multipart(fields) => fields,
            Self::File(field) => std::slice::from_ref(field),
            Self::None | Self::Json(_) | Self::Text { .. } => &[],
        }
    }

    /// A body of a kind with nothing in it yet.
    fn new(kind: BodyKind) -> Self {
        let text = |media_type: &str| Self::Text {
            media_type: media_type.to_owned(),
            text: String::new(),
        };
        let fields = || vec![Field::new("", "")];
        match kind {
            BodyKind::None => Self::None,
            BodyKind::Json => Self::Json("{}".to_owned()),
            BodyKind::Xml => text(XML),
            BodyKind::Text => text("text/plain"),
            BodyKind::Form => Self::Form(fields()),
            BodyKind::Multipart => Self::Multipart(fields()),
            BodyKind::File => Self::File(Field { is_file: true, ..Field::default() }),
        }
    }
}

impl Inputs {
    /// Chooses a kind of body. What was typed as another kind is kept for when it is chosen again.
    pub fn choose_body(&mut self, kind: BodyKind) {
        if self.body.kind() == kind {
            return;
        }
        let place = self.other_bodies.iter().position(|body| body.kind() == kind);
        let next = place.map_or_else(|| BodyInput::new(kind), |at| self.other_bodies.remove(at));
        let before = std::mem::replace(&mut self.body, next);
        if before != BodyInput::None {
            self.other_bodies.push(before);
        }
    }
}
