//! The words of what the page keeps, and of the token.

use super::Language;

/// The words.
pub struct Kept {
    pub token: &'static str,
    pub unchecked: &'static str,
    pub time: fn(&str) -> &'static str,
    pub title: &'static str,
    pub lasting: &'static str,
    pub nothing: &'static str,
    pub forget: &'static str,
    pub forgotten: &'static str,
}

impl Language {
    /// The words of what the page keeps.
    pub fn kept(self) -> &'static Kept {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

static EN: Kept = Kept {
    token: "What the token says (JWT)",
    unchecked: "Read in this page and sent nowhere. The signature was not checked: whether the token is \
                genuine and still accepted is known only to the server.",
    time: |name| match name {
        "iat" => "issued",
        "nbf" => "not before",
        _ => "expires",
    },
    title: "What this page keeps",
    lasting: "In this tab, until it is closed: the access token and what you typed into requests. In this \
              browser: the language, the theme, your snippet tabs and, unless the author minds, a copy of the \
              site's files for reading offline. In memory alone: client_secret, passwords, API keys, refresh tokens. \
              Nothing is sent to anyone but the server that you choose and the one that gives tokens.",
    nothing: "Nothing: what you type is in memory until you leave the page, and is sent to no one but the \
              server that you choose.",
    forget: "Forget everything",
    forgotten: "Forgotten.",
};

static RU: Kept = Kept {
    token: "Что записано в токене (JWT)",
    unchecked: "Прочитано на этой странице и никуда не отправлено. Подпись не проверялась: подлинный ли это \
                токен и принимают ли его, знает только сервер.",
    time: |name| match name {
        "iat" => "выдан",
        "nbf" => "не раньше",
        _ => "истекает",
    },
    title: "Что хранит эта страница",
    lasting: "В этой вкладке, пока она открыта: токен доступа и то, что вы ввели в запросы. В этом браузере: \
              язык, тема, ваши вкладки сниппетов и, если автор не против, копия файлов сайта для чтения без сети. Только в \
              памяти: client_secret, пароли, ключи API и токены обновления. Ничего не отправляется никому, \
              кроме выбранного вами сервера и сервера, который выдаёт токены.",
    nothing: "Ничего: введённое остаётся в памяти, пока вы не покинете страницу, и никому, кроме выбранного \
              вами сервера, не отправляется.",
    forget: "Забыть всё",
    forgotten: "Забыто.",
};
