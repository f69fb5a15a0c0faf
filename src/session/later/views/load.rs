use super::errors_behind::behind;
use super::simulate::On;
use crate::ownership::Owner;
use crate::routing::{Handover, Load, OwnerLoad, Owners, Shift, load, per_week};
use crate::session::commands::SimulationCommand;
use crate::session::desk::Answer;
use crate::session::draw::rest;
use crate::session::draw::{
    button, command, details, el, field, length, owner, paragraph, strong, table, text,
};
use crate::session::later::event::{self, Errors};
use crate::session::protocol::{Intent, Node};
use crate::text::numbers::{large, plural};
use crate::trace::batch::{Basis, Counted};
use std::collections::BTreeMap;

/// How many errors and moves are listed.
const MOST: usize = 100;

/// The load of many errors by team, before and after the edits.
pub fn draw(on: &On<'_>, errors: &Errors, which: Node) -> Vec<Node> {
    let (after, before) = (on.rules(), on.rules_before());
    let directory = on.inputs.directory();
    let exclusions = on.settings.codeowners.exclusions();
    let load = load(&errors.counted, &before, &after, &directory, exclusions);
    let edited = load.moved() > 0;
    let days = event::counted_days(&on.settings.simulation, errors);
    let mut body = vec![el("p", "lead", sentence(&load)).keyed("sentence"), which];
    let known = match errors.days {
        Some(days) => format!("{days:.1}, by their times"),
        None => "7".to_owned(),
    };
    let over =
        field("Counted over days", &on.settings.simulation.days, &known, SimulationCommand::Days);
    let csv = Intent::Save("load-by-team.csv".into(), "text/csv".into(), load.to_csv(days));
    let mut fields = vec![over, button("", "Save as CSV", csv)];
    if edited {
        let csv = load.moves_to_csv(&errors.counted);
        let save = Intent::Save("errors-that-move.csv".into(), "text/csv".into(), csv);
        fields.push(button("", "Save what moves", save));
    }
    body.push(el("div", "fields", fields).keyed("fields"));
    let mut owners_of = Owners::new(&after, &directory, exclusions);
    let whose: Vec<Option<Owner>> =
        errors.counted.iter().map(|counted| owners_of.of(&counted.event)).collect();
    let behind = Behind::of(errors, &whose);
    body.push(owners(on.answer, &load, days, edited, &behind));
    if edited {
        body.push(el("h3", "", [text("What your edits move")]));
        let items = load.moves.iter().take(MOST).map(|it| handover(on.answer, errors, it));
        body.push(el("ol", "moved", items).keyed("moves"));
        body.extend(rest(load.moves.len(), MOST, "move", "moves"));
    }
    let listed = errors.counted.iter().zip(&whose).take(MOST);
    let rows = listed.enumerate().map(|(at, (counted, who))| {
        let who = who.as_ref().map_or_else(|| owner(None, None), |who| named(on.answer, who));
        let title = command("plain", counted.title.as_str(), SimulationCommand::CaseNumber(at));
        vec![vec![title], vec![text(large(counted.count))], vec![who]]
    });
    let table = table("errors", &["Error", "#Times", "Goes to"], rows.collect());
    let all = errors.counted.len();
    let list = std::iter::once(table).chain(rest(all, MOST, "error", "errors"));
    body.push(details("errors", &plural(all as u32, "error", "errors"), list));
    if !on.plan.projects.is_empty() && !on.inputs.all_rules().is_empty() {
        let words = "All are matched against the rules above, as they are written. Look at one of them to see it by \
             the rules of its project.";
        body.push(paragraph("soft", words));
    }
    body.push(paragraph(
        "soft",
        "Each error counts for its assignee: the first owner of the rule that decides.",
    ));
    body
}

/// What a tree's own names make of errors, while there are none: the load of invented ones.
pub fn sample(on: &On<'_>, errors: &Errors) -> Vec<Node> {
    let (rules, directory) = (on.rules(), on.inputs.directory());
    let exclusions = on.settings.codeowners.exclusions();
    let load = load(&errors.counted, &rules, &rules, &directory, exclusions);
    if errors.counted.is_empty() {
        return Vec::new();
    }
    let words = "Until then: errors invented from the names in the tree";
    let days = event::counted_days(&on.settings.simulation, errors);
    vec![
        el("h3", "", [text(words)]),
        el("p", "", sentence(&load)).keyed("sample"),
        owners(on.answer, &load, days, false, &Behind::default()),
    ]
}

/// The errors behind each number of the load; of invented ones there is nothing to look at.
#[derive(Default)]
struct Behind<'e> {
    by_owner: BTreeMap<&'e Owner, Vec<usize>>,
    nobody: Vec<usize>,
    unknown: Vec<usize>,
    counted: &'e [Counted],
}

impl<'e> Behind<'e> {
    fn of(errors: &'e Errors, whose: &'e [Option<Owner>]) -> Self {
        let mut behind = Self { counted: &errors.counted, ..Self::default() };
        for (at, (counted, who)) in errors.counted.iter().zip(whose).enumerate() {
            match who {
                Some(who) => behind.by_owner.entry(who).or_default().push(at),
                None if counted.basis == Basis::Nothing => behind.unknown.push(at),
                None => behind.nobody.push(at),
            }
        }
        behind
    }

    /// A number that opens the errors that it counts, each of which can be looked at.
    fn number(&self, words: String, which: &[usize]) -> Node {
        behind(words, which, self.counted)
    }
}

fn sentence(load: &Load) -> Vec<Node> {
    let reached = load.errors - load.nobody.after - load.unknown.after;
    let mut words = vec![strong(format!("{} of {} errors", large(reached), large(load.errors)))];
    words.push(text(if reached == 1 { " reaches somebody" } else { " reach somebody" }));
    if load.nobody.after > 0 {
        let reach = if load.nobody.after == 1 { " reaches nobody" } else { " reach nobody" };
        words.extend([text("; "), strong(large(load.nobody.after)), text(reach)]);
    }
    if load.unknown.after > 0 {
        let come = if load.unknown.after == 1 { "comes" } else { "come" };
        let unknown = large(load.unknown.after);
        words.push(text(format!("; nothing says where {unknown} of them {come} from")));
    }
    words.push(text("."));
    if load.moved() > 0 {
        words.push(text(" Your edits move "));
        words.extend([strong(large(load.moved())), text(".")]);
    }
    words
}

fn owners(answer: &Answer, load: &Load, days: f64, edited: bool, behind: &Behind<'_>) -> Node {
    let most = load.owners.iter().map(|it| it.after.max(it.before)).max().unwrap_or_default();
    let most = most.max(load.nobody.after).max(load.unknown.after);
    let row = |who: Node, place: Option<u32>, Shift { before, after }: Shift, which: &[usize]| {
        let scaled = |number: u64| (number.saturating_mul(1000) / most.max(1)) as u32;
        let mut cells = vec![vec![who], vec![length(place, scaled(after))]];
        if edited {
            cells.push(vec![text(weekly(before, days))]);
        }
        cells.push(vec![behind.number(weekly(after, days), which)]);
        cells
    };
    let of = |it: &OwnerLoad| {
        let shift = Shift { before: it.before, after: it.after };
        let which = behind.by_owner.get(&it.owner).map_or(&[][..], Vec::as_slice);
        row(named(answer, &it.owner), answer.place_of(&it.owner), shift, which)
    };
    let mut rows: Vec<_> = load.owners.iter().take(MOST).map(of).collect();
    let mut other = |name: Node, shift: Shift, which: &[usize]| {
        if shift.before > 0 || shift.after > 0 {
            rows.push(row(name, None, shift, which));
        }
    };
    other(owner(None, None), load.nobody, &behind.nobody);
    other(el("span", "soft", []).says("not known"), load.unknown, &behind.unknown);
    let headings: &[&str] = if edited {
        &["Who", "In proportion", "#A week, before", "#A week, now"]
    } else {
        &["Who", "In proportion", "#Errors a week"]
    };
    table("load", headings, rows).keyed("load")
}

fn handover(answer: &Answer, errors: &Errors, it: &Handover) -> Node {
    let name = |who: &Option<Owner>| {
        who.as_ref().map_or_else(|| owner(None, None), |who| named(answer, who))
    };
    let count = text(format!("{} from ", large(it.errors)));
    let mut words = vec![count, name(&it.from), text(" to "), name(&it.to)];
    let titles = it.events.iter().filter_map(|&at| errors.cases.get(at)).take(3);
    let titles: Vec<&str> = titles.map(|case| case.title.as_str()).collect();
    words.push(el("span", "soft", []).says(format!(": {}", titles.join("; "))));
    el("li", "", words)
}

fn named(answer: &Answer, who: &Owner) -> Node {
    owner(Some(&who.to_string()), answer.place_of(who))
}

/// A number of errors a week, as people read it.
pub fn weekly(errors: u64, days: f64) -> String {
    let number = per_week(errors, days);
    if number < 10.0 && number.fract() > 0.05 {
        format!("{number:.1}")
    } else {
        large(number.round() as u64)
    }
}
