use super::{lint, lint_codeowners};
use crate::ownership::codeowners::Import;
use crate::ownership::people::People;
use crate::ownership::{Directory, Parsed, validate};
use crate::routing::Routing;
use crate::routing::mapping_list::{MappingList, check_tree};
use crate::text::order::Sort as _;
use crate::text::{Edit, Fix, Problem};
use crate::tree::Tree;

/// How one Sentry project is set up, and in which tree: everything that advice looks at.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The ownership rules.
    pub rules: &'a str,
    /// The same, read.
    pub parsed: &'a Parsed,
    /// The CODEOWNERS file, if there is one.
    pub codeowners: Option<File<'a>>,
    /// The files.
    pub tree: &'a Tree,
    /// Who gets what, by both texts.
    pub routing: &'a Routing,
    /// Who exists, as far as that is known.
    pub directory: &'a Directory,
    /// The list that this is known from.
    pub people: &'a People,
    /// The code mappings.
    pub mappings: &'a MappingList,
}

/// A CODEOWNERS file as both of its readers see it.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// The file.
    pub text: &'a str,
    /// What Sentry makes of it.
    pub import: &'a Import,
    /// What its own host would say about it.
    pub host: &'a [Problem],
}

/// All there is to say, by the text that it is about; within each in the order
/// of the text, what has no place last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// About the ownership rules: how they read, what they do, whom they name.
    pub rules: Vec<Problem>,
    /// About the CODEOWNERS file: what its import loses, what its host would say, and what its
    /// rules do.
    pub codeowners: Vec<Problem>,
    /// About the list of people.
    pub people: Vec<Problem>,
    /// About the code mappings, by themselves and in this tree.
    pub mappings: Vec<Problem>,
}

/// Advises on everything at once: what reading says already, [`lint`] and
/// [`lint_codeowners`], [`validate`], and the mappings against the tree.
///
/// The page and the JavaScript interface both show this and nothing else.
#[must_use]
pub fn advise(setup: &Setup<'_>) -> Advice {
    let Setup { rules, parsed, codeowners, tree, routing, directory, people, mappings } = *setup;
    let mut advice = Advice {
        rules: parsed.problems.clone(),
        people: people.problems.clone(),
        mappings: mappings.problems.clone(),
        ..Advice::default()
    };
    advice.rules.extend(validate(parsed, directory).problems);
    write_the_linked(&mut advice.rules, rules, people);
    let found = lint(rules, parsed, tree, routing);
    drop_idle_fixes(&mut advice.rules, &found);
    advice.rules.extend(found);
    if let Some(file) = codeowners {
        advice.codeowners.clone_from(&file.import.problems);
        advice.codeowners.extend_from_slice(file.host);
        advice.codeowners.extend(lint_codeowners(file.text, tree, routing));
    }
    advice.mappings.extend(check_tree(&mappings.lines, tree));
    let texts = [&mut advice.rules, &mut advice.codeowners, &mut advice.people];
    for problems in texts.into_iter().chain([&mut advice.mappings]) {
        problems.sort_once_by_key(|problem| problem.span.map_or(u32::MAX, |span| span.start));
    }
    advice
}

/// For a code host's name that the list of people links, writes whom it links in the place of what the
/// name alone would make one guess.
fn write_the_linked(said: &mut [Problem], text: &str, people: &People) {
    for problem in said.iter_mut().filter(|problem| problem.code == "rules/handle") {
        let Some(written) = problem.span.and_then(|span| text.get(span.range())) else { continue };
        // Hosts compare names without regard to case, and lists have them mostly in lower case.
        let names = &people.names;
        let linked = names.get(written).or_else(|| names.get(&written.to_ascii_lowercase()));
        let (Some(owner), Some(span)) = (linked, problem.span) else { continue };
        problem.hint = Some("The list of people says whose name it is.".into());
        let edits = vec![Edit { span, text: owner.clone() }];
        problem.fix = Some(Fix { title: format!("Write `{owner}`"), edits });
    }
}

/// Takes away the change that was offered for a slash at the end where one was found
/// since that matches files of this tree: the first matches none.
fn drop_idle_fixes(said: &mut [Problem], found: &[Problem]) {
    let better: Vec<_> = found
        .iter()
        .filter(|problem| problem.code == "rules/matches-nothing" && problem.fix.is_some())
        .filter_map(|problem| problem.span)
        .collect();
    for problem in said.iter_mut().filter(|problem| problem.code == "rules/trailing-slash") {
        let Some(span) = problem.span else { continue };
        // Patterns do not overlap and come in the order of the text.
        let at = better.partition_point(|pattern| pattern.end < span.end);
        if better.get(at).is_some_and(|pattern| pattern.start <= span.start) {
            problem.fix = None;
            problem.hint =
                Some("Write `*` at the end, and the path as it stands in errors.".into());
        }
    }
}
