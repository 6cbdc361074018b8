//! The words of what came back.

use super::Language;
use crate::request::End;

/// The words.
pub struct Answer {
    pub receiving: &'static str,
    pub redirected: fn(&str) -> String,
    pub ended: fn(End) -> String,
    pub save_all: &'static str,
    pub saving: &'static str,
    pub not_saved: &'static str,
    pub binary: fn(&str) -> String,
    pub bytes: &'static str,
    pub picture: &'static str,
    pub sound: &'static str,
    pub not_characters: fn(&str) -> String,
    pub raw_cut: &'static str,
    pub challenge: fn(&str) -> Option<&'static str>,
    pub quoted: fn(&str) -> String,
    pub challenge_hidden: &'static str,
    pub undescribed: fn(u64) -> String,
    pub as_described: &'static str,
    pub not_as_described: &'static str,
}

impl Language {
    /// The words of what came back.
    pub fn answer(self) -> &'static Answer {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

static EN: Answer = Answer {
    receiving: "Receiving…",
    redirected: |url| format!("A redirect led to {url}"),
    ended: |end| match end {
        End::Whole => String::new(),
        End::Limit(bytes) => format!(
            "The response is larger than {} MB; only its beginning was kept.",
            bytes / 1_000_000
        ),
        End::Stopped => "You stopped the response; what had come of it is shown.".to_owned(),
        End::Silent(seconds) => {
            format!("Nothing more came for {seconds} s; what had come of the response is shown.")
        }
        End::Broken => "The response broke off before its end; what had come of it is shown. \
                        Try again, or check the server."
            .to_owned(),
    },
    save_all: "Send again and download all of it",
    saving: "Downloading…",
    not_saved: "Not downloaded. Try again, or copy the cURL snippet.",
    binary: |kind| match kind {
        "" => "A file of an unstated type.".to_owned(),
        kind => format!("A file of type {kind}."),
    },
    bytes: "The first bytes",
    picture: "The picture of the response",
    sound: "The sound of the response",
    not_characters: |charset| {
        format!(
            "Some bytes are no characters of {charset}; � stands for them. The download has them as they came."
        )
    },
    raw_cut: "Only the beginning is shown; the download has all of it.",
    challenge: |error| match error {
        "invalid_request" => Some("The server says that the request is incomplete or malformed."),
        "invalid_token" => Some("The server says that the token is expired, revoked or malformed."),
        "insufficient_scope" => Some("The server says that the token does not cover this request."),
        _ => None,
    },
    quoted: |said| format!(" “{said}”"),
    challenge_hidden: "The server may have said why in WWW-Authenticate: a page can read that header only if the \
                       server lists it in Access-Control-Expose-Headers.",
    undescribed: |status| format!("The description has no response for the status {status}."),
    as_described: "The body is as described.",
    not_as_described: "The response differs from its description:",
};

static RU: Answer = Answer {
    receiving: "Получение…",
    redirected: |url| format!("Перенаправление привело на {url}"),
    ended: |end| match end {
        End::Whole => String::new(),
        End::Limit(bytes) => {
            format!("Ответ больше {} МБ; сохранено только его начало.", bytes / 1_000_000)
        }
        End::Stopped => "Вы остановили ответ; показано то, что успело прийти.".to_owned(),
        End::Silent(seconds) => {
            format!("{seconds} с больше ничего не приходило; показано то, что успело прийти.")
        }
        End::Broken => "Ответ оборвался; показано то, что успело прийти. Повторите или проверьте \
                        сервер."
            .to_owned(),
    },
    save_all: "Отправить ещё раз и скачать целиком",
    saving: "Скачивание…",
    not_saved: "Не удалось скачать. Повторите или скопируйте команду cURL.",
    binary: |kind| match kind {
        "" => "Файл неизвестного типа.".to_owned(),
        kind => format!("Файл типа {kind}."),
    },
    bytes: "Первые байты",
    picture: "Изображение из ответа",
    sound: "Звук из ответа",
    not_characters: |charset| {
        format!(
            "Часть байтов не соответствует кодировке {charset}; вместо них стоит �. В скачанном файле они такие, какими пришли."
        )
    },
    raw_cut: "Показано только начало; в скачанном файле — всё.",
    challenge: |error| match error {
        "invalid_request" => Some("Сервер сообщает, что запрос неполон или неверно составлен."),
        "invalid_token" => Some("Сервер сообщает, что токен истёк, отозван или неверен."),
        "insufficient_scope" => {
            Some("Сервер сообщает, что прав токена для этого запроса недостаточно.")
        }
        _ => None,
    },
    quoted: |said| format!(" «{said}»"),
    challenge_hidden: "Причину сервер мог указать в WWW-Authenticate: страница прочтёт этот заголовок, только если \
                       сервер перечислит его в Access-Control-Expose-Headers.",
    undescribed: |status| format!("В описании нет ответа со статусом {status}."),
    as_described: "Тело соответствует описанию.",
    not_as_described: "Ответ расходится с описанием:",
};
