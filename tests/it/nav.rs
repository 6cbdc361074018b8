use obzor::nav::Route;

fn check(hash: &str, page: &str, tabs: &[&str], operation: Option<&str>) {
    let route = Route::parse(hash);
    let expected = Route {
        page: page.to_owned(),
        tabs: tabs.iter().map(|tab| (*tab).to_owned()).collect(),
        operation: operation.map(str::to_owned),
        ..Route::default()
    };
    assert_eq!(route, expected, "{hash:?}");
    assert_eq!(Route::parse(&route.to_hash()), expected, "{hash:?} -> {:?}", route.to_hash());
}

#[test]
fn addresses_go_there_and_back() {
    check("", "", &[], None);
    check("#/", "", &[], None);
    check("#/start?tab=curl", "start", &["curl"], None);
    check("#/a%20b?tab=x%26y&tab=2&operation=GET+/user/", "a b", &["x&y", "2"], Some("GET /user/"));
    check("#/%E0%A4%A?tab", "\u{fffd}%A", &[""], None);
    check("#/операции", "операции", &[], None);
}

#[test]
fn anchors_of_other_explorers_lead_there() {
    for (anchor, expected) in [
        ("#/pet/getPetById", "#/~reference?operation=getPetById"),
        ("#operation/getPetById", "#/~reference?operation=getPetById"),
        ("#tag/pet/operation/getPetById", "#/~reference?operation=getPetById"),
        ("#/operations/getPetById", "#/~reference?operation=getPetById"),
        ("#tag/pet/paths/~1pet~1{id}/get", "#/~reference?operation=get+%2Fpet%2F%7Bid%7D"),
        ("#/paths/~1pet/get", "#/~reference?operation=get+%2Fpet"),
        ("#tag/pet%20shop", "#/~reference?tag=pet+shop"),
        ("#/schemas/Pet", "#/~reference?schema=Pet"),
        ("#schema/Pet", "#/~reference?schema=Pet"),
    ] {
        assert_eq!(Route::parse(anchor).to_hash(), expected, "{anchor}");
    }
}

#[test]
fn a_tab_takes_the_place_of_its_own_group_only() {
    let route = Route::parse("#/p?tab=a1&tab=b1");
    let group = ["a1".to_owned(), "a2".to_owned()];
    assert_eq!(route.with_tab(&group, "a2").tabs, ["b1", "a2"]);
}
