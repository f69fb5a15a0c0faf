use super::problems::problems;
use crate::page::editor;
use crate::page::numbers::plural;
use crate::page::state::{Action, RulesInput};
use crate::session::protocol::{Advice, CodePage, Explanation, RoutingReport};
use gloo::events::EventListener;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What a [`RulesPanel`] shows.
#[derive(Properties, PartialEq)]
pub struct RulesPanelProps {
    /// The rules.
    pub rules: RulesInput,
    /// What each rule does.
    pub routing: Rc<RoutingReport>,
    /// Which of them matter to the selected path.
    pub explanation: Rc<Explanation>,
    /// What they do in this tree that was hardly meant.
    pub advice: Rc<Advice>,
    /// The problem in the list whose code is explained, and the explanation.
    pub looked_up: Option<(usize, Rc<CodePage>)>,
    /// Whether the advice is about the texts as they stand.
    pub fresh: bool,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// The ownership rules in their editor, with what is wrong with them.
#[component]
pub fn RulesPanel(props: &RulesPanelProps) -> Html {
    let node = use_node_ref();
    let mut all = props.rules.report.problems.clone();
    all.extend(props.advice.problems.iter().cloned());
    let count = props.rules.report.problem_count + props.advice.problem_count;
    // What has no place comes last.
    all.sort_by_key(|problem| (problem.line == 0, problem.from));
    {
        let (node, act) = (node.clone(), props.act.clone());
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(|element| listen(&element, &act));
            move || drop(listeners)
        });
    }
    {
        let (node, text) = (node.clone(), props.rules.text.clone());
        use_effect_with(props.rules.loads, move |_| {
            if let Some(element) = node.cast::<Element>() {
                editor::set_value(&element, &text);
            }
        });
    }
    {
        // Until the newest is there, the editor moves the last problems along with the text.
        let (node, problems) = (node.clone(), all.clone());
        use_effect_with((props.advice.clone(), props.fresh), move |(_, fresh)| {
            if let Some(element) = node.cast::<Element>().filter(|_| *fresh) {
                editor::set_problems(&element, &problems);
            }
        });
    }
    {
        let (node, routing) = (node.clone(), props.routing.clone());
        use_effect_with(routing, move |routing| {
            let routing = routing.clone();
            // A task of its own: thousands of rules take longer than a frame.
            gloo::timers::callback::Timeout::new(0, move || {
                if let Some(element) = node.cast::<Element>() {
                    editor::set_outcomes(&element, &outcomes(&routing));
                }
            })
            .forget();
        });
    }
    {
        let (node, explanation) = (node.clone(), props.explanation.clone());
        use_effect_with(explanation, move |explanation| {
            let lines: Vec<(u32, &str)> = explanation
                .rules
                .iter()
                .map(|rule| (rule.line, if rule.wins { "won" } else { "overridden" }))
                .collect();
            if let Some(element) = node.cast::<Element>() {
                editor::set_highlights(&element, &lines);
            }
        });
    }
    let report = &props.rules.report;
    html! {
        <div class="panel rules">
            <header key="header">
                <h2>{ "Ownership rules" }</h2>
                <p class="status" role="status">{ status(report.rules, count, report.accepted) }</p>
            </header>
            <ownership-editor key="editor" ref={node} id={editor::RULES} language="rules" label="Ownership rules"
                placeholder="src/payments/* #payments">
                <textarea aria-label="Ownership rules" spellcheck="false" autocomplete="off" wrap="off"  />
            </ownership-editor>
            { problems(&all, count, props.looked_up.as_ref(), &props.act) }
        </div>
    }
}

fn listen(element: &Element, act: &Callback<Action>) -> [EventListener; 1] {
    editor::connect_completer(element, act.clone());
    let (act, editor) = (act.clone(), element.clone());
    [EventListener::new(element, "input", move |_| {
        if let Some(text) = editor::value(&editor) {
            act.emit(Action::TypeRules(text));
        }
    })]
}

fn outcomes(routing: &RoutingReport) -> Vec<(u32, String, &'static str)> {
    if routing.files == 0 {
        return Vec::new();
    }
    routing
        .rules
        .iter()
        .map(|rule| match (rule.wins, rule.matches) {
            (0, 0) => (rule.line, "matches nothing".to_owned(), "no-match"),
            (0, _) => (rule.line, "never decides".to_owned(), "never-wins"),
            (wins, matches) if wins == matches => {
                (rule.line, plural(wins, "file", "files"), "wins")
            }
            (wins, matches) => {
                (rule.line, format!("{wins} of {}", plural(matches, "file", "files")), "wins")
            }
        })
        .collect()
}

fn status(rules: u32, problems: u32, accepted: bool) -> String {
    let rules = plural(rules, "rule", "rules");
    match (problems, accepted) {
        (0, _) => rules,
        (some, true) => format!("{rules}, {}", plural(some, "remark", "remarks")),
        (some, false) => format!(
            "{rules}, {}; Sentry would refuse to save them",
            plural(some, "problem", "problems")
        ),
    }
}
