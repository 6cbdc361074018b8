//! The words around a link to a filled request.

use super::Language;

/// The words around a link to a filled request.
#[expect(missing_docs, reason = "each field's English text says what it is")]
pub struct Share {
    pub copy: &'static str,
    pub copied: &'static str,
    pub too_long: &'static str,
    pub brings: &'static str,
    pub take: &'static str,
}

const EN: Share = Share {
    copy: "Copy a link to it",
    copied: "Copied: a link to this request as it is filled in. Not in it: the server, headers, cookies, files, and whatever is named like a secret.",
    too_long: "The request is too long for a link. Copy it as cURL instead.",
    brings: "The link brings values for this request; yours are still here.",
    take: "Take those of the link",
};

const RU: Share = Share {
    copy: "Скопировать ссылку на него",
    copied: "Скопирована ссылка на этот запрос со значениями. В ней нет сервера, заголовков, cookie, файлов и всего, что названо как секрет.",
    too_long: "Запрос слишком длинный для ссылки. Скопируйте его как cURL.",
    brings: "Ссылка принесла значения для этого запроса; ваши пока на месте.",
    take: "Взять значения из ссылки",
};

impl Language {
    /// The words around a link to a filled request.
    pub fn share(self) -> &'static Share {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}
