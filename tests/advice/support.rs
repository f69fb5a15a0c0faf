use sentry_general::advice::lint;
use sentry_general::ownership::codeowners::{Codeowners, import};
use sentry_general::ownership::{Directory, parse};
use sentry_general::routing::{Compiled, Options, Routing, route};
use sentry_general::text::{Fix, Problem};
use sentry_general::tree::{Paths, Tree};

/// A tree from a short form: paths parted by spaces; `a/{b,c}` is not known.
pub(crate) fn tree(paths: &str) -> Tree {
    Tree::new(paths.split_whitespace().collect::<Paths>())
}

pub(crate) fn routed(tree: &Tree, rules: &str) -> Routing {
    route(tree, Compiled::new(parse(rules).rules), Options::default())
}

pub(crate) fn routed_with(tree: &Tree, rules: &str, codeowners: &str) -> Routing {
    let file = Codeowners::new(codeowners).owned_by("@o/a", "#a").owned_by("@o/b", "#b");
    let mut all = import(&file, &Directory::default()).rules;
    all.extend(parse(rules).rules);
    route(tree, Compiled::new(all), Options::default())
}

pub(crate) fn linted(tree: &Tree, rules: &str) -> Vec<Problem> {
    lint(rules, &parse(rules), tree, &routed(tree, rules))
}

pub(crate) fn apply(text: &str, fix: &Fix) -> String {
    let mut end = 0;
    for edit in &fix.edits {
        assert!(end <= edit.span.start, "edits ascend and do not overlap: {fix:?}");
        end = edit.span.end;
    }
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}

/// Per path, who gets its errors.
pub(crate) fn owners(tree: &Tree, routing: &Routing) -> Vec<String> {
    let owner = |path| match routing.owner_of(tree, path) {
        Some(owner) => routing.compiled().owners()[owner as usize].to_string(),
        None => String::new(),
    };
    (0..tree.len() as u32).map(owner).collect()
}
