//! The words of what lets a request in.

use super::Language;
use crate::request::KeyPlace;
use crate::session::access::HeldError;
use crate::session::authorization::GrantKind;

/// The words.
pub struct Access {
    pub title: &'static str,
    pub way: &'static str,
    pub nothing: &'static str,
    pub user: &'static str,
    pub password: &'static str,
    pub place: fn(KeyPlace) -> &'static str,
    pub goes_to: fn(&str) -> String,
    pub stays: &'static str,
    pub cookie: &'static str,
    pub token: &'static str,
    pub digest: fn(&str) -> String,
    pub mutual_tls: &'static str,
    pub unknown: fn(&str) -> String,
    pub error: fn(HeldError) -> String,
    pub forget: &'static str,
    pub grant: &'static str,
    pub deprecated: fn(GrantKind) -> &'static str,
    pub client_authentication: &'static str,
    pub in_body: &'static str,
    pub in_header: &'static str,
    pub redirect: &'static str,
    pub in_this_tab: &'static str,
    pub in_this_tab_hint: &'static str,
    pub window: &'static str,
    pub open_window: &'static str,
    pub device: &'static str,
    pub discover: &'static str,
    pub discover_hint: fn(&str) -> String,
    pub outside: &'static str,
    pub capitals: &'static str,
    pub open_address: &'static str,
}

impl Language {
    /// The words of what lets a request in.
    pub fn access(self) -> &'static Access {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

static EN: Access = Access {
    title: "Access",
    way: "Sign in with",
    nothing: "nothing",
    user: "user",
    password: "password",
    place: |place| match place {
        KeyPlace::Header => "in a header",
        KeyPlace::Query => "in the query",
        KeyPlace::Cookie => "in a cookie",
    },
    goes_to: |origin| format!("Goes to {origin}. Kept in memory for this visit alone."),
    stays: "Stays in this page: the sandbox answers. Kept in memory for this visit alone.",
    cookie: "A page cannot set cookies of another site. The snippets have this one; the page does not send it.",
    token: "Paste a token into the Access Token Field at the top of the page.",
    digest: |origin| {
        format!(
            "For {origin}, by Digest (RFC 7616): the server asks first, and a page cannot answer. Send goes without it; the snippets for cURL, Python (requests, httpx), PHP, R, HTTPie and Wget answer. Kept in memory for this visit alone."
        )
    },
    mutual_tls: "Mutual TLS: the client shows a certificate, and this page sends none. Use a snippet; for curl add --cert and --key.",
    unknown: |name| {
        format!(
            "The description does not explain “{name}”. Add the header or the parameter yourself."
        )
    },
    error: |error| match error {
        HeldError::Character(c) => {
            format!("The character U+{:04X} cannot stand here. It is not sent.", u32::from(c))
        }
        HeldError::Colon => "A user cannot have a colon (RFC 7617). Nothing is sent.".to_owned(),
    },
    forget: "Forget",
    grant: "grant",
    deprecated: |grant| match grant {
        GrantKind::Password => {
            "This grant gives the password itself to the page; RFC 9700 forbids it for new systems."
        }
        _ => {
            "This grant shows the token in an address; RFC 9700 advises against it for new systems."
        }
    },
    client_authentication: "client",
    in_body: "secret in the body",
    in_header: "secret in the header (Basic)",
    redirect: "Redirect address, which the application must have registered:",
    in_this_tab: "Sign in in this tab",
    in_this_tab_hint: "Without a window: the tab goes to the provider and comes back here. Not with a client_secret, which the page forgets on the way.",
    window: "Sign in in the window that has opened; this page waits for it.",
    open_window: "No window? Open it here.",
    device: "Open the page and type the code; this page waits for it.",
    discover: "Read the provider’s settings",
    discover_hint: |url| format!("OpenID Connect: the settings are at {url}"),
    outside: "The same without this page",
    capitals: "Replace the words in capitals. client_secret is never written here.",
    open_address: "Open this address; what it comes back with has the code, or the token:",
};

static RU: Access = Access {
    title: "Доступ",
    way: "Способ входа",
    nothing: "без входа",
    user: "пользователь",
    password: "пароль",
    place: |place| match place {
        KeyPlace::Header => "в заголовке",
        KeyPlace::Query => "в строке запроса",
        KeyPlace::Cookie => "в куки",
    },
    goes_to: |origin| format!("Уходит на {origin}. Хранится в памяти, только на это посещение."),
    stays: "Остаётся на этой странице: отвечает песочница. Хранится в памяти, только на это посещение.",
    cookie: "Страница не может задать куки другого сайта. В сниппетах они есть; страница их не отправляет.",
    token: "Вставьте токен в поле Access Token Field вверху страницы.",
    digest: |origin| {
        format!(
            "Для {origin}, по Digest (RFC 7616): сервер сначала спрашивает, а страница ответить не может. «Отправить» уходит без него; сниппеты для cURL, Python (requests, httpx), PHP, R, HTTPie и Wget отвечают. Хранится в памяти, только на это посещение."
        )
    },
    mutual_tls: "Взаимный TLS: клиент предъявляет сертификат, а страница этого не делает. Возьмите сниппет; для curl добавьте --cert и --key.",
    unknown: |name| {
        format!("В описании нет объяснения для «{name}». Добавьте заголовок или параметр сами.")
    },
    error: |error| match error {
        HeldError::Character(c) => {
            format!("Символ U+{:04X} здесь недопустим. Значение не отправляется.", u32::from(c))
        }
        HeldError::Colon => {
            "В имени пользователя не бывает двоеточия (RFC 7617). Ничего не отправляется."
                .to_owned()
        }
    },
    forget: "Забыть",
    grant: "способ",
    deprecated: |grant| match grant {
        GrantKind::Password => {
            "Этот способ отдаёт странице сам пароль; RFC 9700 запрещает его в новых системах."
        }
        _ => "Этот способ показывает токен в адресе; RFC 9700 не советует его для новых систем.",
    },
    client_authentication: "клиент",
    in_body: "секрет в теле",
    in_header: "секрет в заголовке (Basic)",
    redirect: "Адрес возврата, он должен быть указан в приложении:",
    in_this_tab: "Войти в этой вкладке",
    in_this_tab_hint: "Без окна: вкладка уйдёт к провайдеру и вернётся сюда. Не для клиентов с client_secret: по дороге страница его забывает.",
    window: "Войдите в открывшемся окне; страница ждёт.",
    open_window: "Окна нет? Откройте его здесь.",
    device: "Откройте страницу и введите код; эта страница ждёт.",
    discover: "Прочитать настройки провайдера",
    discover_hint: |url| format!("OpenID Connect: настройки лежат по адресу {url}"),
    outside: "То же без этой страницы",
    capitals: "Замените слова, написанные прописными буквами. client_secret сюда никогда не подставляется.",
    open_address: "Откройте этот адрес: в адресе, на который он вас вернёт, будет код или токен:",
};
