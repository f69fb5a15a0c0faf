//! Who gets a project's errors: rules, CODEOWNERS, code mappings. A part of the chapter on
//! projects.

use super::codeowners;
use crate::organization::{Mapping, Project, Repository};
use crate::ownership::{MatcherKind, parse};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs};
use crate::playbook::sources as source;
use crate::playbook::words::{self, list, of};
use crate::projects::platform::Platform;
use crate::text::shell::quote;
use std::collections::BTreeSet;

/// Rules of up to so many lines are shown whole; a part of them would be pasted for the whole.
const LINES: usize = 12;

/// How many projects' rules are shown.
const SHOWN: usize = 6;

pub fn basic(facts: &Facts) -> Vec<Item> {
    [rules(facts), catch_all(facts)].into_iter().flatten().collect()
}

pub fn advanced(facts: &Facts) -> Vec<Item> {
    let files = facts.with_codeowners();
    let items = [
        order(facts),
        mappings(facts),
        frames(facts),
        codeowners::codeowners(facts, &files),
        codeowners::names(facts, &files),
        codeowners::precedence(facts, &files),
        codeowners::without_owner(facts, &files),
        Some(assignment(facts)),
    ];
    items.into_iter().flatten().collect()
}

fn rules(facts: &Facts) -> Option<Item> {
    let with = facts.those(|project| !project.rules.trim().is_empty());
    let few = !with.is_empty() && with.len() <= SHOWN;
    let (what, done) = match with.len() {
        0 => (write_some(facts)?, "Coverage shows a team for every folder."),
        number => (
            format!(
                "Paste the ownership rules of {} into Settings > Ownership Rules{}.",
                slugs(&with),
                if few { "" } else { " of each; they stand under Projects" }
            ),
            of(number, "They save without an error.", "All of them save without an error."),
        ),
    };
    let mut item = Item::new(
        "projects/rules",
        what,
        "A rule’s pattern has to match the whole path: `*` also crosses `/`, and `src/` alone matches no \
         file below it. Every owner must have access to the project, or nothing is saved.",
        done,
        source::OWNERSHIP,
    );
    for project in with.iter().filter(|it| few && it.rules.trim().lines().count() <= LINES) {
        let place = format!("{} > Settings > Ownership Rules", slug(project));
        item = item.code(&place, "text", project.rules.trim_end());
    }
    Some(item)
}

/// What is said where no project has rules: nothing of those for which a CODEOWNERS file decides, since
/// any rule would outrank all of it.
fn write_some(facts: &Facts) -> Option<String> {
    let decides = |file: &&Repository| file.is_imported() && codeowners::names_somebody(file);
    let decide: BTreeSet<&str> =
        facts.with_codeowners().into_iter().filter(decides).map(|it| it.name.as_str()).collect();
    let is_decided =
        |it: &Project| facts.plan.repository_of(it).is_some_and(|it| decide.contains(&*it.name));
    let undecided = facts.those(|project| !is_decided(project));
    match undecided.len() {
        0 => None,
        number if number == facts.projects().len() => {
            Some("Write ownership rules: so far none says who gets an error.".to_owned())
        }
        _ => Some(format!(
            "Write ownership rules for {}: so far none says who gets an error there.",
            slugs(&undecided)
        )),
    }
}

/// The owner of a project's first rule, if that is one for everything.
fn first_owner(project: &Project) -> Option<String> {
    // A rule is a line; the others need not be read.
    let rule = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let rules = parse(project.rules.lines().find(rule)?).rules;
    let first = rules
        .first()
        .filter(|it| it.matcher.kind == MatcherKind::Path && it.matcher.pattern == "*")?;
    first.owners.first().map(ToString::to_string)
}

/// A rule for everything, first.
fn catch_all(facts: &Facts) -> Option<Item> {
    let imported = facts.those(|project| facts.imports_codeowners(project));
    if imported.len() == facts.projects().len() && !imported.is_empty() {
        return Some(codeowners::catch_all(facts));
    }
    let without =
        facts.those(|project| first_owner(project).is_none() && !facts.imports_codeowners(project));
    let what = if let Some(example) = without.iter().find(|project| !project.teams.is_empty()) {
        let rule = words::name(&format!("path:* #{}", example.teams[0]));
        let which = if without.len() > 1 {
            format!("in {} for example ", words::name(slug(example)))
        } else {
            String::new()
        };
        format!("Begin the rules of {} with one for everything: {which}{rule}.", slugs(&without))
    } else if let Some(project) = without.first() {
        format!(
            "Choose a team for what no rule of {} names, and begin its rules with `path:* #that-team`.",
            words::name(slug(project))
        )
    } else {
        let project = facts.projects().iter().find(|it| first_owner(it).is_some())?;
        let rule = words::name(&format!("path:* {}", first_owner(project)?));
        format!(
            "Keep the rule for everything on the first line, as {} has it: {rule}.",
            words::name(slug(project))
        )
    };
    let item = Item::new(
        "projects/catch-all",
        what,
        "The last rule that matches wins, so the broadest stands first. Without it, errors in files that \
         no rule names reach nobody.",
        "Coverage shows no folder that reaches nobody.",
        source::OWNERSHIP,
    );
    Some(item.older(
        "Put `./*` last, as a fallback. The last match wins today, so a rule for everything has to come \
         first; and `./*` matches nothing of use: write `path:*`.",
    ))
}

/// Broad first, shared code next, narrow last.
fn order(facts: &Facts) -> Option<Item> {
    let shared = facts.plan.libraries.iter().map(|it| format!("{}/", it.root.trim_matches('/')));
    let shared: Vec<String> = shared.collect();
    let several = facts.projects().iter().any(|project| project.teams.len() > 1);
    (several || !shared.is_empty()).then(|| {
        let middle = match shared.as_slice() {
            [] => "folders that many use".to_owned(),
            shared => list(shared.iter().map(String::as_str)),
        };
        Item::new(
            "projects/rule-order",
            format!("Order the rules: everything, then {middle}, then products, the narrowest last."),
            "Any frame of a stack trace can make a rule match, wherever it stands. A rule for shared code low \
             in the list takes every error that passes through it.",
            "Simulate, with an error that passes through shared code, ends at the product’s team.",
            source::OWNERSHIP,
        )
    })
}

fn mappings(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    if number == 0 {
        return None;
    }
    let is_set = |it: &Mapping| !it.stack_root.is_empty() && !it.source_root.is_empty();
    let of_project = |project: &Project| {
        let set = project.all_mappings().iter().filter(|it| is_set(it));
        set.cloned().collect::<Vec<Mapping>>()
    };
    let example = facts.projects().iter().find(|project| !of_project(project).is_empty());
    let by_hand = facts.those(|project| !project.all_mappings().iter().all(is_set));
    let several = facts.those(|project| project.all_mappings().len() > 1);
    let why_several = match several.len() {
        0 => String::new(),
        number => format!(
            " {} {} several: what lies outside of its folder, such as shared libraries, has one of its own.",
            slugs(&several),
            of(number, "needs", "need")
        ),
    };
    let mut item = Item::new(
        "projects/code-mappings",
        format!(
            "Give {} its code mapping{}{}.",
            of(number, "the project", "every project"),
            if several.is_empty() { "" } else { "s" },
            match by_hand.len() {
                0 => String::new(),
                _ => format!(": {} by hand, as the upload takes no empty root", slugs(&by_hand)),
            }
        ),
        format!(
            "It says which path of a stack trace is which file of the repository. Links to the code, suspect \
             commits, CODEOWNERS and comments on pull requests all go by it.{why_several}"
        ),
        "A frame of a real error links to the right line in the repository.",
        source::CODE_MAPPINGS,
    );
    if let Some(project) = example {
        let file = format!("{}.mappings.json", slug(project));
        let mappings = of_project(project);
        let mappings = mappings.iter().map(
            |it| serde_json::json!({ "stackRoot": it.stack_root, "sourceRoot": it.source_root }),
        );
        let json = serde_json::Value::Array(mappings.collect());
        let named = facts.plan.repository_of(project).map_or("", |it| it.name.as_str());
        let repository =
            if named.is_empty() { String::new() } else { format!(" --repo {}", quote(named)) };
        let command = format!(
            "SENTRY_ORG={} SENTRY_PROJECT={} sentry-cli code-mappings upload{repository} --default-branch {} {}",
            quote(facts.plan.slug()),
            quote(slug(project)),
            quote(facts.plan.choices.branch()),
            quote(&file),
        );
        item = item.code(&file, "json", json.to_string()).shell(command);
    }
    Some(item)
}

/// What a frame's path looks like, language by language.
fn frames(facts: &Facts) -> Option<Item> {
    let families: BTreeSet<&str> =
        facts.projects().iter().map(|it| Platform::family(&it.platform)).collect();
    let known = SHAPES.iter().filter(|(family, _)| families.contains(family));
    let shapes: Vec<&str> = known.map(|(_, shape)| *shape).take(4).collect();
    (!facts.projects().is_empty()).then(|| {
        let shapes = if shapes.is_empty() { String::new() } else { format!(" {}", shapes.join(" ")) };
        Item::new(
            "projects/frames",
            "Compare a real stack trace of each project with its code mapping.",
            format!("Which path a frame carries depends on the SDK and the build, and no tree tells it.{shapes}"),
            "Simulate finds the right file for every in-app frame of that trace.",
            source::FRAMES,
        )
    })
}

const SHAPES: [(&str, &str); 11] = [
    ("java", "Java and Kotlin: `com/acme/Tax.java`, without `src/main/java/`."),
    ("android", "Android: `com/acme/Tax.kt`, without the source folder."),
    ("apple", "Apple: from the name of the target on."),
    ("flutter", "Flutter: without `package:` and the package’s name, so `lib/` is absent."),
    ("python", "Python: from the import root on, not the repository’s."),
    ("javascript", "JavaScript: what the source map says, often `./src/…` or `app:///…`."),
    ("node", "Node: the path in the container, unless source maps say otherwise."),
    ("go", "Go: the module’s path, or that of the machine that built it."),
    ("ruby", "Ruby: from the application’s root on."),
    ("dotnet", "C#: the path of the machine that built it."),
    ("native", "Native code: the path of the machine that built it."),
];

fn assignment(facts: &Facts) -> Item {
    let suspects = if facts.host_blames() {
        "With suspect commits, who committed last comes before the rules."
    } else {
        "The other choice is suspect commits."
    };
    Item::new(
        "projects/assignment",
        format!("Leave {} at `Auto Assign to Issue Owner`.", facts.all_projects()),
        format!(
            "A new project has that. {suspects} Once anybody assigned an issue, later events leave it alone."
        ),
        "A new issue in a folder with an owner arrives assigned.",
        source::OWNERSHIP,
    )
}
