//! The words around an API description: its contents, its search, how it arrives.

use super::Language;

/// The words.
pub struct Contents {
    pub title: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub nothing_found: fn(&str) -> String,
    pub close: &'static str,
    pub webhooks: &'static str,
    pub schemas: &'static str,
    pub other: &'static str,
    pub reading: fn(&str, &str) -> String,
    pub reading_some: fn(&str) -> String,
    pub not_read: fn(&str, &str) -> String,
    pub unreadable: fn(&str) -> String,
    pub file_too_odd: &'static str,
    pub not_yaml: fn(u64, u64, &str) -> String,
    pub ends_early: &'static str,
    pub no_operation: fn(&str) -> String,
    pub open_file: &'static str,
    pub sandbox: &'static str,
    pub choose_operation: &'static str,
    pub example: &'static str,
    pub fill: &'static str,
    pub required: &'static str,
    pub one_a_line: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub origin_not_listed: fn(&str) -> String,
}

impl Language {
    /// The words around an API description.
    pub fn contents(self) -> &'static Contents {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

static RU: Contents = Contents {
    title: "Содержание",
    search: "Поиск",
    search_hint: "Метод, путь, название или слово",
    nothing_found: |query| format!("По запросу «{query}» ничего не найдено"),
    close: "Закрыть",
    webhooks: "Вебхуки",
    schemas: "Схемы",
    other: "Прочее",
    reading: |received, total| format!("Описание загружается: {received} из {total}"),
    reading_some: |received| format!("Описание загружается: {received}"),
    not_read: |file, status| {
        format!(
            "Описание {file} не прочитано: сервер ответил {status}. Проверьте поле description в site.json."
        )
    },
    unreadable: |file| {
        format!(
            "Описание {file} не прочитано. Проверьте, что файл лежит рядом с сайтом и что сеть доступна."
        )
    },
    file_too_odd: "В файле нет описания API: нужен OpenAPI 3.x или Swagger 2.0, в JSON или YAML.",
    not_yaml: |line, column, reason| {
        format!("Описание не прочитано: это не YAML. Строка {line}, столбец {column}: {reason}")
    },
    ends_early: "Файл описания обрывается: показано то, что в нём есть. Проверьте, что он загружен на сервер целиком.",
    no_operation: |key| {
        format!("В описании нет «{key}». Возможно, API изменился: найдите операцию в содержании.")
    },
    open_file: "Открыть файл",
    sandbox: "Песочница в странице",
    choose_operation: "Выберите операцию в содержании: здесь можно будет отправить запрос.",
    example: "Пример",
    fill: "Заполнить",
    required: "обязательно",
    one_a_line: "по одному в строке",
    previous: "Назад",
    next: "Дальше",
    origin_not_listed: |origin| {
        format!(
            "Описание с {origin} не открыто: автор сайта не разрешил этот адрес. Его можно добавить в descriptionOrigins в site.json."
        )
    },
};

static EN: Contents = Contents {
    title: "Contents",
    search: "Search",
    search_hint: "A method, a path, a name or a word",
    nothing_found: |query| format!("Nothing was found for “{query}”"),
    close: "Close",
    webhooks: "Webhooks",
    schemas: "Schemas",
    other: "Other",
    reading: |received, total| format!("The description is arriving: {received} of {total}"),
    reading_some: |received| format!("The description is arriving: {received}"),
    not_read: |file, status| {
        format!(
            "The description {file} was not read: the server answered {status}. Check the field description in site.json."
        )
    },
    unreadable: |file| {
        format!(
            "The description {file} was not read. Check that the file lies beside the site and that the network works."
        )
    },
    file_too_odd: "The file holds no API description: OpenAPI 3.x or Swagger 2.0 is needed, in JSON or YAML.",
    not_yaml: |line, column, reason| {
        format!(
            "The description was not read: it is not YAML. Line {line}, column {column}: {reason}"
        )
    },
    ends_early: "The file of the description breaks off: what it holds is shown. Check that all of it is on the server.",
    no_operation: |key| {
        format!(
            "The description has no “{key}”. The API may have changed: look for the operation in the contents."
        )
    },
    open_file: "Open a file",
    sandbox: "Sandbox in this page",
    choose_operation: "Choose an operation in the contents: its request can be sent here.",
    example: "Example",
    fill: "Fill in",
    required: "required",
    one_a_line: "one a line",
    previous: "Previous",
    next: "Next",
    origin_not_listed: |origin| {
        format!(
            "The description at {origin} was not opened: the author of this site has not allowed that address. It can be added to descriptionOrigins in site.json."
        )
    },
};
