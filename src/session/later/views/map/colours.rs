//! What each file is coloured by.

use super::{Behind, Parts, behind, behind_all, count, large, percent};
use crate::ownership::Owner;
use crate::projects::Plan;
use crate::routing::Outcome;
use crate::session::commands::FilesCommand;
use crate::session::desk::Answer;
use crate::session::draw::{button, el, text};
use crate::session::protocol::{Attribute, Filter, Intent, Node};
use crate::session::shares::{HUES, OTHERS, hue};
use crate::session::view_state::MapColour;
use crate::tree::map::Weights;
use crate::tree::{FolderId, PathId, Position, Tree};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many kinds a legend names, and a cell is made of; what is besides is joined.
const MOST: usize = 12;
pub const MOST_IN_CELL: usize = 3;

/// What there is, and what each file is.
pub struct Colours {
    by: MapColour,
    pub kinds: Vec<Kind>,
    /// Per position, the number of its kind.
    of: Vec<u32>,
    /// What several kinds are called.
    nouns: &'static str,
}

/// What has a colour.
pub struct Kind {
    pub name: String,
    /// The class that colours it.
    pub class: String,
    /// What lets its files through, where the explorer has such a filter.
    filter: Option<Filter>,
    /// The owner that it is, if it is one.
    owner: Option<String>,
    /// The project that it is, if it is one.
    pub project: bool,
}

/// How much of a kind there is: its number, none for others joined; and the weight.
pub type Share = (Option<u32>, u64);

impl Colours {
    /// Linear in the tree.
    pub fn new(parts: &Parts<'_>, by: MapColour) -> Self {
        let answer = parts.answer;
        match by {
            MapColour::Team => by_team(answer),
            MapColour::Project => by_project(answer, &(parts.plan)()),
            MapColour::Reach => by_reach(answer),
            MapColour::Review => by_review(parts),
            MapColour::Moves => by_moves(answer),
            MapColour::Confidence => by_confidence(answer, &(parts.plan)()),
        }
    }

    /// What the files at these positions are, the most first, `most` kinds at most.
    pub fn shares(&self, ranges: &[Range<Position>], weights: &Weights, most: usize) -> Vec<Share> {
        let mut sums: Vec<u64> = Vec::new();
        let mut seen: Vec<u32> = Vec::new();
        for range in ranges {
            let mut at = range.start;
            while at < range.end {
                // Files in a row mostly are of one kind.
                let kind = self.of[at as usize];
                let run =
                    self.of[at as usize..range.end as usize].iter().take_while(|&&it| it == kind);
                let end = at + run.count() as u32;
                if sums.len() <= kind as usize {
                    sums.resize(kind as usize + 1, 0);
                }
                let weight = weights.sum(&(at..end));
                if sums[kind as usize] == 0 && weight > 0 {
                    seen.push(kind);
                }
                sums[kind as usize] += weight;
                at = end;
            }
        }
        seen.sort_by_key(|&kind| (std::cmp::Reverse(sums[kind as usize]), kind));
        let most = if seen.len() == most + 1 { seen.len() } else { most };
        let rest: u64 = seen.iter().skip(most).map(|&kind| sums[kind as usize]).sum();
        let mut shares: Vec<Share> =
            seen.into_iter().take(most).map(|kind| (Some(kind), sums[kind as usize])).collect();
        if rest > 0 {
            shares.push((None, rest));
        }
        shares
    }

    /// What there is in a folder.
    pub fn legend(&self, tree: &Tree, folder: FolderId, weights: &Weights) -> Vec<Share> {
        self.shares(&[tree.positions(folder)], weights, self.kinds.len())
    }

    /// The name of a share of a legend or a cell.
    pub fn name(&self, share: Share) -> &str {
        share.0.map_or("others", |kind| &self.kinds[kind as usize].name)
    }

    /// The legend of the files at these positions as a list; every number leads to its files, or opens its errors.
    pub fn list(
        &self,
        legend: &[Share],
        weights: &Weights,
        (folder, here): (&str, &Range<Position>),
        errors: Option<&Behind<'_>>,
    ) -> Node {
        let whole = weights.sum(here);
        let of_kinds = errors.map(|errors| self.errors(errors, here)).unwrap_or_default();
        let item = |class: &str, name: &str, number: u64, at: Option<u32>| {
            let of = at.map(|at| &self.kinds[at as usize]);
            let words = vec![
                el("i", "dot", []).with(Attribute::Hidden, "true"),
                el("span", "name", []).says(name),
                el("span", "number", []).says(large(number)),
                el("span", "percent", []).says(share_of(number, whole)),
            ];
            let class = format!("choice {class}");
            let leads = of.map(|kind| self.leads(kind, folder));
            let which = at.and_then(|at| of_kinds.get(&at));
            let node = match (errors, which, leads) {
                (Some(errors), Some(which), _) => behind_all(words, &class, which, errors.counted),
                (None, _, Some(intent)) => el("button", &class, words)
                    .with(Attribute::Type, "button")
                    .with(Attribute::Title, "Show these files")
                    .does(intent),
                (Some(_), None, _) | (None, _, None) => el("span", &class, words),
            };
            let owner = of.and_then(|kind| kind.owner.as_deref());
            let node = match owner {
                Some(owner) => node.with(Attribute::OfOwner, owner),
                None if of.is_some_and(|kind| kind.project) => {
                    node.with(Attribute::OfProject, name)
                }
                None => node,
            };
            el("li", "", [node]).keyed(name)
        };
        let most = if legend.len() == MOST + 1 { legend.len() } else { MOST };
        let named = legend.iter().take(most).filter_map(|&(at, number)| {
            let kind = &self.kinds[at? as usize];
            Some(item(&kind.class, &kind.name, number, at))
        });
        let rest = legend.get(most..).unwrap_or_default();
        let others = (!rest.is_empty()).then(|| {
            let name = format!("{} other {}", count(rest.len() as u32), self.nouns);
            item(OTHERS, &name, rest.iter().map(|share| share.1).sum(), None)
        });
        let label =
            if errors.is_some() { "Colours and their errors" } else { "Colours and their files" };
        el("ul", "owners legend", named.chain(others)).with(Attribute::Label, label)
    }

    /// The errors of files of each kind, at these positions.
    fn errors(&self, errors: &Behind<'_>, here: &Range<Position>) -> BTreeMap<u32, Vec<usize>> {
        let mut of_kinds: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, error) in errors.placed.errors(std::slice::from_ref(here)) {
            of_kinds.entry(self.of[at as usize]).or_default().push(error);
        }
        of_kinds
    }

    /// What shows the files of a kind in a folder.
    fn leads(&self, kind: &Kind, folder: &str) -> Intent {
        let Some(filter) = &kind.filter else {
            let (by, name, folder) =
                (self.by.id().to_owned(), kind.name.clone(), folder.to_owned());
            return FilesCommand::Coloured { by, name, folder }.intent();
        };
        let mut filter = Filter::below(folder, filter.clone());
        if let Filter::Within(within) = &mut filter {
            within.name = format!("{} in {}", kind.name, within.name);
        }
        Intent::Filter(filter)
    }

    /// The files of a kind in a folder, in the order of the tree; nothing if there is no such kind.
    pub fn files(&self, tree: &Tree, folder: FolderId, name: &str) -> Option<Vec<PathId>> {
        let kind = self.kinds.iter().position(|kind| kind.name == name)? as u32;
        let here = tree.positions(folder).filter(|&at| self.of[at as usize] == kind);
        Some(here.map(|at| tree.path_at(at)).collect())
    }

    /// That a share of what is at these positions is of its colour; its number opens its errors, or leads to its files in this
    /// folder.
    pub fn told(
        &self,
        share: Share,
        ranges: &[Range<Position>],
        folder: Option<&str>,
        errors: Option<&Behind<'_>>,
    ) -> Node {
        let of = share.0.map(|at| &self.kinds[at as usize]);
        let class = of.map_or(OTHERS, |kind| &kind.class);
        let dot = el("i", "dot", []).with(Attribute::Hidden, "true");
        let number = large(share.1);
        let leads = of.zip(folder).map(|(kind, folder)| self.leads(kind, folder));
        let number = match (errors, share.0, leads) {
            (Some(errors), Some(kind), _) => {
                let here = errors.placed.errors(ranges);
                let here = here.filter(|&(at, _)| self.of[at as usize] == kind);
                let which: Vec<usize> = here.map(|(_, error)| error).collect();
                behind(number, &which, errors.counted)
            }
            (None, _, Some(intent)) => button("plain", number, intent),
            (Some(_), None, _) | (None, _, None) => text(number),
        };
        let name = text(format!("{} ", self.name(share)));
        el("span", &format!("owner {class}"), [dot, name, number])
    }
}

/// A share in whole per cent.
pub fn share_of(number: u64, whole: u64) -> String {
    // Of more than fit, in parts of a million.
    let whole = whole.max(1);
    if whole <= u64::from(u32::MAX) {
        return percent(number as u32, whole as u32);
    }
    percent((u128::from(number) * 1_000_000 / u128::from(whole)) as u32, 1_000_000)
}

fn kind(name: impl Into<String>, class: impl Into<String>, filter: Option<Filter>) -> Kind {
    Kind { name: name.into(), class: class.into(), filter, owner: None, project: false }
}

fn positions(answer: &Answer) -> Range<Position> {
    0..answer.tree.len() as Position
}

fn by_team(answer: &Answer) -> Colours {
    let mut kinds: Vec<Kind> = (0..answer.by_share.len() as u32)
        .map(|place| {
            let name = answer.owner_name(place);
            let filter = Filter::Owner(name.clone());
            Kind { owner: Some(name.clone()), ..kind(name, hue(Some(place)), Some(filter)) }
        })
        .collect();
    let nobody = kinds.len() as u32;
    kinds.push(Kind {
        owner: Some("nobody".to_owned()),
        ..kind("nobody", hue(None), Some(Filter::Nobody))
    });
    let of = |at| answer.outcome(at).owner().map_or(nobody, |owner| answer.place(owner));
    Colours { by: MapColour::Team, kinds, of: positions(answer).map(of).collect(), nouns: "teams" }
}

fn by_reach(answer: &Answer) -> Colours {
    let kinds = vec![
        kind("reach somebody", "hue-2", None),
        kind("no rule matches", hue(None), Some(Filter::Unmatched)),
        kind("a rule without owners decides", "hue-1", Some(Filter::Unowned)),
    ];
    let of = |at| match answer.outcome(at) {
        outcome if outcome.owner().is_some() => 0,
        Outcome::Unmatched => 1,
        _ => 2,
    };
    Colours { by: MapColour::Reach, kinds, of: positions(answer).map(of).collect(), nouns: "kinds" }
}

fn by_review(parts: &Parts<'_>) -> Colours {
    let answer = parts.answer;
    let disputes = answer.disputes(&parts.inputs.host, &parts.inputs.people.names);
    let disputed = Some(Filter::Disputed);
    let reviewed = !parts.inputs.host.rules.is_empty();
    let agree =
        if reviewed { "review and routing agree" } else { "no CODEOWNERS file to compare with" };
    let kinds =
        vec![kind(agree, "hue-9", None), kind("review and routing disagree", "hue-1", disputed)];
    let of = |at| u32::from(disputes.holds(at));
    Colours {
        by: MapColour::Review,
        kinds,
        of: positions(answer).map(of).collect(),
        nouns: "kinds",
    }
}

fn by_moves(answer: &Answer) -> Colours {
    let mut colours = Colours { by: MapColour::Moves, ..by_team(answer) };
    for kind in &mut colours.kinds {
        kind.name = format!("now {}", kind.name);
        kind.filter = None;
    }
    let stays = colours.kinds.len() as u32;
    colours.kinds.push(kind("stay where they were", OTHERS, None));
    let edited = answer.edited.as_ref();
    for (at, of) in (0..).zip(&mut colours.of) {
        if edited.and_then(|edited| edited.before(at)).is_none() {
            *of = stays;
        }
    }
    colours
}

/// Of what the edits move, who had it before; none if nothing was edited.
pub fn before(answer: &Answer) -> Option<Colours> {
    let edited = answer.edited.as_ref()?;
    let owners = edited.kept.compiled().owners();
    // Who is still there keeps the colour.
    let of_owner = |(at, owner): (u32, &Owner)| {
        let place = answer.place_of(owner).unwrap_or(at);
        kind(format!("before {owner}"), hue(Some(place)), None)
    };
    let mut kinds: Vec<Kind> = (0..).zip(owners).map(of_owner).collect();
    let number: BTreeMap<&Owner, u32> = owners.iter().zip(0..).collect();
    let nobody = kinds.len() as u32;
    kinds.push(kind("before nobody", hue(None), None));
    let stays = nobody + 1;
    kinds.push(kind("stay where they were", OTHERS, None));
    let of = |at| match edited.before(at) {
        None => stays,
        Some(owner) => owner.and_then(|owner| number.get(owner)).copied().unwrap_or(nobody),
    };
    let of = positions(answer).map(of).collect();
    Some(Colours { by: MapColour::Moves, kinds, of, nouns: "teams" })
}

/// Per position, the number of its project; the number of projects for none.
fn project_of(answer: &Answer, plan: &Plan) -> Vec<u32> {
    let mut of = vec![plan.projects.len() as u32; answer.tree.len()];
    for (number, project) in (0..).zip(&plan.projects) {
        for file in project.paths() {
            of[answer.tree.position_of(file) as usize] = number;
        }
    }
    of
}

fn by_project(answer: &Answer, plan: &Plan) -> Colours {
    // The largest have the colours that differ most.
    let mut order: Vec<usize> = (0..plan.projects.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(plan.projects[at].files));
    let mut place = vec![0_u32; order.len()];
    for (rank, &at) in (0..).zip(&order) {
        place[at] = rank % HUES;
    }
    let mut kinds: Vec<Kind> = (plan.projects.iter().zip(&place))
        .map(|(it, &place)| Kind { project: true, ..kind(&it.slug, hue(Some(place)), None) })
        .collect();
    kinds.push(kind("no project", hue(None), None));
    Colours { by: MapColour::Project, kinds, of: project_of(answer, plan), nouns: "projects" }
}

/// From when on a project is sure, or likely.
const SURE: f32 = 0.8;
const LIKELY: f32 = 0.5;

fn by_confidence(answer: &Answer, plan: &Plan) -> Colours {
    let kinds = vec![
        kind("sure, from 80%", "hue-2", None),
        kind("likely, from 50%", "hue-3", None),
        kind("unsure, below 50%", "hue-1", None),
        kind("no project", hue(None), None),
    ];
    let grade = |number: u32| match plan.projects.get(number as usize) {
        None => 3,
        Some(it) if it.confidence >= SURE => 0,
        Some(it) if it.confidence >= LIKELY => 1,
        Some(_) => 2,
    };
    let of = project_of(answer, plan).into_iter().map(grade);
    Colours { by: MapColour::Confidence, kinds, of: of.collect(), nouns: "kinds" }
}
