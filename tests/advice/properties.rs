//! What must hold for any tree and any rules.

use crate::support::{apply, linted, owners, routed, routed_with, tree};
use proptest::prelude::*;
use sentry_general::advice::{Target, give_rest, make_rule_for};
use sentry_general::ownership::{Owner, parse};

fn paths() -> impl Strategy<Value = String> {
    prop::collection::vec("(src|lib|utils|a|ab)(/(src|utils|a|ab|b)){0,3}/[abx]", 1..20).prop_map(
        |mut paths| {
            paths.sort();
            paths.dedup();
            paths.join(" ")
        },
    )
}

fn rules() -> impl Strategy<Value = String> {
    let line = "((\\*|\\*/|/|\\*\\*/)?(src|lib|utils|a|srv)(/(a|ab|utils))?(/\\*|\\*|/)?|\\*|url:x) #[abc]( #[abc])?( # no)?";
    let ending = prop::sample::select(vec!["\n", "\r\n"]);
    (prop::collection::vec(line, 0..8), ending, any::<bool>()).prop_map(|(lines, ending, open)| {
        let text = lines.join(ending);
        if open { text } else { format!("{text}{ending}") }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn fixes_do_what_they_say(paths in paths(), text in rules()) {
        let tree = tree(&paths);
        let before = routed(&tree, &text);
        let answers = owners(&tree, &before);
        for problem in linted(&tree, &text) {
            let Some(fix) = &problem.fix else { continue };
            let after = apply(&text, fix);
            let parsed = parse(&after);
            prop_assert!(parsed.accepted(), "a fix leaves rules that Sentry takes: {after:?}");
            let now = owners(&tree, &routed(&tree, &after));
            let touched = problem.span.and_then(|span| {
                let rules = parse(&text).rules;
                rules.iter().position(|rule| rule.span.start <= span.start && span.end <= rule.span.end)
            });
            for path in 0..tree.len() {
                let matched = touched.is_some_and(|rule| {
                    before.matching(&tree, path as u32).contains(&(rule as u32))
                });
                let same = answers[path] == now[path];
                match (problem.code, fix.title.as_str()) {
                    ("rules/never-wins", "Delete the rule") => {
                        prop_assert!(same, "deleting what never wins changes nothing: {text:?}");
                    }
                    ("rules/never-wins", _) if matched => {
                        let rule = &parse(&text).rules[touched.unwrap_or_default()];
                        let owner = rule.owners[0].to_string();
                        prop_assert_eq!(&now[path], &owner, "the moved rule wins: {:?}", text);
                    }
                    ("rules/never-wins" | "rules/catch-all-below" | "rules/takes-over", _) => {
                        prop_assert!(same || matched, "other files keep their owner: {text:?}");
                    }
                    ("rules/nobody-owns", _) => {
                        prop_assert!(same || answers[path].is_empty(), "owned files stay: {text:?}");
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_rule_made_for_a_folder_takes_just_that(paths in paths(), text in rules(), at in any::<prop::sample::Index>()) {
        let tree = tree(&paths);
        let routing = routed(&tree, &text);
        let folder = at.index(tree.folders()) as u32;
        let owner = Owner::Team("new".into());
        let fix = make_rule_for(Target::Folder(folder), &owner, &text, &tree, &routing);
        let fix = fix.expect("nobody is called that yet");
        let after = routed(&tree, &apply(&text, &fix));
        let (before, now) = (owners(&tree, &routing), owners(&tree, &after));
        let range = tree.positions(folder);
        for path in 0..tree.len() as u32 {
            let inside = range.contains(&tree.position_of(path));
            let expected = if inside { "#new" } else { &before[path as usize] };
            prop_assert_eq!(&now[path as usize], expected, "only the folder changes hands: {:?}", text);
        }
    }

    #[test]
    fn giving_what_reaches_nobody_takes_nothing_from_anybody(
        paths in paths(),
        text in rules(),
        codeowners in "((/|\\*|)(src|lib|a)?(/(src|a|b))?/?( @o/a| @o/b|)\n){0,5}",
        at in any::<prop::sample::Index>(),
    ) {
        let tree = tree(&paths);
        let routing = routed_with(&tree, &text, &codeowners);
        let folder = at.index(tree.folders()) as u32;
        let owner = Owner::Team("new".into());
        let Some(rescue) = give_rest(folder, &owner, &text, &tree, &routing) else { return Ok(()) };
        let fixed = apply(&text, &rescue.fix);
        let after = routed_with(&tree, &fixed, &codeowners);
        prop_assert!(parse(&fixed).accepted() || !parse(&text).accepted(), "Sentry saves it: {fixed:?}");
        let (before, now) = (owners(&tree, &routing), owners(&tree, &after));
        let range = tree.positions(folder);
        let mut given = 0;
        for path in 0..tree.len() as u32 {
            let (before, now) = (&before[path as usize], &now[path as usize]);
            if before != now {
                prop_assert!(before.is_empty() && now == "#new", "{before} → {now}: {text:?} {codeowners:?}");
                prop_assert!(range.contains(&tree.position_of(path)), "only in the folder");
                given += 1;
            }
        }
        prop_assert_eq!(rescue.files, given);
    }

    #[test]
    fn any_text_gets_advice(paths in paths(), text in "([a-z/*{}\\[\"#: \n\\\\]|tags\\.|é|\r){0,60}") {
        let tree = tree(&paths);
        for problem in linted(&tree, &text) {
            if let Some(fix) = &problem.fix {
                apply(&text, fix);
            }
        }
    }
}
