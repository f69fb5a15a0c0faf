use super::node::nodes;
use crate::page::editor;
use crate::page::state::{Action, Pane, TextInput, said};
use crate::session::protocol::{Advice, Filter, Input, Intent, Mark, RoutingReport, ViewReport};
use crate::text::numbers::plural;
use gloo::events::EventListener;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What an [`InputPanel`] shows.
#[derive(Properties, PartialEq)]
pub struct InputPanelProps {
    /// Which input.
    pub input: Input,
    /// Its text.
    pub data: TextInput,
    /// Whether it is in sight.
    pub shown: bool,
    /// What each line does.
    pub routing: Rc<RoutingReport>,
    /// Which lines matter to the selected path, or to the error that is simulated.
    pub marks: Rc<Vec<Mark>>,
    /// All there is to say about it.
    pub advice: Rc<Advice>,
    /// Whether the advice is about the texts as they stand.
    pub fresh: bool,
    /// What stands under it.
    pub under: Rc<ViewReport>,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// A text in its editor, with what is wrong with it and what follows from it.
#[component]
pub fn InputPanel(props: &InputPanelProps) -> Html {
    let node = use_node_ref();
    let input = props.input;
    let report = &props.data.report;
    let (problems, count) = said(input, report, &props.advice);
    {
        let (node, act) = (node.clone(), props.act.clone());
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(|element| listen(&element, input, &act));
            move || drop(listeners)
        });
    }
    {
        let (node, text) = (node.clone(), props.data.text.clone());
        use_effect_with(props.data.loads, move |_| {
            if let Some(element) = node.cast::<Element>() {
                editor::set_value(&element, &text);
            }
        });
    }
    {
        // Until the newest is there, the editor moves the last problems along with the text.
        let (node, problems) = (node.clone(), problems.to_vec());
        use_effect_with((report.clone(), props.advice.clone(), props.fresh), move |it| {
            if let Some(element) = node.cast::<Element>().filter(|_| it.2) {
                editor::set_problems(&element, &problems);
            }
        });
    }
    {
        let (node, routing) = (node.clone(), props.routing.clone());
        use_effect_with(routing, move |routing| {
            let routing = routing.clone();
            // A task of its own: the editor takes its time with thousands.
            gloo::timers::callback::Timeout::new(0, move || {
                if let Some(element) = node.cast::<Element>() {
                    let lines = routing.outcomes.get(input as usize);
                    editor::set_outcomes(&element, lines.map_or("[]", String::as_str));
                }
            })
            .forget();
        });
    }
    {
        let (node, marks) = (node.clone(), props.marks.clone());
        use_effect_with(marks, move |marks| {
            let marks = marks.iter().filter(|mark| mark.input == input);
            let lines: Vec<(u32, &str)> = marks
                .map(|mark| (mark.line, if mark.wins { "won" } else { "overridden" }))
                .collect();
            if let Some(element) = node.cast::<Element>() {
                editor::set_highlights(&element, &lines);
            }
        });
    }
    let Words { name, language, placeholder } = words(input);
    html! {
        <div class="input" hidden={!props.shown}>
            <p key="status" class="status" role="status">{ status(&report.holds, count, &report.consequence) }</p>
            <ownership-editor key="editor" ref={node} id={editor::id(input)} {language} label={name} {placeholder}>
                <textarea aria-label={name} spellcheck="false" autocomplete="off" wrap="off"  />
            </ownership-editor>
            <div key="under" class="under">{ nodes(&props.under.body, &props.act) }</div>
        </div>
    }
}

struct Words {
    name: &'static str,
    language: &'static str,
    placeholder: &'static str,
}

/// What an input is called.
pub fn name(input: Input) -> &'static str {
    words(input).name
}

fn words(input: Input) -> Words {
    let (name, language, placeholder) = match input {
        Input::Rules => ("Ownership rules", "rules", "src/payments/* #payments"),
        Input::Codeowners => ("CODEOWNERS", "codeowners", "/src/payments/ @acme/payments"),
        Input::Mappings => ("Mappings", "plain", "app/ -> backend/app/"),
        Input::People => ("Teams", "plain", "#payments @acme/payments"),
        Input::Event => ("Error", "plain", "Paste a stack trace or an event"),
    };
    Words { name, language, placeholder }
}

fn listen(element: &Element, input: Input, act: &Callback<Action>) -> [EventListener; 2] {
    if matches!(input, Input::Rules | Input::Codeowners) {
        editor::connect_completer(element, act.clone());
    }
    let (typed, editor) = (act.clone(), element.clone());
    let clicked = act.clone();
    [
        EventListener::new(element, "input", move |_| {
            if let Some(text) = editor::value(&editor) {
                typed.emit(Action::Type(input, text));
            }
        }),
        // From a rule's line to its files.
        EventListener::new(element, "outcomeclick", move |event| {
            if let Some(line) = editor::detail(event, "line") {
                let filter = Intent::Filter(Filter::Rule(input, line));
                clicked.emit(Action::Use(filter, String::new()));
                clicked.emit(Action::Show(Pane::Routing));
            }
        }),
    ]
}

fn status(holds: &str, problems: u32, consequence: &str) -> String {
    let mut words = vec![holds.to_owned()];
    if problems > 0 {
        words.push(if consequence.is_empty() {
            plural(problems, "remark", "remarks")
        } else {
            plural(problems, "problem", "problems")
        });
    }
    let words = words.join(", ");
    if consequence.is_empty() { words } else { format!("{words}; {consequence}") }
}
