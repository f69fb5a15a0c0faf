//! Rules that are written for the user.

use crate::support::{apply, owners, routed, routed_with, tree};
use sentry_general::advice::{Target, add_catch_all, give_rest, make_rule_for};
use sentry_general::api::{RouteRequest, TreeInput, advise_rules};
use sentry_general::ownership::{Owner, parse};
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

/// What `#new` gets of a folder that reaches nobody: the rules after it, and per file who has it then.
#[track_caller]
fn check_rest(paths: &str, rules: &str, codeowners: &str, folder: &str, after: &str, left: u32) {
    let tree = tree(paths);
    let routing = routed_with(&tree, rules, codeowners);
    let before = owners(&tree, &routing);
    let folder = tree.find_folder(folder).expect("there is such a folder");
    let rescue = give_rest(folder, &new(), rules, &tree, &routing);
    let Some(rescue) = rescue else {
        assert_eq!(after, "", "something can be given");
        return;
    };
    let fixed = apply(rules, &rescue.fix);
    assert_eq!(fixed, after);
    assert!(parse(&fixed).accepted(), "Sentry saves it");
    let now = owners(&tree, &routed_with(&tree, &fixed, codeowners));
    let moved = before.iter().zip(&now).filter(|(before, now)| before != now);
    assert!(moved.clone().all(|(before, now)| before.is_empty() && now == "#new"), "{now:?}");
    assert_eq!((rescue.files as usize, rescue.left), (moved.count(), left));
}

#[test]
fn what_reaches_nobody_is_given_and_nothing_else() {
    let paths = "README.md docs/a docs/b/c src/a src/pay/b";
    check_rest(paths, "src/* #web\n", "", "", "path:* #new\nsrc/* #web\n", 0);
    // A catch-all would take all that CODEOWNERS gives.
    let places = "path:docs/* #new\npath:README.md #new\n";
    check_rest(paths, "", "/src/ @o/a\n", "", places, 0);
    // Files right in a folder of which CODEOWNERS gives a part, each by itself: no star of ownership rules ends at a folder.
    check_rest(paths, "", "/src/pay/ @o/a\n", "src", "path:src/a #new\n", 0);
    check_rest(paths, "", "/src/pay/ @o/a\n", "docs", "path:docs/* #new\n", 0);
    // Only what is in the folder.
    check_rest(paths, "", "", "src", "path:src/* #new\n", 0);
    // A rule below that names nobody decides: no rule above it helps.
    check_rest("a/x b/y", "", "/a/ @o/a\n/b/ @o/no\n", "", "path:b/* #new\n", 0);
    check_rest("a/x", "a/* #a\n", "", "", "", 0);
}

#[test]
fn what_reaches_nobody_in_many_places_is_given_in_the_largest() {
    let paths: Vec<String> =
        (0..300).flat_map(|at| [format!("a{at}/own"), format!("a{at}/b/x")]).collect();
    let codeowners: String = (0..300).map(|at| format!("/a{at}/b/ @o/a\n")).collect();
    let tree = tree(&paths.join(" "));
    let routing = routed_with(&tree, "", &codeowners);
    let rescue =
        give_rest(Tree::ROOT, &new(), "", &tree, &routing).expect("something can be given");
    assert_eq!((rescue.rules, rescue.files, rescue.left), (200, 200, 100), "what is left is told");
}

#[test]
fn a_name_of_a_code_host_becomes_whom_the_list_of_people_links() {
    for (people, written, mended) in [
        ("#frontend = @acme/web\n#web\n", "@acme/web", Some("#frontend")),
        ("#frontend = @acme/web\n#web\n", "@Acme/Web", Some("#frontend")),
        ("@jo -> jo@acme.io\n", "@jo", Some("jo@acme.io")),
        // Nothing is known of it but the name.
        ("#frontend = @acme/ui\n", "@acme/web", Some("#web")),
        ("#frontend = @acme/ui\n", "@jo", None),
    ] {
        let listing = TreeInput::Listing("src/a.ts\n".into());
        let rules = format!("src/* {written}\n");
        let request = RouteRequest { rules: Some(rules.clone()), ..RouteRequest::default() };
        let said = advise_rules(&listing, Some(people), None, request).rules;
        let handle = said.iter().find(|it| it.code == "rules/handle").expect("it is no owner");
        let written = handle.fix.as_ref().map(|fix| match fix.edits.as_slice() {
            [edit] => format!("{}{}", &rules[..edit.start as usize], edit.text),
            edits => panic!("{edits:?}"),
        });
        assert_eq!(written, mended.map(|owner| format!("src/* {owner}")), "with {people}");
    }
}
