//! What is said to everybody alike: little, and in few words.

use super::samples::{self, items};
use sentry_general::playbook::Item;

/// What a reader has to read of an item, but for its code.
fn words(item: &Item) -> String {
    [&item.what, &item.why, &item.done_when].map(String::as_str).join(" ")
}

/// Of two repositories that have nothing in common but the words they are called by: an item
/// that is the same in both, letter by letter, says nothing about either. There were 57, of
/// 15,896 letters.
#[test]
fn what_is_the_same_for_everybody_is_little_and_short() {
    let (one, other) = (items(&samples::web_shop()), items(&samples::medium()));
    let alike = |item: &&Item| other.iter().any(|it| it.id == item.id && words(it) == words(item));
    let same: Vec<&Item> = one.iter().filter(alike).collect();
    let letters = |item: &Item| words(item).chars().count();
    let all: usize = one.iter().map(letters).sum();
    let alike: usize = same.iter().map(|item| letters(item)).sum();
    assert!(same.len() <= 32, "{} items are the same for everybody", same.len());
    assert!(alike * 5 < all, "{alike} letters of {all} are the same for everybody");
    for item in same {
        assert!(
            letters(item) <= 240,
            "{} is the same for everybody, and long: {}",
            item.id,
            words(item)
        );
    }
}

/// The other items have names in them: no two repositories read the same of what is theirs.
#[test]
fn no_two_items_of_a_playbook_say_the_same() {
    for (sample, organization) in samples::all() {
        let items = items(&organization);
        for (at, item) in items.iter().enumerate() {
            let twin = items[..at].iter().find(|it| it.why == item.why && it.why.len() > 60);
            assert!(
                twin.is_none(),
                "{sample}: {} says what {} says",
                item.id,
                twin.map_or("", |it| &it.id)
            );
        }
    }
}
