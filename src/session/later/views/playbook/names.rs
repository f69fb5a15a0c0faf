//! How teams, projects, environments and releases are called, and what breaks that.

use crate::organization::Organization;
use crate::playbook::naming;
use crate::session::draw::{code, el, paragraph, prose, table, text};
use crate::session::protocol::Node;

/// The tool of the chapter.
pub fn draw(organization: &Organization) -> Vec<Node> {
    let row = |it: &naming::Convention| {
        let mut examples = Vec::new();
        for example in &it.examples {
            if !examples.is_empty() {
                examples.push(text(", "));
            }
            examples.push(code(example));
        }
        vec![vec![text(it.of)], prose(it.form), examples]
    };
    let rows = naming::conventions(organization).iter().map(row).collect();
    let mut body = vec![
        el("h3", "", []).says("How things are called").keyed("names"),
        table("names", &["What", "Form", "Here"], rows).keyed("table"),
    ];
    let odd = naming::check(organization);
    if !odd.is_empty() {
        let items = odd.iter().map(|odd| el("li", "", prose(&odd.message)));
        body.push(paragraph("", "These break the convention:").keyed("break"));
        body.push(el("ul", "remarks", items).keyed("odd"));
    }
    body
}
