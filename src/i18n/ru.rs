//! Russian.

use super::Messages;
use crate::json::JsonError;
use crate::request::curl::CurlError;
use crate::request::{BodyKind, Problem};
use crate::response::SendError;
use crate::session::Revoked;
use crate::session::TokenError;
use crate::session::oauth::{Note, Refusal};
use crate::site::{AddressError, Wrong};
use crate::snippet::Warning;

pub(super) const MESSAGES: Messages = Messages {
    skip_to_console: "Перейти к консоли",
    loading: "Загрузка…",
    pages: "Страницы",
    language: "Язык",
    theme: "Тема",
    theme_light: "Светлая тема",
    theme_dark: "Тёмная тема",
    site_problems: "Сайт пока нельзя показать",
    site_problems_lead: "Файл site.json нужно исправить. Измените его и обновите страницу: пересборка не нужна.",
    site_wrong,
    file_status: |path, status| match status {
        404 => format!("Файла {path} нет (404). Проверьте имя и то, что файл загружен на хостинг."),
        status => format!("Хостинг ответил {status} на запрос {path}."),
    },
    file_network: |path| {
        format!(
            "Не удалось прочитать {path}: хостинг не отвечает. Проверьте соединение и обновите страницу."
        )
    },
    file_too_large: |path, limit| {
        format!("Файл {path} больше {limit}. Разделите его на несколько страниц.")
    },
    json_error,
    page_shape: |path, found| {
        format!(
            "{path}: ожидается {{\"title\": …, \"blocks\": […]}}, список вкладок или документ ADF, а в файле — {found}."
        )
    },
    framed: "Страница открыта внутри другого сайта, который мог бы её прикрыть, поэтому секреты здесь не принимаются.",
    unframed: "Открыть отдельно",
    storage_blocked: "Браузер ничего не хранит для этого сайта: токен и введённое пропадут при обновлении страницы.",
    page_tabs: "Разделы страницы",
    table: "Таблица",
    code_in: |language| {
        if language.is_empty() { "Код".to_owned() } else { format!("Код, {language}") }
    },
    try_it: "Открыть",
    node_not_drawn: |kind| format!("Элемент «{kind}» здесь не поддерживается; его текст:"),
    no_page: |id| format!("Страницы «{id}» здесь нет."),
    page_not_drawn: "Часть программы, которая рисует эту страницу, не загрузилась. Обновите страницу.",
    block_unknown: |kind| format!("Здесь блок неизвестного вида: {kind}."),
    show: "Показать",
    hide: "Скрыть",
    sign_out: "Выйти",
    revoked: |revoked| match revoked {
        Revoked::Asked => "Вы вышли. Просим сервер отозвать токен…",
        Revoked::Done => "Вы вышли, и сервер отозвал токен.",
        Revoked::Failed => "Вы вышли на этой странице. Сервер не подтвердил, что отозвал токен.",
    },
    token_none: "Токена пока нет: войдите в разделе «authentication» или вставьте готовый.",
    token_lives: "Токен установлен, осталось",
    token_until: |time| format!(" (до {time})"),
    token_expired: "Срок действия токена истёк. При отправке токен обновится, если заполнены client_id и client_secret.",
    token_not_stated: "Токен установлен; срок его действия не указан.",
    token_error: |error| match error {
        TokenError::Empty => "Сначала вставьте токен.".to_owned(),
        TokenError::Character(c) => format!(
            "В токене не бывает символа «{}». Скопируйте его ещё раз, без кавычек, пробелов и переносов.",
            if c.is_control() { c.escape_default().to_string() } else { c.to_string() }
        ),
    },
    token_elsewhere: |origin| {
        if origin.is_empty() {
            return "Токен пока никому не отправляется.".to_owned();
        }
        format!("Токен получен для {origin} и другому серверу не отправляется.")
    },
    token_use_here: |origin| format!("Использовать для {origin}"),
    demo_credentials: "Данные для песочницы:",
    fill_in: "Подставить",
    show_secret: "Показать секрет",
    secret_stays: "Секрет не покидает страницу: песочница отвечает прямо в ней.",
    secret_goes_to: |origin| format!("Секрет уйдёт на {origin} и больше никуда."),
    secret_confirm: |origin, server| match server {
        None => format!("Я доверяю {origin} свой секрет"),
        Some(server) => format!("Я доверяю {origin} свой секрет, а {server} — токен"),
    },
    signing_in: "Входим…",
    not_stated: "не указано",
    grant_note: |note| match note {
        Note::TypeMissing => "Сервер не указал token_type; считаем, что это Bearer.",
        Note::MediaType => "Ответ в формате JSON, но его Content-Type говорит иное.",
        Note::RefreshTokenIgnored => {
            "Пришёл и refresh_token; с этим способом входа он не используется."
        }
    },
    token_in_use: "Этот токен используется.",
    use_token: "Использовать этот токен",
    refusal,
    host_not_confirmed: "Адрес выдачи токенов не подтверждён. Проверьте сервер и подтвердите его в разделе «authentication».",
    console: "Консоль",
    server: "Сервер",
    sandbox_badge: "песочница",
    sandbox_hint: "Отвечает сама страница, данные вымышлены. Учётная запись и сеть не нужны.",
    address_error: |error| match error {
        AddressError::Variable(name) => format!("Заполните {name}."),
        AddressError::Host(text) => format!(
            "«{text}» — не имя хоста. Напишите, например, api.example.com; кириллические имена — в виде xn--…"
        ),
        AddressError::Insecure(origin) => {
            format!("{origin} — не https: токен ушёл бы открытым текстом. Укажите https://.")
        }
    },
    operation: "Операция",
    no_operations: "На этой странице нет таблицы операций (метод / ресурс / данные).",
    url_as_sent: "Адрес, как он будет отправлен",
    views: "Виды запроса",
    request: "Запрос",
    tab_explorer: "Обозреватель",
    tab_more: "Ещё…",
    path_parameters: "Путь",
    query_parameters: "Параметры",
    headers: "Заголовки",
    form_fields: "Форма",
    own_request: "Свой запрос",
    paste_curl: "Вставить команду cURL",
    read_curl: "Сделать из неё запрос",
    curl_error,
    curl_other_host: |host| {
        format!(
            "Команда обращается к {host}. Здесь запрос уйдёт на выбранный сервер: если нужен другой, выберите его выше."
        )
    },
    curl_had_token: "Токен из команды не взят: запросы несут тот, который задали вы.",
    undo_curl: "Вернуть прежний запрос",
    curl_unsupported: |options| format!("Пропущено, потому что здесь не имеет смысла: {options}"),
    method: "Метод",
    cookies: "Cookies",
    body: "Тело",
    body_kind: |kind| match kind {
        BodyKind::None => "Без тела",
        BodyKind::Json => "JSON",
        BodyKind::Form => "Форма (urlencoded)",
        BodyKind::Multipart => "Форма с файлами (multipart)",
        BodyKind::Text => "Текст",
        BodyKind::Xml => "XML",
        BodyKind::File => "Файл",
    },
    text_body: "Текст тела",
    file: "файл",
    media_type_of: |name| format!("Тип содержимого {name}"),
    json_body: "Тело JSON",
    tidy: "Форматировать",
    add_query: "параметр",
    add_header: "заголовок",
    add_cookie: "cookie",
    add_body: "тело",
    add_field: "поле",
    name: "имя",
    value: "значение",
    value_of: |name| format!("Значение {name}"),
    send_field: |name| format!("Отправлять {name}"),
    remove_field: |name| format!("Убрать {name}"),
    problem,
    as_sent: "Как будет отправлено",
    send: "Отправить",
    cancel: "Отменить",
    reset: "Сбросить",
    timeout: "Тайм-аут, с",
    sending: "Отправляем…",
    renewing: "Запрашиваем новый токен…",
    answer: "Ответ",
    answer_empty: "Нажмите «Отправить» — ответ появится здесь.",
    renewed_before: "Срок действия токена истёк, поэтому сначала был запрошен новый.",
    renewed_and_repeated: "Сервер отверг токен раньше срока. Запрошен новый, запрос повторён один раз.",
    offer_to_repeat: "Сервер отверг токен раньше срока. Запрос меняет данные, поэтому сам он не повторён.",
    renew_and_repeat: "Получить новый токен и повторить",
    still_refused: "Сервер не принимает и новый токен. Проверьте права приложения и сервер.",
    sign_in_first: "Серверу нужен действующий токен. Заполните client_id и client_secret в разделе «authentication» и нажмите Try it out! либо вставьте токен вверху страницы.",
    not_renewed: "Новый токен получить не удалось.",
    send_error,
    copy_as_curl: "Копировать как cURL",
    milliseconds: |count| format!("{count} мс"),
    size: |bytes| super::size(bytes, ',', ["Б", "кБ", "МБ"]),
    body_empty: "У ответа нет тела.",
    download: |name| format!("Скачать {name}"),
    view_json: "JSON",
    view_raw: "Как есть",
    more_lines: |left| format!("Показать ещё (осталось строк: {left})"),
    fold: "Свернуть или развернуть",
    copy: "Копировать",
    copied: "Скопировано",
    not_copied: "Не скопировано",
    engine_missing: "Часть этой страницы не загрузилась. Проверьте связь и попробуйте снова; если сайт только что обновился, обновите страницу.",
    snippet_language: "Язык",
    snippet_proven: "Проверено запуском: отправляет то, что сказано в запросе.",
    snippet_by_value: "Со значениями",
    keep_tab: "☆ Держать вкладкой",
    kept_tab: "★ Есть вкладка",
    show_token: "Показать токен",
    hide_token: "Скрыть токен",
    snippet_no_token: "Токена пока нет: сначала войдите, потом копируйте.",
    snippet_sandbox: "Песочница живёт на этой странице. Чтобы выполнить пример с ней, запустите её в папке с исходниками Obzor:",
    snippet_warning,
};

fn json_error(error: &JsonError) -> String {
    match error {
        JsonError::Empty => "Файл пуст; ожидается JSON.".to_owned(),
        JsonError::Html => {
            "Ожидается JSON, а пришёл HTML (возможно, страница входа или ошибки).".to_owned()
        }
        JsonError::TooDeep(at) => format!(
            "Слишком глубокая вложенность: строка {}, столбец {} (допустимо 512 уровней).",
            at.line, at.column
        ),
        JsonError::Syntax(at, reason) => {
            format!("Это не JSON: строка {}, столбец {}: {reason}.", at.line, at.column)
        }
    }
}

fn site_wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Json(error) => json_error(error),
        Wrong::TooLarge(bytes) => format!("в файле {bytes} байт, читается не больше 2 МБ"),
        Wrong::Missing(example) => format!("поля нет; например: {example}"),
        Wrong::Type(found, example) => format!("здесь {found}; ожидается, например: {example}"),
        Wrong::Empty(example) => format!("пусто; например: {example}"),
        Wrong::NotOneOf(found, allowed) => {
            format!("здесь «{found}»; допустимо: {}", allowed.join(", "))
        }
        Wrong::Address(found) => format!(
            "«{found}» — не полный адрес https:// (http:// — только для localhost и 127.0.0.1); например: https://{{hostname}}/api/ver1.0"
        ),
        Wrong::Variable(name) => format!(
            "для {{{name}}} нет записи в «variables»; например: {{\"{name}\": {{\"default\": \"api.example.com\"}}}}"
        ),
        Wrong::Repeated(id) => format!("«{id}» встречается дважды; каждый id должен быть своим"),
    }
}

fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::OAuth { code, description, .. } => {
            let hint = match code.as_str() {
                "invalid_client" => {
                    "Неверен client_id или client_secret, либо этот способ входа приложению не разрешён."
                }
                "invalid_grant" => "Сервер не принимает этот способ входа.",
                "invalid_request" => "Серверу не хватило данных в запросе.",
                "invalid_scope" => "Область доступа неизвестна или не разрешена приложению.",
                "unauthorized_client" => {
                    "Приложению не разрешён этот способ входа. Проверьте его тип."
                }
                "unsupported_grant_type" => "Сервер не знает такой способ получить токен.",
                _ => "Сервер отказал.",
            };
            match description {
                Some(text) => format!("{code}: {}. {hint}", text.trim_end_matches('.')),
                None => format!("{code}. {hint}"),
            }
        }
        Refusal::Status { status, empty: true } => {
            format!("Сервер ответил {status} без пояснений. Проверьте адрес выдачи токенов.")
        }
        Refusal::Status { status, empty: false } => {
            format!("Сервер ответил {status}, но не ошибкой OAuth. Проверьте адрес выдачи токенов.")
        }
        Refusal::NotJson => "Ответ — не JSON. Проверьте адрес выдачи токенов.".to_owned(),
        Refusal::NotAnObject => "Ответ — JSON, но не объект с access_token.".to_owned(),
        Refusal::NoToken => "В ответе нет access_token.".to_owned(),
        Refusal::BadToken(_) => {
            "В access_token есть символы, недопустимые в токене (RFC 6750). Он не используется."
                .to_owned()
        }
        Refusal::State => {
            "Ответ не относится к этому запросу (не совпал state), он не используется. Начните заново."
                .to_owned()
        }
        Refusal::NoCode => "В ответе нет ни кода, ни токена.".to_owned(),
        Refusal::Issuer(issuer) => {
            format!("Это настройки другого издателя — «{issuer}», поэтому они не используются.")
        }
        Refusal::TokenType(kind) => {
            format!(
                "Тип токена — «{kind}»; поддерживается только Bearer, поэтому токен не используется."
            )
        }
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::PathMissing(name) => format!("Заполните {name}: это часть пути."),
        Problem::PathDots(path) => format!(
            "{path}: браузер убирает из пути сегменты из точек, поэтому такое не отправить."
        ),
        Problem::MultipartType => {
            "Content-Type не отправляется: форма с файлами ставит свой, с разделителем.".to_owned()
        }
        Problem::Method(method) => {
            format!("«{method}» — не метод: только латинские буквы, цифры и дефис.")
        }
        Problem::MethodForbidden(method) => {
            format!("Браузер не отправляет {method}. Примеры кода отправляют.")
        }
        Problem::HeaderName(name) => {
            format!("«{name}» — не имя заголовка: только латинские буквы, цифры и -.")
        }
        Problem::HeaderValue(name) => format!(
            "{name}: в заголовке бывают только символы Latin-1, без переносов строк. Сначала закодируйте значение."
        ),
        Problem::CookieValue(name) => format!(
            "В cookie {name} есть символ, который оборвёт её (например, ;). Она не войдёт в запрос."
        ),
        Problem::HeaderForbidden(name) => format!(
            "{name}: этот заголовок задаёт сам браузер, странице это запрещено. Примеры кода его отправляют."
        ),
        Problem::FileMissing(name) => format!("Выберите файл для {name}."),
        Problem::BodyNotJson(error) => format!("Тело уйдёт как есть. {}", json_error(error)),
        Problem::BodyNotAllowed => {
            "Браузер не отправляет тело с GET и HEAD. Примеры кода отправляют.".to_owned()
        }
    }
}

fn send_error(error: &SendError) -> String {
    match error {
        SendError::Aborted => "Отменено. Сервер мог успеть получить запрос.".to_owned(),
        SendError::Timeout(seconds) => {
            format!("Нет ответа за {seconds} с. Увеличьте время ожидания или проверьте сервер.")
        }
        SendError::NoSandbox => "Песочница — часть этой страницы, и загрузить её не удалось. Проверьте связь и отправьте снова; если сайт только что обновился, обновите страницу.".to_owned(),
        SendError::Refused => {
            "Браузер не принимает такой запрос. Проверьте метод, заголовки и адрес.".to_owned()
        }
        SendError::NotListed(origin) => format!(
            "Этот сайт обращается только к хостам своего API, и {origin} среди них нет. Автор сайта может \
             добавить его в «connect» файла site.json. На cURL ограничение не действует."
        ),
        SendError::RedirectNotListed => {
            "Сервер перенаправляет на хост, к которому этот сайт не обращается. Автор сайта может \
             добавить его в «connect» файла site.json. cURL перейдёт по адресу с ключом -L."
                .to_owned()
        }
        SendError::Offline => "Браузер не в сети. Проверьте подключение.".to_owned(),
        SendError::MixedContent => {
            "Странице, открытой по https, нельзя обращаться по http. Укажите адрес https://."
                .to_owned()
        }
        SendError::Cors(origin, preflight) => {
            let names = preflight.headers.join(", ");
            let headers = (!names.is_empty()).then(|| format!(" «Access-Control-Allow-Headers: {names}»"));
            let method = preflight.method.as_ref();
            let method = method.map(|name| format!(" «Access-Control-Allow-Methods: {name}»"));
            let asked = headers.into_iter().chain(method).collect::<Vec<_>>().join(" и");
            let asked = if asked.is_empty() { asked } else { format!(", а на OPTIONS —{asked}") };
            format!(
                "Сервер на месте, но браузеру нельзя прочитать его ответ (CORS). Сервер должен присылать \
                 «Access-Control-Allow-Origin: {origin}»{asked}. Для cURL это не нужно."
            )
        }
        SendError::Broken => "Ответ оборвался. Повторите или проверьте сервер.".to_owned(),
        SendError::TokenEndpoint(origin) => format!(
            "{origin} на месте, но адрес выдачи токенов либо не даёт странице прочитать ответ (CORS), либо \
             перенаправляет. Перенаправление отклонено: оно унесло бы секрет с собой."
        ),
        SendError::Unreachable(origin) => format!(
            "По адресу {origin} никто не отвечает. Возможно, имя неверно, сервер выключен, порт закрыт \
             или сертификат недействителен; что именно, браузер не говорит."
        ),
    }
}

fn snippet_warning(warning: &Warning) -> String {
    match warning {
        Warning::Files(names) => format!("Запускайте в папке, где лежат: {}.", names.join(", ")),
        Warning::NoBody => {
            "Этот клиент не отправляет тело с таким методом. curl отправляет.".to_owned()
        }
        Warning::NodeOnly(name) => {
            format!("{name} отправит Node.js. Страница в браузере задать его не может.")
        }
        Warning::Header(name) => {
            format!("Этот клиент не может отправить заголовок {name} в точности таким.")
        }
        Warning::Characters => {
            "В запросе есть символы, которые эта оболочка передать не может. Выберите другой язык."
                .to_owned()
        }
        Warning::Method(method) => {
            format!("Этот клиент отправляет метод {method} не так, как он здесь написан.")
        }
        Warning::SaveAs(name) => {
            format!("Сохраните как {name} и запустите: в командной строке %% значит другое.")
        }
        Warning::BodyInFile(name) => format!(
            "Тело не помещается в командную строку. Скачайте его и положите как {name} в папку, где выполняете команду."
        ),
        Warning::Digest => {
            "Этот клиент не отвечает на запрос сервера (HTTP Digest) и получит 401. Отвечают cURL, Python (requests, httpx), PHP, R, HTTPie и Wget.".to_owned()
        }
    }
}

fn curl_error(error: &CurlError) -> String {
    match error {
        CurlError::NotCurl => "В этом тексте нет команды curl.".to_owned(),
        CurlError::NoUrl => "В команде нет адреса.".to_owned(),
        CurlError::SeveralUrls(url) => {
            format!("В команде есть второй адрес, {url}. Оставьте один.")
        }
        CurlError::OpenQuote { line, column } => {
            format!(
                "Строка {line}, столбец {column}: здесь открыта кавычка, которая нигде не закрыта."
            )
        }
        CurlError::Substitution(text) => {
            format!(
                "Что напечатает {text}, станет известно, только если это выполнить. Впишите результат сами."
            )
        }
        CurlError::Pipe(text) => {
            format!(
                "Тело приходит из {text}, а выполнить это может только оболочка. Впишите результат сами."
            )
        }
        CurlError::TooLong => "Переменные команды ссылаются друг на друга без конца.".to_owned(),
    }
}
