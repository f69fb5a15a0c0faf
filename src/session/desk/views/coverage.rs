use crate::routing::{
    Coverage, Outcome, Overlap, RuleCount, Spot, Survey, coverage, spots, survey,
};
use crate::session::commands::{FilesCommand, RoutingCommand};
use crate::session::desk::Answer;
use crate::session::draw::rest;
use crate::session::draw::{
    bar, command, details, el, line, owner, paragraph, path, show, strong, table, text,
};
use crate::session::protocol::{Attribute, Filter, Node};
use crate::text::numbers::{count, files, percent, plural};
use crate::text::order::Sort as _;
use crate::tree::Tree;

/// How many folders, gaps, overlaps and rules are listed.
const MOST: usize = 40;

/// How many owners a folder's row names.
const OWNERS: usize = 3;

/// Who has how much: folder by folder, what is left over, and who treads on whose toes.
pub fn draw(answer: &Answer, folder: &str) -> Vec<Node> {
    let tree = &answer.tree;
    if tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to see who has how much of it.")];
    }
    let folder = tree.find_folder(folder).unwrap_or(Tree::ROOT);
    let whole = coverage(tree, &answer.routing, Tree::ROOT);
    let found = survey(tree, &answer.routing, folder);
    let mut body = vec![el("p", "lead", sentence(&whole)).keyed("sentence")];
    body.extend(folders(answer, &found));
    body.extend(gaps(answer));
    body.extend(overlaps(answer, &found.overlaps));
    body.extend(rules(answer, &found.rules));
    body
}

fn sentence(whole: &Coverage) -> Vec<Node> {
    let mut words = vec![
        command("plain", count(whole.owned()), FilesCommand::Owned),
        strong(format!(" of {}", files(whole.files))),
        text(if whole.owned() == 1 { " has an owner" } else { " have an owner" }),
    ];
    if whole.unmatched > 0 {
        let all = show(count(whole.unmatched), Filter::Unmatched);
        let verb = if whole.unmatched == 1 { "is" } else { "are" };
        words.extend([text("; "), all, text(format!(" {verb} matched by no rule"))]);
    }
    if whole.unowned > 0 {
        let all = show(count(whole.unowned), Filter::Unowned);
        let verb = if whole.unowned == 1 { "is" } else { "are" };
        words.extend([text(if whole.unmatched > 0 { ", and " } else { "; " }), all]);
        words.push(text(format!(" {verb} matched by a rule that names nobody")));
    }
    words.push(text("."));
    words
}

/// The folders of one folder, with the way back up.
fn folders(answer: &Answer, found: &Survey) -> Vec<Node> {
    let tree = &answer.tree;
    let folder = found.folder.folder;
    let mut way = vec![folder];
    while let Some(parent) = tree.parent(way[way.len() - 1]) {
        way.push(parent);
    }
    let way = way.into_iter().rev().map(|at| {
        let name = if at == Tree::ROOT { "All" } else { tree.folder_name(at) };
        let go = RoutingCommand::Folder(tree.folder_path(at).to_owned());
        let step = command("plain", name, &go);
        if at == folder { step.with(Attribute::Current, "true") } else { step }
    });
    let title = el("h3", "", [text("By folder")]);
    let mut subs: Vec<&Coverage> = found.folders.iter().collect();
    subs.sort_once_by_key(|sub| std::cmp::Reverse(sub.files));
    let all = subs.len();
    let rows = subs.into_iter().take(MOST).map(|sub| row(answer, sub)).collect();
    let headings = ["Folder", "#Files", "Owners", "Most", "#No rule", "#No owner"];
    let mut body = vec![title, el("nav", "crumbs", way).with(Attribute::Label, "Folders")];
    if all == 0 {
        body.push(paragraph("soft", "There are no folders in it."));
    } else {
        body.push(table("coverage", &headings, rows).keyed("folders"));
    }
    body.extend(rest(all, MOST, "folder", "folders"));
    body
}

fn row(answer: &Answer, of: &Coverage) -> Vec<Vec<Node>> {
    let (tree, folder) = (&answer.tree, of.folder);
    let nobody = of.unowned + of.unmatched;
    let shares: Vec<_> = of
        .owners
        .iter()
        .map(|&(owner, files)| (Some(answer.place(owner)), files))
        .chain([(None, nobody)])
        .collect();
    let mut most: Vec<Node> = of
        .owners
        .iter()
        .take(OWNERS)
        .map(|&(id, _)| owner(Some(&answer.owner_at(id)), Some(answer.place(id))))
        .collect();
    let left = of.owners.len().saturating_sub(OWNERS);
    if left > 0 {
        most.push(el("span", "soft", []).says(format!(" and {left} more")));
    }
    let name = tree.folder_name(folder);
    let open = command("plain", name, RoutingCommand::Folder(tree.folder_path(folder).to_owned()));
    let label = plural(of.owners.len() as u32, "owner", "owners");
    let path = tree.folder_path(folder);
    let below = |number: u32, of: Filter| show(count(number), Filter::below(path, of));
    let gap = |number: u32, filter: Filter| match number {
        0 => Vec::new(),
        _ => vec![
            below(number, filter),
            el("span", "soft", []).says(format!(" {}", percent(number, of.files))),
        ],
    };
    vec![
        vec![open],
        vec![below(of.files, Filter::All)],
        vec![bar(&shares, of.files, &label)],
        most,
        gap(of.unmatched, Filter::Unmatched),
        gap(of.unowned, Filter::Unowned),
    ]
}

/// Where the files are that reach nobody, the heaviest first.
fn gaps(answer: &Answer) -> Vec<Node> {
    let tree = &answer.tree;
    let found = spots(tree, &answer.routing, |outcome| outcome.owner().is_none());
    if found.is_empty() {
        return Vec::new();
    }
    let unowned = spots(tree, &answer.routing, |outcome| {
        outcome.owner().is_none() && outcome != Outcome::Unmatched
    });
    let item = |spot: &Spot| {
        let name = tree.folder_path(spot.folder);
        let place = match (spot.whole, name) {
            (true, "") => text("the whole tree"),
            (true, _) => path(&format!("{name}/")),
            (false, "") => text("files at the top"),
            (false, _) => path(name),
        };
        let some = unowned.iter().any(|other| other.folder == spot.folder);
        let why = match (some, spot.files) {
            (false, _) => "",
            (true, 1) => ", matched by a rule that names nobody",
            (true, _) => ", some of them matched by a rule that names nobody",
        };
        let right = if spot.whole || name.is_empty() { "" } else { " right in it" };
        let filter = if spot.whole { Filter::below } else { Filter::right_in };
        let filter = filter(name, Filter::Nobody);
        let number = show(files(spot.files), filter);
        el("li", "", [place, text(" "), number, text(format!("{right}{why}"))])
    };
    let title = el("h3", "", [text("What reaches nobody")]);
    let list = el("ol", "gaps", found.iter().take(MOST).map(item)).keyed("gaps");
    let mut body = vec![title, list];
    body.extend(rest(found.len(), MOST, "place", "places"));
    body
}

/// Between which owners rules overlap, catch-alls left out.
fn overlaps(answer: &Answer, all: &[Overlap]) -> Vec<Node> {
    let mut found: Vec<&Overlap> = all.iter().filter(|it| it.narrow > 0).collect();
    found.sort_once_by_key(|it| (std::cmp::Reverse(it.narrow), it.winner, it.other));
    if found.is_empty() {
        return Vec::new();
    }
    let named = |id| owner(Some(&answer.owner_at(id)), Some(answer.place(id)));
    let item = |it: &&Overlap| {
        let (winner, other) = (answer.owner_at(it.winner), answer.owner_at(it.other));
        let which = FilesCommand::Overlap { winner, other };
        let words = [
            named(it.winner),
            text(" gets "),
            command("plain", files(it.narrow), which),
            text(" that rules of "),
            named(it.other),
            text(" match, too"),
        ];
        el("li", "", words)
    };
    let list = el("ol", "overlaps", found.iter().take(MOST).map(item));
    let title =
        format!("{} overlap", plural(found.len() as u32, "pair of owners", "pairs of owners"));
    let rest = rest(found.len(), MOST, "pair", "pairs");
    vec![details("overlaps", &title, std::iter::once(list).chain(rest))]
}

/// The rules, those that decide about most first.
fn rules(answer: &Answer, counts: &[RuleCount]) -> Vec<Node> {
    let mut order: Vec<u32> = (0..counts.len() as u32).collect();
    order.sort_once_by_key(|&rule| std::cmp::Reverse(counts[rule as usize].wins));
    let row = |&rule: &u32| {
        let data = &answer.routing.compiled().rules()[rule as usize];
        let (input, at) = answer.line_of(rule);
        let count_of = counts[rule as usize];
        let wins = if count_of.wins == 0 {
            text("0")
        } else {
            show(count(count_of.wins), Filter::Rule(input, at))
        };
        let owners: Vec<String> = data.owners.iter().map(ToString::to_string).collect();
        vec![
            vec![line(input, at)],
            vec![crate::session::draw::code(&data.matcher.to_string())],
            vec![text(owners.join(" "))],
            vec![wins],
            vec![match count_of.matches {
                0 => text("0"),
                number => command("plain", count(number), FilesCommand::Matches(input, at)),
            }],
        ]
    };
    let rows: Vec<_> = order.iter().take(MOST).map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let title = plural(order.len() as u32, "rule by its weight", "rules by their weight");
    let headings = ["Line", "Rule", "Owners", "#Files decided", "#Files matched"];
    let rest = rest(order.len(), MOST, "rule", "rules");
    vec![details("rules", &title, std::iter::once(table("rules", &headings, rows)).chain(rest))]
}
