//! CODEOWNERS, read by another program's parser: for each file, its owner is the one that
//! the project's own rules give.

use crate::support::{all_of, file, hostile, printable, shop};
use sentry_general::api::{RouteRequest, TreeInput, route_tree};
use sentry_general::export::Format;
use sentry_general::organization::{Organization, Repository, RepositoryHost};
use sentry_general::ownership::codeowners::host::{Dialect, read};
use sentry_general::ownership::parse;
use sentry_general::ownership::pattern::{CodeownersPattern, Glob};
use sentry_general::projects::{Inputs, WithCodeowners, plan};
use sentry_general::tree::Tree;

/// Paths in the repository, and in frames of the project.
const FILES: [(&str, &str); 7] = [
    ("services/billing/billing/models.py", "billing/models.py"),
    ("services/billing/billing/tax/eu.py", "billing/tax/eu.py"),
    ("services/billing/billing/tax/eu/de.py", "billing/tax/eu/de.py"),
    ("services/billing/billing/taxes.py", "billing/taxes.py"),
    ("services/billing/billing/api/v1/pay.py", "billing/api/v1/pay.py"),
    ("services/billing/billing/README.md", "billing/README.md"),
    ("services/billing/billing/api/v2.py", "billing/api/v2.py"),
];

/// Who reviews a file, by the file that was written.
fn reviewer(text: &str, path: &str) -> Option<String> {
    let rules = codeowners_rs::parse(text).into_ruleset();
    let owners = rules.owners(path)?;
    owners.first().map(|owner| owner.value.clone())
}

fn with_rules(rules: &str) -> Organization {
    let mut shop = shop();
    shop.projects.remove(0);
    shop.projects[0].rules = rules.to_owned();
    shop
}

#[track_caller]
fn check(rules: &str) {
    let text = file(&with_rules(rules), Format::Codeowners);
    assert!(!text.contains("# left out"), "all of it can be said: {text}");
    let frames = FILES.iter().map(|it| it.1.to_owned()).collect();
    let request = RouteRequest { rules: Some(rules.to_owned()), ..RouteRequest::default() };
    let routed = route_tree(&TreeInput::Paths(frames), request);
    for (at, (path, _)) in FILES.iter().enumerate() {
        let owner = usize::try_from(routed.owner_of[at]).ok().map(|it| routed.owners[it].clone());
        let owner = owner.map(|it| match it.strip_prefix('#') {
            Some(team) => format!("@acme/{team}"),
            None => it,
        });
        assert_eq!(reviewer(&text, path), owner, "{path} goes to the same by {text}");
    }
}

#[test]
fn what_codeowners_can_say_is_said() {
    for rules in [
        "path:* #web",
        "path:* #web\npath:billing/tax/* #payments",
        "path:*.py #web\npath:billing/api/*.py #payments",
        "path:billing/tax* #payments",
        "path:billing/models.py jo@acme.io",
        "path:billing/* #web\npath:billing/tax/eu.py #payments\npath:*.md #web",
        "path:billing/*/v1/* #web",
        "path:billing/**/v1/** #web\npath:billing/**/eu.py #payments",
        "path:billing\\tax\\* #web",
    ] {
        check(rules);
    }
}

/// The file of a repository whose rules are these, in its own paths.
fn of_repository(rules: &str, host: RepositoryHost) -> String {
    let mut organization = shop();
    organization.choices.host = host;
    organization.projects.truncate(2);
    organization.repositories =
        vec![Repository { name: "acme/shop".into(), rules: rules.into(), ..Repository::default() }]
            .into();
    file(&organization, Format::Codeowners)
}

/// The patterns of lines that name an owner.
fn lines_of<'t>(text: &'t str, owner: &str) -> Vec<&'t str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.rsplit_once(' ').filter(|it| it.1 == owner))
        .map(|it| it.0)
        .collect()
}

#[test]
fn a_rule_that_matches_no_file_takes_none_here() {
    let rules = "path:* #base\npath:/src/* #abs\npath:./src/* #dot\n";
    let text = of_repository(rules, RepositoryHost::Github);
    assert_eq!(reviewer(&text, "src/a.tsx").as_deref(), Some("@acme/base"), "{text}");
    let left_out = "# left out, as no file of the repository has such a path: path:/src/* #abs\n";
    assert!(text.contains(left_out), "{text}");
}

#[test]
fn blanks_are_written_as_the_host_reads_them() {
    let rules = "path:\"src/a b/*\" #p\npath:packages/@acme/ui/* #q\n";
    for host in [RepositoryHost::Github, RepositoryHost::Gitlab] {
        let text = of_repository(rules, host);
        assert_eq!(lines_of(&text, "@acme/p"), ["/src/a\\ b/"], "{text}");
        let dialect =
            if host == RepositoryHost::Github { Dialect::Github } else { Dialect::Gitlab };
        let reviewers = read(&text, dialect).compile();
        for (path, is_owned) in [("src/a b/c.js", true), ("src/a", false), ("src/a/c.js", false)] {
            let reviews = reviewers.reviews(path);
            assert_eq!(!reviews.is_empty(), is_owned, "{path} by {text}");
        }
        assert_eq!(reviewer(&text, "packages/@acme/ui/x.js").as_deref(), Some("@acme/q"));
    }
    let text = of_repository(rules, RepositoryHost::Bitbucket);
    assert!(text.contains("# left out, as the code host’s file can’t write its blank: "), "{text}");
}

/// Every pattern of three parts at most: what stands for a rule matches the files that the rule matches,
/// and what lies in folders of that name.
#[test]
fn stars_of_rules_match_the_same_files() {
    let parts = ["a", "b", "*", "**", "a*", "*a", "*a*", "a**"];
    let names = ["a", "b", "ab", "ba", "bab"];
    let longer = |all: &[String], parts: &[&str]| -> Vec<String> {
        all.iter().flat_map(|it| parts.iter().map(move |part| format!("{it}/{part}"))).collect()
    };
    let upto_three = |parts: &[&str]| {
        let one: Vec<String> = parts.iter().map(|it| (*it).to_owned()).collect();
        let two = longer(&one, parts);
        let three = longer(&two, parts);
        [one, two, three].concat()
    };
    let patterns = upto_three(&parts);
    let paths = upto_three(&names);
    let rules = patterns.iter().enumerate().map(|(at, it)| format!("path:{it} #t{at}\n"));
    let text = of_repository(&rules.collect::<String>(), RepositoryHost::Github);
    for (at, pattern) in patterns.iter().enumerate() {
        let own = lines_of(&text, &format!("@acme/t{at}"));
        assert!(!own.is_empty(), "{pattern} is told");
        let file: String = own.iter().map(|it| format!("{it} @acme/t\n")).collect();
        let theirs = codeowners_rs::parse(&file).into_ruleset();
        let (glob, own) = (Glob::path(pattern), own.iter().map(|it| CodeownersPattern::new(it)));
        let own: Vec<CodeownersPattern> = own.collect();
        for path in &paths {
            let ends = path.match_indices('/').map(|it| it.0).chain([path.len()]);
            let expected = ends.into_iter().any(|end| glob.is_match(&path[..end]));
            let said = [theirs.owners(path).is_some(), own.iter().any(|it| it.is_match(path))];
            assert_eq!(said, [expected; 2], "{path}: {pattern} as {file}");
        }
    }
}

#[test]
fn rules_for_paths_of_the_repository_are_taken_as_they_are() {
    let mut shop = shop();
    shop.projects[0].mapping.stack_root = "./".into();
    shop.projects[0].rules =
        "path:apps/web/* #web\npath:apps/web/pay/* #payments\npath:./tax/* #payments\n".into();
    let text = file(&shop, Format::Codeowners);
    for (path, owner) in [
        ("apps/web/index.ts", "@acme/web"),
        ("apps/web/pay/card.ts", "@acme/payments"),
        ("apps/web/tax/eu.ts", "@acme/payments"),
    ] {
        assert_eq!(reviewer(&text, path).as_deref(), Some(owner), "{path} by {text}");
    }
}

#[test]
fn what_came_from_codeowners_goes_back_as_it_was() {
    let mut shop = shop();
    shop.projects[0].rules = "codeowners:/apps/web/pay/ #payments\n".into();
    let text = file(&shop, Format::Codeowners);
    assert!(text.contains("\n/apps/web/pay/ @acme/payments\n"), "{text}");
}

#[test]
fn what_it_cannot_say_stands_as_a_comment_with_the_reason() {
    for (rule, why) in [
        ("url:*/pay* #web", "CODEOWNERS knows paths only"),
        ("module:pay* #web", "CODEOWNERS knows paths only"),
        ("tags.shop:de #web", "CODEOWNERS knows paths only"),
        ("path:*/tax/* #web", "stack root"),
        ("path:other/* #web", "stack root"),
        ("path:billingtax/* #web", "stack root"),
        ("path:billing/v*1/x.py #web", "no like"),
        ("path:billing/v?.py #web", "no like"),
        ("path:billing//v1/* #web", "no file of the repository has such a path"),
        ("path:billing/v1/ #web", "no file of the repository has such a path"),
        ("path:billing/a#b/* #web", "a mark in its path"),
    ] {
        let text = file(&with_rules(rule), Format::Codeowners);
        let line = text.lines().find(|line| line.starts_with("# left out"));
        let line = line.unwrap_or_else(|| panic!("{rule} is left out of {text}"));
        assert!(line.contains(why) && line.contains("#web"), "{line}");
        assert_eq!(reviewer(&text, "services/billing/billing/api/v1/pay.py"), None);
    }
}

#[test]
fn no_text_becomes_a_line_of_its_own() {
    for text in hostile() {
        let text = text.as_str();
        let mut organization = all_of(text);
        organization.projects.iter_mut().for_each(|it| it.rules = format!("path:* #{}", it.slug));
        // A repository's own file is in it as it is, and nowhere else.
        let own = printable(text);
        let mut is_own = false;
        for line in file(&organization, Format::Codeowners).lines() {
            match line {
                "# The file as it is." | "# The sections of the file, as they are." => {
                    is_own = true;
                }
                "# The ownership rules." => is_own = false,
                _ if line.starts_with("# --- Repository ") => is_own = false,
                _ => {}
            }
            if is_own && own.lines().any(|it| it.trim() == line.trim()) {
                continue;
            }
            let ours = line.is_empty()
                || line.starts_with('#')
                || line.starts_with("* ")
                || line.starts_with('/');
            assert!(ours, "{line:?}");
        }
    }
}

/// A repository of two projects and a library, planned, with these rules and this file.
fn planned(rules: &str, codeowners: &str) -> (Vec<&'static str>, Organization) {
    let paths = vec![
        "api/Dockerfile",
        "api/manage.py",
        "api/requirements.txt",
        "api/shop/__init__.py",
        "api/shop/views.py",
        "api/shop/pay/card.py",
        "web/package.json",
        "web/index.html",
        "web/src/main.tsx",
        "web/src/pay/Card.tsx",
        "packages/ui/package.json",
        "packages/ui/src/Button.tsx",
    ];
    let tree = Tree::new(paths.iter().collect());
    let parsed = parse(rules).rules;
    let inputs = Inputs { text: rules, rules: &parsed, ..Inputs::of_tree(&tree) };
    let mut organization = Organization { organization: "acme".into(), ..Organization::default() };
    let repository = Repository {
        name: "acme/shop".into(),
        codeowners: codeowners.into(),
        codeowners_as: WithCodeowners::Transcribed,
        ..Repository::default()
    };
    organization.add(repository, &plan(&inputs, &[]));
    (paths, organization)
}

const RULES: &str = "path:* #all\npath:api/* #api\npath:api/shop/pay/* #payments\npath:web/* #web\n\
    path:web/src/pay* #payments jo@acme.io\npath:packages/ui/* #design\npath:*.tsx #front\n";

#[test]
fn the_file_agrees_with_the_rules_for_every_file_and_line() {
    let (paths, organization) = planned(RULES, "");
    let text = file(&organization, Format::Codeowners);
    assert!(!text.contains("# left out"), "{text}");
    let request = RouteRequest { rules: Some(RULES.into()), ..RouteRequest::default() };
    let all = paths.iter().map(|path| (*path).to_owned()).collect();
    let routed = route_tree(&TreeInput::Paths(all), request);
    for (at, path) in paths.iter().enumerate() {
        let owner = usize::try_from(routed.owner_of[at]).ok().map(|it| routed.owners[it].clone());
        let owner = owner.map(|it| it.replacen('#', "@acme/", 1));
        assert_eq!(reviewer(&text, path), owner, "{path} by {text}");
    }
    // Line by line: what stands for a rule matches the files that the rule matches.
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut told = 0;
    for rule in parse(RULES).rules {
        let owners = rule.owners.iter().map(|it| it.to_string().replacen('#', "@acme/", 1));
        let owners = owners.collect::<Vec<_>>().join(" ");
        let is_its = |line: &&str| line.split_once(' ').is_some_and(|it| it.1 == owners);
        let own: Vec<&str> = lines.clone().filter(is_its).collect();
        told += own.len();
        let (own, glob) = (own.join("\n"), Glob::path(&rule.matcher.pattern));
        for path in &paths {
            let matches = reviewer(&own, path).is_some();
            assert_eq!(matches, glob.is_match(path), "{path}: {rule} as {own}");
        }
    }
    assert_eq!(told, lines.count(), "each line stands for a rule");
}

#[test]
fn the_file_that_is_there_comes_first_and_the_rules_outrank_it() {
    let (_, organization) =
        planned("path:api/shop/pay/* #payments\n", "* @acme/all\n/web/ @acme/web\n");
    let text = file(&organization, Format::Codeowners);
    for (path, owner) in [
        ("web/src/main.tsx", "@acme/web"),
        ("api/manage.py", "@acme/all"),
        ("api/shop/pay/card.py", "@acme/payments"),
    ] {
        assert_eq!(reviewer(&text, path).as_deref(), Some(owner), "{path} by {text}");
    }
}
