//! Rules that match no file of this tree, with the nearest miss.

mod names;

use self::names::Names;
use super::facts::{Facts, Item};
use super::probe::{Probe, samples};
use crate::ownership::{Matcher, MatcherKind, Rule, Source};
use crate::routing::{Compiled, Options, RuleId, route};
use crate::text::numbers::files;
use crate::text::{Edit, Problem};
use crate::tree::{FolderId, Paths, Tree};
use std::collections::BTreeMap;

/// A pattern that might have been meant, and why the written one misses.
struct Guess {
    item: Item,
    pattern: String,
    why: Why,
    probe: RuleId,
}

/// What is between the pattern and the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    NamesFolder,
    LeadingSlash,
    Misspelt,
    Deeper,
    NotAFolder,
    Anchored,
    OpenEnd,
    TrailingSlash,
    Set,
    Braces,
    Commas,
    Regular,
    StarStops,
    Outside,
}

/// How many folders in front of a path are left out to find the rest.
const MOST_OUTSIDE: usize = 6;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let wanted = |item: &&Item| {
        let paths = [MatcherKind::Path, MatcherKind::Codeowners];
        paths.contains(&facts.rule(item.rule).matcher.kind)
            && facts.count(item.rule).matches == 0
            && (!item.known_dead || ends_in_slash(facts, item))
            && !facts.is_told(item)
    };
    let silent: Vec<&Item> = facts.items.iter().filter(wanted).collect();
    if silent.is_empty() {
        return;
    }
    let unmapped = in_repository(facts, &silent);
    let cased = in_other_case(facts, &silent);
    let (guesses, probed) = guess(facts, &silent);
    let mut guesses_of: BTreeMap<RuleId, Vec<&Guess>> = BTreeMap::new();
    for guess in &guesses {
        guesses_of.entry(guess.item.rule).or_default().push(guess);
    }
    for (at, item) in silent.iter().enumerate() {
        let problem = blank(facts, item);
        let slashed = item.known_dead;
        let near = || {
            let routing = probed.as_ref()?;
            let counts = &routing.1;
            let mut own = guesses_of.get(&item.rule)?.iter().copied();
            own.find(|guess| counts[guess.probe as usize] > 0)
        };
        if slashed {
            // Said already: the change offered there either works, or one here does.
            let other = near().filter(|guess| guess.why != Why::TrailingSlash);
            if let (Some(guess), Some((samples, counts))) = (other, &probed) {
                let probe = guess.probe as usize;
                let sample = samples[probe].map_or("", |path| facts.tree.paths().get(path));
                out.push(offer(facts, problem, guess, counts[probe], sample));
            }
            continue;
        }
        out.push(if unmapped[at] > 0 {
            problem.hint(format!(
                "It matches {} by the path in the repository, but errors carry the path that the code mapping makes of it{}",
                files(unmapped[at]),
                match facts.source {
                    Source::Rules => ": write that.",
                    // Written so, the line would match nothing on the host.
                    Source::Codeowners => ". Sentry rewrites only paths that hold its whole source root.",
                }
            ))
        } else if let Some(count) = cased.as_ref().map(|cased| cased[at]).filter(|&count| count > 0) {
            problem.hint(format!(
                "It would match {} if case did not matter. In CODEOWNERS rules upper and lower case differ; in path rules they don't.",
                files(count)
            ))
        } else if let (Some(guess), Some((samples, counts))) = (near(), &probed) {
            let probe = guess.probe as usize;
            let sample = samples[probe].map_or("", |path| facts.tree.paths().get(path));
            offer(facts, problem, guess, counts[probe], sample)
        } else {
            problem.hint("Check it against the paths of your errors, or delete it. Paths of packages and bundles are in no repository.")
        });
    }
}

/// A path rule of which reading it said already that it ends in a slash.
fn ends_in_slash(facts: &Facts<'_>, item: &Item) -> bool {
    let Matcher { kind, pattern } = &facts.rule(item.rule).matcher;
    *kind == MatcherKind::Path
        && pattern.ends_with(['/', '\\'])
        && !pattern.starts_with(['.', '!'])
        && !pattern.chars().all(|c| c == '/')
}

fn blank(facts: &Facts<'_>, item: &Item) -> Problem {
    let code = facts.code("rules/matches-nothing", "codeowners/matches-nothing");
    let message = format!("Matches none of the {} in this tree.", files(facts.tree.len() as u32));
    // Such paths come from bundlers and runtimes; repositories hold none.
    let foreign = facts.rule(item.rule).matcher.pattern.contains("://");
    if foreign { Problem::info(code, message) } else { Problem::warning(code, message) }
        .at(item.pattern)
}

fn offer(facts: &Facts<'_>, problem: Problem, guess: &Guess, count: u32, sample: &str) -> Problem {
    let Guess { item, pattern, why, .. } = guess;
    let reason = match why {
        Why::NamesFolder => "A path pattern must match the whole path, and this names a folder.",
        Why::LeadingSlash => "Paths in this tree start without `/`.",
        Why::Misspelt => "There is no folder or file of this name, but a similar one.",
        Why::Deeper => "Behind a last `/*` only files right in that folder match.",
        Why::NotAFolder => "With `/` at the end it means a folder, and this is a file.",
        Why::Anchored => "It is tied to the start of the path, and fits further down.",
        Why::OpenEnd => "The path must end where the pattern does.",
        Why::TrailingSlash => "No path of a file ends in a slash.",
        Why::Set => {
            "Brackets hold a set, which stands for one character of those in it, here part of a name; `?` is any one character."
        }
        Why::Braces => {
            "Braces hold alternatives, and here are part of a name; `?` is any one character."
        }
        Why::Commas => "Commas separate alternatives in braces only.",
        Why::Regular => {
            "Patterns are no regular expressions: a dot is a dot, and `*` alone stands for anything."
        }
        Why::Outside => {
            "It begins with folders outside of the repository; keep them if your errors carry them."
        }
        Why::StarStops => "`*` does not go over a slash; `**/` stands for any folders.",
    };
    let hint = format!("{reason} `{pattern}` would match {}, such as `{sample}`.", files(count));
    let problem = problem.hint(hint);
    match facts.write_pattern(item, pattern) {
        Some(text) => {
            let title = format!("Write `{pattern}`, which matches {}", files(count));
            problem.fix(title, vec![Edit { span: item.pattern, text }])
        }
        None => problem,
    }
}

/// Per item, how many files it matches by their path in the repository, where
/// code mappings give frames another.
fn in_repository(facts: &Facts<'_>, items: &[&Item]) -> Vec<u32> {
    if facts.routing.options().mappings.is_empty() {
        return vec![0; items.len()];
    }
    let rules: Vec<Rule> = items.iter().map(|item| facts.rule(item.rule).clone()).collect();
    let routing = route(facts.tree, Compiled::new(rules), Options::default());
    routing.rule_counts().iter().map(|count| count.matches).collect()
}

/// Per item, how many files it would match if case did not matter.
fn in_other_case(facts: &Facts<'_>, items: &[&Item]) -> Option<Vec<u32>> {
    let folds = |item: &&Item| facts.rule(item.rule).matcher.kind == MatcherKind::Codeowners;
    if !items.iter().any(folds) {
        return None;
    }
    let lower: Paths = facts.tree.paths().iter().map(str::to_lowercase).collect();
    let rules: Vec<Rule> = items
        .iter()
        .map(|item| {
            let rule = facts.rule(item.rule).clone();
            let pattern = rule.matcher.pattern.to_lowercase();
            Rule { matcher: Matcher { pattern, ..rule.matcher }, ..rule }
        })
        .collect();
    let routing = route(&Tree::new(lower), Compiled::new(rules), Options::default());
    Some(routing.rule_counts().iter().map(|count| count.matches).collect())
}

type Probed = (Vec<Option<u32>>, Vec<u32>);

/// Patterns that might have been meant, the likeliest of a rule first, and what
/// each matches.
fn guess(facts: &Facts<'_>, items: &[&Item]) -> (Vec<Guess>, Option<Probed>) {
    let mut probe = Probe::default();
    let mut guesses = Vec::new();
    let mut names = Names::new(facts.tree);
    for item in items {
        let Matcher { kind, pattern } = &facts.rule(item.rule).matcher;
        let mut add = |why, pattern: String| {
            let number = probe.add(facts, item.rule, pattern.as_str());
            guesses.push(Guess { item: **item, pattern, why, probe: number });
        };
        match kind {
            MatcherKind::Path => path_guesses(facts.tree, &mut names, pattern, &mut add),
            _ => codeowners_guesses(facts.tree, &mut names, pattern, &mut add),
        }
    }
    let probed = probe.run(facts.tree, facts.routing.options().clone()).map(|routing| {
        let counts = routing.rule_counts().iter().map(|count| count.matches).collect();
        (samples(facts.tree, &routing), counts)
    });
    (guesses, probed)
}

fn path_guesses(
    tree: &Tree,
    names: &mut Names<'_>,
    pattern: &str,
    add: &mut dyn FnMut(Why, String),
) {
    let below = |pattern: &str| format!("{}/*", pattern.trim_end_matches(['/', '\\']));
    let open = !pattern.ends_with('*');
    if pattern.ends_with('/') {
        add(Why::TrailingSlash, format!("{pattern}*"));
    }
    if open {
        add(Why::NamesFolder, below(pattern));
    }
    let bare = pattern.trim_start_matches(['/', '\\']);
    for (signs, why) in [(['[', ']'], Why::Set), (['{', '}'], Why::Braces)] {
        if pattern.contains(signs) {
            let plain = signs.iter().fold(bare.to_owned(), |plain, sign| {
                plain.replace(&format!("\\{sign}"), "?").replace(*sign, "?")
            });
            if plain.contains(['[', ']', '{', '}']) {
                add(why, plain.replace(['[', ']', '{', '}'], "?"));
            }
            if open {
                add(why, below(&plain));
            }
            add(why, plain.clone());
            add(why, format!("**/{plain}"));
        }
    }
    if let Some((before, choice, after)) = choice(bare) {
        add(Why::Regular, format!("{before}{{{}}}{after}", choice.replace('|', ",")));
    }
    if let Some(plain) = without_regular(bare) {
        add(Why::Regular, plain.clone());
        add(Why::Regular, format!("**/{plain}"));
    }
    if bare.len() < pattern.len() && !bare.is_empty() {
        add(Why::LeadingSlash, bare.to_owned());
        if open {
            add(Why::LeadingSlash, below(bare));
        }
    }
    if let Some(meant) = respell(tree, names, bare, true) {
        add(Why::Misspelt, meant.clone());
        if open {
            add(Why::Misspelt, below(&meant));
        }
    }
    for rest in inner(bare) {
        add(Why::Outside, rest.to_owned());
    }
    if !bare.starts_with('*') && !bare.is_empty() {
        add(Why::Anchored, format!("**/{bare}"));
        if open {
            add(Why::Anchored, format!("**/{}", below(bare)));
        }
    }
    // A set at the end is as often a section's header, or alternatives.
    if open && !pattern.ends_with(']') {
        add(Why::OpenEnd, format!("{pattern}*"));
    }
    if pattern.contains(',') && !pattern.contains('{') {
        add(Why::Commas, format!("{{{pattern}}}"));
    }
}

/// A choice as regular expressions write it, `(a|b)`, with what is around it.
fn choice(pattern: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = pattern.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    inside.contains('|').then_some((before, inside, after))
}

/// The pattern without the first folders, one more each time.
fn inner(pattern: &str) -> impl Iterator<Item = &str> {
    let slashes = pattern.match_indices(['/', '\\']).map(|(at, _)| &pattern[at + 1..]);
    slashes.take(MOST_OUTSIDE).filter(|rest| {
        rest.len() > 2 && !rest.starts_with(['*', '/', '\\']) && rest.contains(['/', '\\'])
    })
}

/// The pattern without the signs of a regular expression, if it has any.
fn without_regular(pattern: &str) -> Option<String> {
    let bare = pattern.trim_start_matches('^');
    let bare = bare.strip_suffix('$').unwrap_or(bare);
    let plain = bare.replace("\\.", ".").replace(".*", "*").replace(".+", "*");
    (plain != pattern && !plain.is_empty()).then_some(plain)
}

fn codeowners_guesses(
    tree: &Tree,
    names: &mut Names<'_>,
    pattern: &str,
    add: &mut dyn FnMut(Why, String),
) {
    if let Some(folder) = pattern.strip_suffix("/*").filter(|folder| !folder.is_empty()) {
        add(Why::Deeper, format!("{folder}/"));
    }
    let bare = pattern.trim_start_matches('/');
    if bare.ends_with('/') && !bare.trim_end_matches('/').is_empty() {
        add(Why::NotAFolder, pattern.trim_end_matches('/').to_owned());
    }
    if let Some(meant) = respell(tree, names, bare, false) {
        let slash = &pattern[..pattern.len() - bare.len()];
        add(Why::Misspelt, format!("{slash}{meant}"));
    }
    if bare.is_empty() {
        return;
    }
    if bare.trim_end_matches('/').contains('/') || bare.len() < pattern.len() {
        add(Why::Anchored, format!("**/{bare}"));
    }
    for rest in inner(bare) {
        add(Why::Outside, format!("/{rest}"));
    }
    let (folders, last) = bare.rsplit_once('/').unwrap_or(("", bare));
    if last.contains('*') && last != "*" && last != "**" && !folders.is_empty() {
        add(
            Why::StarStops,
            format!("{}{folders}/**/{last}", &pattern[..pattern.len() - bare.len()]),
        );
    }
    if let Some(plain) = without_regular(bare) {
        add(Why::Regular, format!("{}{plain}", &pattern[..pattern.len() - bare.len()]));
    }
    if !last.is_empty() && !last.contains(['*', '?', '.']) {
        add(Why::OpenEnd, format!("{pattern}.*"));
    }
    let floating = bare.trim_end_matches('/');
    if bare.len() == pattern.len()
        && !floating.contains(['/', '*', '?', '\\'])
        && let Some(meant) = names.like(floating)
    {
        add(Why::Misspelt, format!("{meant}{}", &bare[floating.len()..]));
    }
}

/// The pattern with the first name that does not exist replaced by the most
/// similar that does. Only names before the first wildcard are looked at.
fn respell(tree: &Tree, names: &mut Names<'_>, pattern: &str, folds: bool) -> Option<String> {
    let fold = |name: &str| if folds { name.to_lowercase() } else { name.to_owned() };
    let mut folder: FolderId = Tree::ROOT;
    let mut start = 0;
    for name in pattern.split('/') {
        if name.is_empty() || name.contains(['*', '?', '[', '{', '\\']) {
            return None;
        }
        let end = start + name.len();
        if !names.may_compare(tree.own_files(folder).len() + tree.subfolders(folder).count()) {
            return None;
        }
        let known = tree.subfolders(folder).find(|&sub| fold(tree.folder_name(sub)) == fold(name));
        if let Some(known) = known {
            (folder, start) = (known, end + 1);
            continue;
        }
        let folders = tree.subfolders(folder).map(|sub| tree.folder_name(sub));
        let own = tree.own_files(folder).iter().map(|&file| tree.name_of(file));
        let last = end == pattern.len();
        let near = 1 + name.chars().count() / 4;
        let (_, meant) = folders
            .chain(own.filter(|_| last))
            .filter(|other| other.len().abs_diff(name.len()) <= 4 * near)
            .map(|other| (strsim::osa_distance(&fold(name), &fold(other)), other))
            .filter(|&(distance, other)| (1..=near).contains(&distance) && distance < other.len())
            .min()?;
        let plain = !meant.contains(['*', '?', '[', '{', '\\']);
        return plain.then(|| format!("{}{meant}{}", &pattern[..start], &pattern[end..]));
    }
    None
}
