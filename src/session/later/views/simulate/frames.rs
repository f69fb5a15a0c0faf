use super::Shown;
use crate::routing::{Mapping, Proposal, RuleId, Via, derives_mappings, propose};
use crate::session::commands::{RoutingCommand, SimulationCommand};
use crate::session::desk::input_of;
use crate::session::draw::rest;
use crate::session::draw::{choice, code, command, el, paragraph, root, select, text};
use crate::session::protocol::{Attribute, Node};
use crate::text::numbers::plural;
use crate::trace::{Frame, InApp};

/// How many frames are listed.
const MOST_FRAMES: usize = 300;

/// The frames
impl Shown<'_> {
    /// The frames, newest first as Sentry shows them, under their exceptions.
    pub(super) fn frames(&self) -> Node {
        let frames = &self.case.event.frames;
        let headings = ["", "In-app", "Function", "As it is sent", "In the tree", "Rules"];
        let head = headings
            .iter()
            .map(|heading| el("th", "", []).with(Attribute::Scope, "col").says(*heading));
        let mut rows = Vec::new();
        let mut end = frames.len();
        for (title, number) in self.case.parts.iter().rev() {
            let start = end.saturating_sub(*number);
            if self.case.parts.len() > 1 {
                let title = el("th", "part", []).says(title.as_str());
                let title = title.with(Attribute::ColSpan, "6").with(Attribute::Scope, "colgroup");
                rows.push(el("tr", "", [title]));
            }
            rows.extend((start..end).rev().map(|at| self.frame(at, &frames[at])));
            end = start;
        }
        let all = rows.len();
        rows.truncate(MOST_FRAMES);
        let table = [el("thead", "", [el("tr", "", head)]), el("tbody", "", rows)];
        let table = el("table", "frames", table).with(Attribute::Label, "Frames, newest first");
        let mut body = vec![table];
        body.extend(rest(all, MOST_FRAMES, "row", "rows"));
        el("div", "scroll", body).with(Attribute::TabIndex, "0").keyed("frames")
    }

    fn frame(&self, at: usize, frame: &Frame) -> Node {
        let switch = el("input", "", [])
            .with(Attribute::Type, "checkbox")
            .with_if(Attribute::Checked, frame.in_app != InApp::No)
            .with(Attribute::Label, format!("Frame {} is in-app", at + 1))
            .does(SimulationCommand::InApp(self.at, at).intent());
        let mut function = vec![code(frame.function.as_deref().unwrap_or("?"))];
        if let Some(note) = self.case.notes.get(at).and_then(Option::as_ref) {
            function.push(el("span", "soft", []).says(format!(" {note}")));
        }
        let matching = self.simulation.matching.iter().filter(|it| it.1.frames().contains(&at));
        let rules = matching.clone().take(5).map(|(rule, _)| self.line(*rule));
        let lit = matching.clone().any(|(rule, _)| self.is_lit(*rule));
        let cells = [
            el("td", "number", []).says((at + 1).to_string()),
            el("td", "", [switch]),
            el("td", "", function),
            el("td", "", sent(frame)),
            el("td", "", self.in_the_tree(at)),
            el("td", "", rules),
        ];
        let mut class = if lit { "lit".to_owned() } else { String::new() };
        if frame.in_app == InApp::No {
            class += " foreign";
        }
        let row = el("tr", class.trim(), cells);
        // The whole frame is about its file and the rule that it is matched by, the one that decides first.
        let file = self.links[at].file.map(|file| self.on.answer.tree.paths().get(file));
        let row = match file {
            Some(file) => row.with(Attribute::OfPath, file),
            None => row,
        };
        match matching.map(|it| self.simulation.rule(it.0)).next() {
            Some(rule) if !self.is_own => {
                row.with(Attribute::OfLine, input_of(rule.source).about(rule.line))
            }
            Some(_) | None => row,
        }
    }

    /// Whether a rule's frames are lit up: those of the chosen one, else the winner's.
    pub(super) fn is_lit(&self, rule: RuleId) -> bool {
        let rule = self.simulation.rule(rule);
        let here = (input_of(rule.source), rule.line);
        match self.on.lit {
            Some(lit) => lit == here,
            None => self.simulation.winner().is_some_and(|winner| {
                let winner = self.simulation.rule(winner);
                (input_of(winner.source), winner.line) == here
            }),
        }
    }

    fn in_the_tree(&self, at: usize) -> Vec<Node> {
        let paths = self.on.answer.tree.paths();
        let linked = &self.links[at];
        let several =
            linked.candidates.len() > 1 && !matches!(linked.via, Via::Mapping(_) | Via::Path);
        let mut cell: Vec<Node> = linked.file.map(|id| select(paths.get(id))).into_iter().collect();
        let soft = |words: &str| el("span", "soft", []).says(words);
        match linked.via {
            Via::Similar if linked.file.is_none() && linked.candidates.len() == 1 => {
                cell.extend([soft("perhaps "), select(paths.get(linked.candidates[0]))]);
            }
            Via::NotInTree => cell.push(soft("not found")),
            Via::Library | Via::NoPath => {}
            Via::Mapping(_) | Via::Path | Via::End(_) | Via::Similar if several => {
                let words = plural(linked.candidates.len() as u32, "file fits", "files fit");
                let mut options = vec![("", words.as_str())];
                options.extend(linked.candidates.iter().map(|&id| (paths.get(id), paths.get(id))));
                let chosen = linked.file.map_or("", |id| paths.get(id));
                cell.push(choice("", &options, chosen, SimulationCommand::Place(self.at, at)));
            }
            Via::Mapping(_) | Via::Path | Via::End(_) | Via::Similar => {}
        }
        cell
    }

    /// Code mappings that follow from the frames.
    pub(super) fn mappings(&self) -> Vec<Node> {
        let frames = &self.case.event.frames;
        let platform = self.case.event.platform.as_deref();
        let found = propose(frames, self.links, self.files, platform);
        let there = &self.on.inputs.mappings;
        let fresh: Vec<&Proposal> =
            found.iter().filter(|it| !there.contains(&it.mapping)).collect();
        if fresh.is_empty() {
            return Vec::new();
        }
        let item = |it: &&Proposal| {
            let Mapping { stack_root, source_root } = &it.mapping;
            let add = RoutingCommand::AddMapping(stack_root.clone(), source_root.clone());
            let leads = plural(it.frames.len() as u32, "frame", "frames");
            let words = [
                code(root(stack_root)),
                text(" → "),
                code(root(source_root)),
                text(format!(" leads {leads} to its file ")),
            ];
            el("li", "", words.into_iter().chain([command("", "Add", &add)]))
        };
        let known = platform.is_some_and(derives_mappings);
        let words = if known {
            "Code mappings that follow from these frames; Sentry derives such by itself, too:"
        } else {
            "Code mappings that follow from these frames. On this platform Sentry derives none by itself:"
        };
        let list = el("ul", "mappings", fresh.iter().map(item));
        vec![el("div", "", [paragraph("", words), list]).keyed("mappings")]
    }
}

/// The path that a frame carries, and what else rules look at.
fn sent(frame: &Frame) -> Vec<Node> {
    let shown = frame.filename.as_deref().or(frame.abs_path.as_deref());
    let mut cells: Vec<Node> = shown
        .map(|shown| {
            let place = frame.line.map(|line| format!(":{line}")).unwrap_or_default();
            code(&format!("{shown}{place}"))
                .with(Attribute::Title, frame.abs_path.as_deref().unwrap_or_default())
        })
        .into_iter()
        .collect();
    if let Some(module) = frame.module.as_deref().filter(|it| !it.is_empty()) {
        cells.push(el("span", "soft", []).says(format!(" module {module}")));
    }
    if let Some(munged) = &frame.munged {
        cells.push(el("span", "soft", []).says(format!(" read as {munged}")));
    }
    cells
}
