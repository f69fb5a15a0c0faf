//! Sentry's terms, marked in views.

use super::numbers::{body, each, full};
use super::*;
use sentry_general::session::FirstSession;
use std::collections::BTreeMap;

const GLOSSARY: &str = include_str!("../../src/lessons/glossary.md");

const VIEWS: [View; 12] = [
    View::Coverage,
    View::Review,
    View::Simulate,
    View::Projects,
    View::Compare,
    View::Playbook,
    View::Export,
    View::Map,
    View::Under(Input::Rules),
    View::Under(Input::Codeowners),
    View::Under(Input::Mappings),
    View::Under(Input::Event),
];

#[test]
fn a_term_is_marked_where_a_view_first_names_it_and_nowhere_that_is_pressed() {
    let mut session = full();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for view in VIEWS {
        let body = body(&mut session, view);
        let mut here: Vec<String> = Vec::new();
        each(&body, &mut Vec::new(), &mut |node, around| {
            if node.tag != "dfn" {
                return;
            }
            let of = |name: &str| {
                node.attributes.iter().find(|it| it.0.name() == name).map(|it| it.1.clone())
            };
            let term = of("data-term").expect("it names its term");
            assert_eq!(of("tabindex").as_deref(), Some("0"), "the keyboard gets there");
            let line = GLOSSARY.lines().find(|line| {
                let names = line.strip_prefix("- **").and_then(|it| it.split_once("**:"));
                names.is_some_and(|it| it.0.to_lowercase().split(", ").any(|name| name == term))
            });
            let line = line.unwrap_or_else(|| panic!("{term} is no term of the glossary"));
            assert!(!here.contains(&line.to_owned()), "{term} twice in {view:?}");
            here.push(line.to_owned());
            assert!(node.text.to_lowercase().starts_with(&term), "{} says {term}", node.text);
            let pressed = ["button", "a", "summary", "option", "dfn"];
            assert!(!around.iter().any(|tag| pressed.contains(tag)), "{around:?} around {term}");
            *seen.entry(term).or_default() += 1;
        });
    }
    for term in ["owner", "in-app", "quota"] {
        assert!(seen.contains_key(term), "{term} is marked somewhere, not only {seen:?}");
    }
}

#[test]
fn marking_changes_no_word() {
    let (mut whole, mut first) = (full(), FirstSession::default());
    let tree = "src/a.ts\nsrc/b.ts\nREADME.md\n";
    let texts = [(Input::Rules, "src/a.ts #a\n* #b\n"), (Input::Codeowners, "/src/ @acme/a\n")];
    let read = Request::Tree { revision: 2, options: TreeOptions::default() };
    whole.handle(read.clone(), Some(tree.to_owned()));
    let answered = first.answer(read, Some(tree.to_owned()));
    assert!(answered.is_ok(), "the first part reads a listing");
    for (input, text) in texts {
        let read = Request::Input { input, revision: 2, kept: false };
        whole.handle(read.clone(), Some(text.to_owned()));
        assert!(first.answer(read, Some(text.to_owned())).is_ok());
    }
    send(&mut whole, Input::People, "");
    for view in [View::Coverage, View::Review, View::Under(Input::Codeowners)] {
        let marked = words(&body(&mut whole, view));
        let Ok((mut replies, _)) = first.answer(Request::View(view), None) else {
            panic!("the first part shows {view:?}")
        };
        let Some(Reply::View(plain)) = replies.pop() else { panic!("{view:?} is a view") };
        assert_eq!(marked, words(&plain.body), "{view:?}");
    }
}
