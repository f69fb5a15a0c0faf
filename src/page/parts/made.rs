//! What the parts show of a state.

use super::{
    Counts, Drawn, Files, Frame, Held, LARGE, Listing, Notices, PREVIEW, Panel, Parts, Plain,
    Summary, Tabs, Texts, Top, Views, Why,
};
use crate::page::state::{Engine, Origin, State, TextInput, TreeInput};
use crate::page::text;
use crate::session::protocol::{Input, Mark, Node, View};
use std::rc::Rc;

/// Instantiation
impl Parts {
    /// What the parts show of a state. Copies texts of a few lines.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let keeping = &state.keeping;
        let remarks = state.inputs.each_ref().map(|input| input.said.count);
        let rival = keeping.rival.clone();
        let plain = Plain {
            top: Top {
                room: state.room(),
                theme: state.theme,
                origin: state.origin.clone(),
                borrowed: state.origin != Origin::User && keeping.last().is_some(),
                link: state.link.clone(),
                copied: state.copied,
                works: keeping.list(),
                work: keeping.work().cloned(),
                stored: keeping.all_stored(),
                told: state
                    .told
                    .as_ref()
                    .filter(|told| told.listed)
                    .map(|told| (told.words.clone(), told.undone)),
                steps: (
                    state.steps.back().map(str::to_owned),
                    state.steps.forth().map(str::to_owned),
                ),
            },
            working: state.engine == Engine::Busy,
            notices: Notices {
                engine: match &state.engine {
                    // There is nothing to say of either.
                    Engine::Starting | Engine::Ready | Engine::Busy => Engine::Ready,
                    Engine::Stopped => Engine::Stopped,
                    Engine::Failed(reason) => Engine::Failed(reason.clone()),
                },
                notice: state.notice.clone(),
                unmapped: unmapped(state),
                told: state.told.as_ref().map(|told| {
                    (told.words.clone(), told.undone, told.taken.as_ref().map(|taken| taken.0))
                }),
                trouble: keeping.trouble().map(str::to_owned),
                rival: rival.map(|work| (work.clone(), keeping.work() != Some(&work))),
                offered: if state.folded() { state.offered.clone() } else { Vec::new() },
            },
            tabs: Tabs {
                pane: state.pane,
                skipped: state.tree.report.skipped,
                remarks: remarks.iter().sum(),
            },
            bar: Counts::of(&state.routing),
            ways: matches!(state.origin, Origin::Example(_)),
            texts: Texts { input: state.input, remarks },
            summary: Summary {
                routing: state.routing.clone(),
                filter: state.explore.filter.clone(),
            },
            views: Views { room: state.room(), view: state.view },
            why: Why { reason: (!state.selected.is_empty()).then(|| state.explanation.clone()) },
            drawn: Drawn {
                report: (state.view == Some(state.drawn.view)).then(|| state.drawn.clone()),
            },
        };
        Self {
            frame: frame(state),
            listing: listing(&state.tree, &state.offered),
            panels: Input::ALL.map(|input| panel(state, input)),
            files: Files {
                rows: state.rows.clone(),
                routing: state.owners.clone(),
                explore: state.explore.clone(),
                selected: state.selected.clone(),
            },
            plain: Rc::new(plain),
        }
    }
}

/// Of a CODEOWNERS file that was just taken: its names that are nobody yet.
fn unmapped(state: &State) -> Vec<Node> {
    let taken = state.told.as_ref().and_then(|told| told.taken.as_ref()).map(|taken| taken.0);
    let input = &state.inputs[Input::Codeowners as usize];
    let fresh = taken == Some(Some(Input::Codeowners)) && input.report.revision == input.revision;
    if fresh { input.report.unmapped.clone() } else { Vec::new() }
}

fn frame(state: &State) -> Frame {
    let stale = state.stale();
    let of_another = state.explanation.path != state.selected;
    Frame {
        room: state.room(),
        folded: state.folded(),
        pane: state.pane,
        stored: state.keeping.all_stored(),
        opening: state.opening(),
        // The first reason belongs to it: what it stands beside would move when it comes.
        answered: Counts::of(&state.routing).answered
            && (state.selected.is_empty() || !state.explanation.path.is_empty()),
        stale,
        stale_reason: !state.selected.is_empty() && (stale || of_another),
        explores: state.view.is_none(),
        reasons: match state.view {
            None | Some(View::Map) => true,
            Some(View::Simulate) => state.beside && !state.selected.is_empty(),
            Some(_) => false,
        },
        selected: state.selected.clone(),
        view: state.room().name_of(state.view),
        micros: state.micros,
    }
}

fn listing(tree: &TreeInput, offered: &[String]) -> Listing {
    let length = text::length(&tree.text);
    Listing {
        loads: tree.loads,
        text: Held(tree.text.clone()),
        large: (length > LARGE).then(|| (text::start(&tree.text, PREVIEW), length)),
        report: tree.report.clone(),
        stale: tree.report.revision != tree.revision,
        offered: offered.to_vec(),
        gives_way: tree.borrowed || length == 0,
    }
}

/// An input in its editor. Made when first opened, it stays: with it would go what can
/// be undone.
fn panel(state: &State, input: Input) -> Option<Panel> {
    let TextInput { text, loads, report, said, outcomes, .. } = &state.inputs[input as usize];
    let shown = state.input == input;
    let marks = state.marks.iter().filter(|mark| mark.input == input);
    state.inputs[input as usize].opened.then(|| Panel {
        input,
        shown,
        loads: *loads,
        document: state.document,
        text: Held(text.clone()),
        report: report.clone(),
        said: said.clone(),
        outcomes: outcomes.clone(),
        marks: marks.map(|Mark { line, wins, .. }| (*line, *wins)).collect(),
        under: if shown { state.under.clone() } else { Rc::default() },
    })
}
