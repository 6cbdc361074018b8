use obzor::search::{Entry, Field, Found, Index, Kind};
use proptest::prelude::*;

fn operation(method: &str, path: &str, id: &str, title: &str) -> Entry {
    let texts =
        [(Field::Title, title), (Field::Method, method), (Field::Path, path), (Field::Id, id)];
    let fields = texts.map(|(field, text)| (field, text.to_owned()));
    Entry { kind: Kind::Operation, fields: fields.to_vec() }
}

fn with(mut entry: Entry, field: Field, text: &str) -> Entry {
    entry.fields.push((field, text.to_owned()));
    entry
}

fn named(kind: Kind, title: &str, description: &str) -> Entry {
    let fields =
        vec![(Field::Title, title.to_owned()), (Field::Description, description.to_owned())];
    Entry { kind, fields }
}

fn index(entries: &[Entry]) -> Index {
    let mut index = Index::new();
    for (at, entry) in entries.iter().enumerate() {
        assert_eq!(index.add(entry) as usize, at);
    }
    index
}

/// The site of the cases below.
fn site() -> Index {
    let list = operation("GET", "/users", "listUsers", "List people");
    let get = operation("GET", "/users/{user_id}", "getUserById", "One person");
    index(&[
        list,
        with(get, Field::Parameter, "user_id"),
        operation("POST", "/users", "createUser", "Add a person"),
        operation("DELETE", "/users/{user_id}", "deleteUser", "Remove a person"),
        with(
            operation("GET", "/pets", "findPets", "Pets of a user"),
            Field::Description,
            "Returns the pets; see the HTTPServer's oauth2 settings.",
        ),
        named(Kind::Schema, "UserProfile", "What is known of somebody."),
        named(Kind::Page, "Поиск пользователей", "Запросы к серверу; счёт за категории."),
        named(Kind::Heading, "Страницы ответа", "Ошибки и статусы."),
        named(Kind::Schema, "Category", "A box of boxes."),
        named(Kind::Webhook, "subscription.cancelled", "日本語の説明"),
    ])
}

fn entries(found: &[Found]) -> Vec<u32> {
    found.iter().map(|found| found.entry).collect()
}

/// What a query finds on the site, best first.
fn check(query: &str, expected: &[u32]) {
    assert_eq!(entries(&site().find(query, 20)), expected, "{query:?}");
}

#[test]
fn every_word_has_to_match_somewhere() {
    check("pets", &[4]);
    check("pets settings", &[4]);
    check("pets nowhere", &[]);
    check("", &[]);
    check(" {}/ ", &[]);
}

#[test]
fn names_are_cut_into_words() {
    check("user id", &[1, 3]);
    check("getUserById", &[1]);
    check("get_user_by_id", &[1]);
    check("/users/{user_id}", &[1, 3]);
    check("userid", &[1, 3]);
    check("getuserbyid", &[1]);
    check("http server", &[4]);
    check("OAuth2", &[4]);
    check("subscription cancelled", &[9]);
    check("USERPROFILE", &[5]);
}

#[test]
fn the_better_match_comes_first() {
    // The name itself, then what names it among other words, then prose.
    check("/users", &[0, 2, 1, 3, 5, 4]);
    check("createUser", &[2]);
    check("userprofile", &[5]);
    let words = index(&[
        named(Kind::Schema, "order", "user"),
        named(Kind::Schema, "reuser", ""),
        named(Kind::Schema, "username", ""),
        named(Kind::Schema, "users", ""),
        named(Kind::Schema, "a user", ""),
        named(Kind::Schema, "user", ""),
        with(named(Kind::Schema, "x", ""), Field::Parameter, "user"),
    ]);
    assert_eq!(entries(&words.find("user", 9)), [5, 4, 3, 2, 6, 1, 0]);
    assert_eq!(entries(&words.find("user", 2)), [5, 4]);
}

#[test]
fn a_method_is_preferred() {
    check("get users", &[0, 1, 4]);
    check("post /users", &[2]);
    check("delete user", &[3]);
}

#[test]
fn other_forms_of_a_word_match() {
    check("categories", &[8]);
    check("box", &[8]);
    check("пользователь", &[6]);
    check("пользователями", &[6]);
    check("страница", &[7]);
    check("запросить", &[6]);
    check("счет", &[6]);
    check("СЧЁТ", &[6]);
    check("статья", &[]);
}

#[test]
fn slips_are_forgiven_in_long_words() {
    check("subscripton", &[9]);
    check("sbuscription", &[9]);
    check("subscripption", &[9]);
    check("subskription", &[9]);
    check("sabskription", &[9]);
    check("sabskribtion", &[]);
    check("ptes", &[4]);
    check("pte", &[]);
    check("пиоск", &[6]);
    check("ползователей", &[6]);
}

#[test]
fn the_other_layout_is_tried() {
    check("зуеы", &[4]);
    check("gjbcr", &[6]);
    check("GJBCR", &[6]);
    check("cxtn", &[6]);
    check("зуеы settings", &[4]);
    check("pfghjc", &[6]);
    check("rfntujhbb", &[6]);
    check("ыгиыскшзешщт", &[9]);
}

#[test]
fn words_without_spaces_match_inside() {
    check("本語", &[9]);
    check("説", &[9]);
}

/// The first entry found, with its marks: the text of each field that matches, marked.
fn check_marks(query: &str, field: Option<Field>, expected: &[&str]) {
    let site = site();
    let found = site.find(query, 1);
    let first = found.first().unwrap();
    let texts: Vec<(Field, &str)> = site.fields(first.entry).collect();
    let mark = |(at, ranges): &(usize, Vec<(u32, u32)>)| {
        let mut marked = String::new();
        for (at, c) in (0_u32..).zip(texts[*at].1.chars()) {
            marked.push_str(if ranges.iter().any(|range| range.0 == at) { "[" } else { "" });
            marked.push(c);
            marked.push_str(if ranges.iter().any(|range| range.1 == at + 1) { "]" } else { "" });
        }
        marked
    };
    assert_eq!(first.marks.iter().map(mark).collect::<Vec<_>>(), expected, "{query}");
    assert_eq!(first.field, field, "{query}");
}

#[test]
fn what_matches_is_marked() {
    check_marks(
        "getUserById",
        Some(Field::Id),
        &["[GET]", "/[users]/{[user]_[id]}", "[getUserById]", "[user]_[id]"],
    );
    check_marks("userid", Some(Field::Path), &["/users/{[user_id]}", "[user_id]"]);
    check_marks(
        "pets",
        None,
        &[
            "[Pets] of a user",
            "/[pets]",
            "find[Pets]",
            "Returns the [pets]; see the HTTPServer's oauth2 settings.",
        ],
    );
    check_marks(
        "oauth",
        Some(Field::Description),
        &["Returns the pets; see the HTTPServer's [oauth]2 settings."],
    );
    check_marks(
        "erver",
        Some(Field::Description),
        &["Returns the pets; see the HTTPS[erver]'s oauth2 settings."],
    );
    check_marks("пользователь", None, &["Поиск [пользователей]"]);
    check_marks("счета", Some(Field::Description), &["Запросы к серверу; [счёт] за категории."]);
    check_marks("subskription", None, &["[subscription].cancelled"]);
    check_marks(
        "зуеы",
        None,
        &[
            "[Pets] of a user",
            "/[pets]",
            "find[Pets]",
            "Returns the [pets]; see the HTTPServer's oauth2 settings.",
        ],
    );
}

#[test]
fn searching_while_more_arrives() {
    let mut index = Index::new();
    assert!(index.is_empty() && index.find("user", 5).is_empty());
    for count in 1..=3000 {
        let title = format!("user{}", "abcdefghij".chars().nth(count % 10).unwrap());
        index.add(&named(Kind::Schema, &title, &format!("word{count}x")));
        if count % 500 == 0 {
            index.shrink();
            assert_eq!(index.find("user", count).len(), count);
            assert_eq!(index.find(&format!("word {count}"), 1).len(), 1);
        }
    }
    assert_eq!(index.kind(2999), Some(Kind::Schema));
    assert_eq!(index.kind(3000), None);
    assert_eq!(index.fields(3000).count(), 0);
}

/// How many slips lie between two words; the plain table.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let best = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                let crossed =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if crossed { best.min(table[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    table[one.len()][other.len()]
}

proptest! {
    #[test]
    fn never_panics(texts in prop::collection::vec("\\PC{0,30}|[a-dA-D_ -/.{}йЁ0-9]{0,30}", 0..6), query in "\\PC{0,12}|[a-dA-D_ -/.йЁ0-9]{0,12}") {
        let entries: Vec<Entry> = texts.iter().map(|text| named(Kind::Page, text, text)).collect();
        let index = index(&entries);
        for found in index.find(&query, 4) {
            let texts: Vec<&str> = index.fields(found.entry).map(|(_, text)| text).collect();
            prop_assert!(!found.marks.is_empty());
            for (at, ranges) in &found.marks {
                let length = texts[*at].chars().count();
                let mut before = 0;
                for (start, end) in ranges {
                    prop_assert!(before <= *start && start < end && *end as usize <= length);
                    before = end + 1;
                }
            }
        }
    }

    #[test]
    fn what_is_there_is_found(text in "[a-dйцё]{1,9}( [a-dйцё]{1,9}){0,3}", at in 0_usize..4) {
        let index = index(&[named(Kind::Page, &text, "")]);
        let word = text.split(' ').cycle().nth(at).unwrap();
        prop_assert_eq!(index.find(word, 1).len(), 1);
        let inside: String = word.chars().skip(1).collect();
        prop_assert_eq!(index.find(&inside, 1).len(), usize::from(inside.chars().count() > 2 || text.split(' ').any(|word| !inside.is_empty() && word.starts_with(&inside))));
    }

    #[test]
    fn slips_are_those_of_the_table(word in "[a-d]{1,12}", typed in "[a-d]{4,12}") {
        let allowed = if typed.len() < 8 { 1 } else { 2 };
        let expected = word.contains(&typed) || distance(&typed, &word) <= allowed;
        let index = index(&[named(Kind::Page, &word, "")]);
        prop_assert_eq!(index.find(&typed, 1).len(), usize::from(expected));
    }

    #[test]
    fn the_order_of_adding_changes_no_score(texts in prop::collection::vec("[a-c]{1,4}( [a-c]{1,4}){0,3}", 1..12), query in "[a-c]{1,5}( [a-c]{1,3})?") {
        let entries: Vec<Entry> = texts.iter().map(|text| named(Kind::Page, text, "")).collect();
        let scores = |found: &[Found], last: Option<u32>| {
            let mut scores: Vec<(u32, u32)> =
                found.iter().map(|one| (last.map_or(one.entry, |last| last - one.entry), one.score)).collect();
            scores.sort_unstable();
            scores
        };
        let forwards = index(&entries).find(&query, 99);
        let reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
        let backwards = index(&reversed).find(&query, 99);
        let last = u32::try_from(entries.len() - 1).unwrap();
        prop_assert_eq!(scores(&forwards, None), scores(&backwards, Some(last)));
        prop_assert!(forwards.is_sorted_by_key(|one| (std::cmp::Reverse(one.score), one.entry)));
    }
}
