//! What is said to everybody alike.

use super::samples;
use sentry_general::organization::Organization;
use sentry_general::playbook::{Chapter, Item, chapters};

fn items(organization: &Organization) -> Vec<Item> {
    chapters(organization).iter().flat_map(Chapter::items).cloned().collect()
}

/// What a reader has to read of an item, but for its code.
fn words(item: &Item) -> String {
    [&item.what, &item.why, &item.done_when].map(String::as_str).join(" ")
}

#[test]
fn what_is_the_same_for_everybody_is_short() {
    let (one, other) = (items(&samples::web_shop()), items(&samples::medium()));
    let same: Vec<&Item> = one
        .iter()
        .filter(|item| other.iter().any(|it| it.id == item.id && words(it) == words(item)))
        .collect();
    let letters =
        |items: &mut dyn Iterator<Item = &Item>| -> usize { items.map(|it| words(it).len()).sum() };
    println!(
        "{} of {} and {}: {} of {} letters",
        same.len(),
        one.len(),
        other.len(),
        letters(&mut same.iter().copied()),
        letters(&mut other.iter())
    );
    for item in &same {
        println!("{} {}", item.id, words(item).len());
    }
}
