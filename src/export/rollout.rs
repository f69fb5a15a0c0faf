//! The order in which the plan is carried out, as a table for spreadsheets.

use crate::organization::Organization;
use crate::playbook::rollout::{self, Step};
use crate::text::csv::quoted;

/// A line for each step, under a line of headings. Lines end as RFC 4180 says.
pub fn write(organization: &Organization) -> String {
    let mut table = line(["day", "date", "what", "team", "items"].map(str::to_owned));
    for step in rollout::of(organization) {
        table.push_str(&line(cells(step)));
    }
    table
}

fn cells(step: Step) -> [String; 5] {
    // Days are counted from one by people.
    let day = (step.day + 1).to_string();
    let (date, owner) = (step.date.unwrap_or_default(), step.owner.unwrap_or_default());
    [day, date, step.what.replace('`', ""), owner, step.items.join(" ")]
}

fn line<const N: usize>(cells: [String; N]) -> String {
    cells.map(|text| quoted(&text)).join(",") + "\r\n"
}
