//! No fix does harm: applied, it moves no file to another owner but where it says so.

use crate::support::{apply, tree};
use proptest::prelude::*;
use sentry_general::advice::{File, Setup, advise};
use sentry_general::ownership::codeowners::{Codeowners, Import, import};
use sentry_general::ownership::people::People;
use sentry_general::ownership::{Directory, Parsed, Source, parse};
use sentry_general::routing::mapping_list::MappingList;
use sentry_general::routing::{Compiled, Options, Routing, route};
use sentry_general::text::Problem;
use sentry_general::tree::Tree;

fn paths() -> impl Strategy<Value = String> {
    prop::collection::vec("(src|lib|a|ab)(/(src|a|ab|\\[id\\]))?/(x|y)\\.(ts|md)", 1..14).prop_map(
        |mut paths| {
            paths.sort();
            paths.dedup();
            paths.join(" ")
        },
    )
}

/// Rules as they are typed, many of them with a mistake.
fn rules() -> impl Strategy<Value = String> {
    let pattern = "(path:|path:|path:\t|path |url:|\\./|/|\\*|\\*/|)(src|lib|a|srv|src/\\[id\\])(/|/\\*|\\*|)|\\*|/|\\*\\.ts";
    let owners =
        "( | | | | | | | |\t)(#a|#b|#Web|@o/a|c|#a,#b|<j@x\\.io>|lib/\\* #b|tags\\.env:p #a)( #b)?";
    let line = (pattern, owners).prop_map(|(pattern, owners)| pattern + &owners);
    prop::collection::vec(line, 0..7).prop_map(|lines| lines.join("\n"))
}

/// Lines of CODEOWNERS, many of them with a mistake.
fn codeowners() -> impl Strategy<Value = String> {
    let path = "(- |\\./|/|`|\u{feff}|\\^|)(src|lib|a|srv|src/\\[id\\]|src\\\\a|\\{a,lib\\})(/|/\\*|`|:|)|\\*|/|\\*\\.ts|@o/a|-|  @o/b|#";
    let owners = "( |\u{a0}| -> |,| )(@o/a|@o/b|@no|`@o/a`|@o/b,|#note|@o/a@o/b|\\*\\.md @o/b|web|#x @o/b|)( @o/b| @o/a|)";
    let line = (path, owners).prop_map(|(path, owners)| path + &owners);
    let ending = prop::sample::select(vec!["\n", "\r\n"]);
    (prop::collection::vec(line, 0..7), ending).prop_map(|(lines, ending)| lines.join(ending))
}

/// Both texts and what comes of them.
struct State {
    rules: String,
    parsed: Parsed,
    codeowners: String,
    import: Import,
    routing: Routing,
}

impl State {
    fn new(tree: &Tree, rules: &str, codeowners: &str) -> Self {
        let file = Codeowners::new(codeowners).owned_by("@o/a", "#a").owned_by("@o/b", "#b");
        let import = import(&file, &Directory::default());
        let parsed = parse(rules);
        let mut all = import.rules.clone();
        all.extend(parsed.rules.clone());
        let routing = route(tree, Compiled::new(all), Options::default());
        Self { rules: rules.to_owned(), parsed, codeowners: codeowners.to_owned(), import, routing }
    }

    fn advice(&self, tree: &Tree) -> [(Source, Vec<Problem>); 2] {
        let advice = advise(&Setup {
            rules: &self.rules,
            parsed: &self.parsed,
            codeowners: Some(File { text: &self.codeowners, import: &self.import, host: &[] }),
            tree,
            routing: &self.routing,
            directory: &Directory::default(),
            people: &People::default(),
            mappings: &MappingList::default(),
        });
        [(Source::Rules, advice.rules), (Source::Codeowners, advice.codeowners)]
    }

    fn owner(&self, tree: &Tree, path: u32) -> Option<String> {
        let owner = self.routing.owner_of(tree, path)?;
        Some(self.routing.compiled().owners()[owner as usize].to_string())
    }

    /// The rules that match a path, as text, without their owners.
    fn matchers(&self, tree: &Tree, path: u32) -> Vec<String> {
        let rules = self.routing.compiled().rules();
        let matching = self.routing.matching(tree, path);
        matching.iter().map(|&rule| rules[rule as usize].matcher.to_string()).collect()
    }
}

/// Whether a fix says that files change hands.
fn says_so(title: &str) -> bool {
    ["so that", "which matches", "Give "].iter().any(|words| title.contains(words))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn fixes_move_no_file_unless_they_say_so(
        paths in paths(),
        rules in rules(),
        codeowners in codeowners(),
    ) {
        let tree = tree(&paths);
        let before = State::new(&tree, &rules, &codeowners);
        for (source, problems) in before.advice(&tree) {
            for problem in &problems {
                let Some(fix) = &problem.fix else { continue };
                let after = match source {
                    Source::Rules => State::new(&tree, &apply(&rules, fix), &codeowners),
                    Source::Codeowners => State::new(&tree, &rules, &apply(&codeowners, fix)),
                };
                // A text that Sentry refuses routes nothing: what its reading would do is
                // told by no fix that makes it readable.
                let refused = problem.code.starts_with("rules/") && !before.parsed.accepted();
                let told = says_so(&fix.title) || refused;
                for path in 0..tree.len() as u32 {
                    let (old, new) = (before.owner(&tree, path), after.owner(&tree, path));
                    if old == new {
                        continue;
                    }
                    let textual = source == Source::Rules && problem.severity == sentry_general::text::Severity::Error;
                    prop_assert!(
                        told || textual || fix.title.starts_with("Write ") || fix.title.starts_with("Delete "),
                        "{:?} moves {} from {old:?} to {new:?} in {rules:?} and {codeowners:?}",
                        fix.title, tree.paths().get(path)
                    );
                    if source == Source::Codeowners {
                        prop_assert!(told, "{:?} moves {} from {old:?} to {new:?} in {codeowners:?}", fix.title, tree.paths().get(path));
                    }
                    let touched = before.matchers(&tree, path) != after.matchers(&tree, path);
                    prop_assert!(
                        touched || new.is_some(),
                        "{:?} takes {} from its owner in {rules:?} and {codeowners:?}",
                        fix.title, tree.paths().get(path)
                    );
                }
            }
        }
    }
}

#[test]
fn a_mark_stays_where_its_path_would_take_files_from_their_owners() {
    let tree = tree("lib/x.ts");
    let fixes = |text: &str| {
        let advice = State::new(&tree, "", text).advice(&tree);
        let marks = advice[1].1.iter().filter(|problem| problem.code == "codeowners/list-mark");
        marks.map(|problem| problem.fix.as_ref().map(|fix| fix.title.clone())).collect::<Vec<_>>()
    };
    // `lib` would be a path without owners, which wins over the line above.
    assert_eq!(fixes("*.ts @o/a @o/b\n- lib "), [None]);
    let told = "Delete the mark, so that `#b` gets what `lib` matches";
    assert_eq!(fixes("*.ts @o/a\n- lib @o/b"), [Some(told.to_owned())]);
}
