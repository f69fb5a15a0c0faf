//! Rules that are written for the user.

use crate::support::{apply, owners, routed, tree};
use sentry_general::advice::{Target, add_catch_all, make_rule_for};
use sentry_general::ownership::Owner;
use sentry_general::tree::{Paths, Tree};

fn new() -> Owner {
    Owner::Team("new".into())
}

/// `target` ends in a slash if it is a folder; `fixed` is empty if nothing is
/// to be changed.
#[track_caller]
fn check(tree: &Tree, rules: &str, target: &str, fixed: &str) {
    let routing = routed(tree, rules);
    let before = owners(tree, &routing);
    let wanted = match target.strip_suffix('/') {
        Some(folder) => Target::Folder(tree.find_folder(folder).expect("there is such a folder")),
        None => {
            let at = tree.paths().iter().position(|path| path == target);
            Target::File(at.expect("there is such a file") as u32)
        }
    };
    let fix = make_rule_for(wanted, &new(), rules, tree, &routing);
    let Some(fix) = fix else {
        assert_eq!(fixed, "", "a rule can be made for {target}");
        return;
    };
    let after = apply(rules, &fix);
    assert_eq!(after, fixed, "rules that give {target} away");
    let now = owners(tree, &routed(tree, &after));
    for ((path, before), now) in tree.paths().iter().zip(&before).zip(&now) {
        let inside = path == target || (target.ends_with('/') && path.starts_with(target));
        let expected = if inside { "#new" } else { before };
        assert_eq!(now, expected, "only {target} changes hands, asked about {path}");
    }
}

#[test]
fn a_rule_stands_where_it_wins() {
    let shop = tree("src/pay/a src/pay/b src/payroll/c lib/d");
    check(&shop, "src/* #a\nlib/* #b\n", "src/pay/", "src/* #a\npath:src/pay/* #new\nlib/* #b\n");
    check(&shop, "* #a\nsrc/pay/b #b", "src/pay/", "* #a\nsrc/pay/b #b\npath:src/pay/* #new");
    check(
        &shop,
        "* #a\r\nsrc/pay/b #b\r\n",
        "src/pay/a",
        "* #a\r\npath:src/pay/a #new\r\nsrc/pay/b #b\r\n",
    );
    check(&shop, "", "lib/", "path:lib/* #new\n");
    check(&shop, "# none", "lib/d", "# none\npath:lib/d #new");
    check(&shop, "lib/* #new\n", "lib/", "");
}

#[test]
fn odd_names_are_written_so_that_they_match() {
    let names =
        ["a b/c", "a b/d", "x/[id]/p", "x/i/p", "q?", "qq", "s*", "st", "u{v}", "\"w\"", "#h"];
    let odd = Tree::new(names.into_iter().collect::<Paths>());
    check(&odd, "* #a\n", "a b/c", "* #a\npath:\"a b/c\" #new\n");
    check(&odd, "* #a\n", "x/[id]/", "* #a\npath:x/[[]id]/* #new\n");
    check(&odd, "* #a\n", "q?", "* #a\npath:q[?] #new\n");
    check(&odd, "* #a\n", "s*", "* #a\npath:s[*] #new\n");
    check(&odd, "* #a\n", "u{v}", "* #a\npath:u?v? #new\n");
    check(&odd, "* #a\n", "\"w\"", "* #a\npath:\"\\\"w\\\"\" #new\n");
    check(&odd, "* #a\n", "#h", "* #a\npath:#h #new\n");
}

#[test]
fn a_catch_all_takes_only_the_rest() {
    let shop = tree("src/a lib/b c");
    let rules = "# ours\nsrc/* #a\n";
    let fix = add_catch_all(&new(), rules).expect("there is none yet");
    let after = apply(rules, &fix);
    assert_eq!(after, "path:* #new\n# ours\nsrc/* #a\n", "it stands on top");
    let now = owners(&shop, &routed(&shop, &after));
    assert_eq!(now, ["#a", "#new", "#new"], "only files without an owner change hands");
    assert_eq!(add_catch_all(&new(), &after), None, "it is there already");
    let other = add_catch_all(&Owner::Team("b".into()), &after).expect("the owner is another");
    assert_eq!(apply(&after, &other), "path:* #b\n# ours\nsrc/* #a\n", "one is enough");
    let unwritable = Owner::Team("a b".into());
    assert_eq!(add_catch_all(&unwritable, rules), None, "such a name can't be written");
}
