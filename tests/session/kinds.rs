//! Many remarks of a kind are one thing to read and, where they can be, one to mend.

use super::{press, send, session, view, words};
use sentry_general::session::protocol::{FixReport, Input, Reply, View};

const UNDER: View = View::Under(Input::Rules);

/// `./` before a folder matches nothing, and is taken off by its fix.
fn slips(count: usize) -> (String, String) {
    let tree = (0..count).map(|at| format!("part{at}/a.ts\n")).collect();
    let rules = (0..count).map(|at| format!("./part{at}/* #team{at}\n")).collect();
    (tree, rules)
}

fn apply(text: &str, fix: &FixReport) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end, new) in &fix.edits {
        out += &text[at..*start as usize];
        out += new;
        at = *end as usize;
    }
    out + &text[at..]
}

#[test]
fn of_many_of_a_kind_one_stands_for_all_and_the_others_are_one_press_away() {
    let (tree, rules) = slips(12);
    let said = view(&mut session(&tree, &rules), UNDER);
    assert_eq!(said.matches("11 more like this").count(), 1, "{said}");
    assert!(said.contains("Fix all 12"), "{said}");
    for line in 1..=12 {
        assert!(said.contains(&format!("line {line} ")), "line {line} is listed: {said}");
    }
    // Of a few, each is told by itself.
    let (tree, rules) = slips(3);
    let said = view(&mut session(&tree, &rules), UNDER);
    assert!(!said.contains("more like this") && !said.contains("Fix all"), "{said}");
}

#[test]
fn all_of_a_kind_are_mended_as_one_change() {
    // More than the page gets one by one.
    let (tree, rules) = slips(700);
    let mut session = session(&tree, &rules);
    let made = press(&mut session, UNDER, "Fix all 700", "");
    let [Reply::Fix { input: Input::Rules, fix, .. }, ..] = &made[..] else { panic!("{made:?}") };
    let mended = apply(&rules, fix);
    assert!(mended.lines().all(|line| line.starts_with("part")), "{mended}");
    send(&mut session, Input::Rules, &mended);
    let said = view(&mut session, UNDER);
    assert!(!said.contains("Fix all"), "nothing is left of it: {said}");
}

#[test]
fn a_change_for_all_says_first_whom_it_takes_files_from() {
    let (tree, slipped) = slips(5);
    let mut session = session(&tree, &format!("* #all\n{slipped}"));
    let asked = press(&mut session, UNDER, "Fix all 5", "");
    let [Reply::View(shown)] = &asked[..] else { panic!("nothing is made yet: {asked:?}") };
    let said = words(&shown.body);
    assert!(said.contains("This moves 5 files: 1 from #all to #team0"), "{said}");
    assert!(said.contains("Do it"), "{said}");
    press(&mut session, UNDER, "Leave it", "");
    assert!(view(&mut session, UNDER).contains("Fix all 5"), "it can still be made");
}

/// Whatever a change for all mends, it breaks nothing: none of its kind that had a fix is there more often than before.
#[test]
fn a_change_for_all_never_adds_to_what_it_mends() {
    let texts = [
        "src/a.ts #a b@c.example\n./x/* #x\n./y/* #y\n./z/* #z\n./src/* #s\n",
        "/src/ #a\n/lib/ #b\n/web/ #c\n/api/ #d\n/x/ #e\n",
        "src/** #a\nsrc/** #a\nsrc/** #a\nsrc/** #a\nsrc/** #a\n",
        "path:src #a\npath:lib #b\npath:web #c\npath:api #d\n",
        "src/a.ts\tteam\nsrc/b.ts\tteam\nlib/c.ts\tteam\napi/d.ts\tteam\n",
    ];
    let tree = "src/a.ts\nsrc/b.ts\nlib/c.ts\nweb/d.ts\napi/e.ts\nx/f.ts\ny/g.ts\nz/h.ts\n";
    let mut mended = 0;
    for rules in texts {
        let mut session = session(tree, rules);
        let before = view(&mut session, UNDER);
        let Some(at) = before.find("Fix all ") else { continue };
        let words: String = before[at..].split(' ').take(3).collect::<Vec<_>>().join(" ");
        let made = press(&mut session, UNDER, &words, "");
        let [Reply::Fix { fix, .. }, ..] = &made[..] else { continue };
        // What the first of them says, and how often.
        let said = before.split_once("line 1 ").map_or("", |(_, rest)| &rest[..30]);
        let count = |text: &str| text.matches(said).count();
        send(&mut session, Input::Rules, &apply(rules, fix));
        let after = view(&mut session, UNDER);
        assert!(count(&after) < count(&before), "{rules}\n{before}\n{after}");
        mended += 1;
    }
    assert!(mended >= 2, "only {mended} of the texts had something to mend at once");
}
