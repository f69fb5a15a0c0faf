use super::node::nodes;
use crate::page::editor;
use crate::page::parts::Panel;
use crate::page::state::{Action, Pane, Said};
use crate::session::protocol::{Filter, Input, Intent};
use crate::text::numbers::plural;
use gloo::events::{EventListener, EventListenerOptions};
use web_sys::Element;
use yew::prelude::*;

/// What an [`InputPanel`] shows.
#[derive(Properties, PartialEq)]
pub struct InputPanelProps {
    /// The input.
    pub shows: Panel,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// A text in its editor, with what is wrong with it and what follows from it.
#[component]
pub fn InputPanel(props: &InputPanelProps) -> Html {
    let node = use_node_ref();
    let Panel { input, shown, loads, document, text, report, said, outcomes, marks, under } =
        &props.shows;
    let input = *input;
    {
        let (node, act) = (node.clone(), props.act.clone());
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(|element| listen(&element, input, &act));
            move || drop(listeners)
        });
    }
    {
        let (node, text) = (node.clone(), text.0.clone());
        let there = use_mut_ref(|| *document);
        use_effect_with((*loads, *document), move |(_, document)| {
            let other = there.replace(*document) != *document;
            if let Some(element) = node.cast::<Element>() {
                let put = if other { editor::open } else { editor::set_value };
                put(&element, &text);
            }
        });
    }
    {
        // Until the newest is there, the editor moves the last problems along with the text.
        let node = node.clone();
        use_effect_with(said.clone(), move |said| {
            if let Some(element) = node.cast::<Element>() {
                editor::set_problems(&element, &said.problems);
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(outcomes.clone(), move |outcomes| {
            let outcomes = outcomes.clone();
            // A task of its own: the editor takes its time with thousands.
            gloo::timers::callback::Timeout::new(0, move || {
                if let Some(element) = node.cast::<Element>() {
                    editor::set_outcomes(&element, &outcomes.json);
                }
            })
            .forget();
        });
    }
    {
        let node = node.clone();
        use_effect_with(marks.clone(), move |marks| {
            let kind = |wins| if wins { "won" } else { "overridden" };
            let lines: Vec<(u32, &str)> =
                marks.iter().map(|&(line, wins)| (line, kind(wins))).collect();
            if let Some(element) = node.cast::<Element>() {
                editor::set_highlights(&element, &lines);
            }
        });
    }
    let Words { name, language, placeholder } = words(input);
    html! {
        <div id={panel(input)} class="input" hidden={!shown} role="tabpanel" aria-label={name}>
            <p key="status" class="status" role="status">{ status(&report.holds, said, &report.consequence) }</p>
            <ownership-editor key="editor" ref={node} id={editor::id(input)} {language} label={name} {placeholder}>
                <textarea aria-label={name} spellcheck="false" autocomplete="off" wrap="off"  />
            </ownership-editor>
            <div key="under" class="under">{ nodes(&under.body, &props.act) }</div>
        </div>
    }
}

/// The id of an input's panel.
pub fn panel(input: Input) -> &'static str {
    ["rules", "codeowners", "mappings", "people", "event"][input as usize]
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

fn listen(element: &Element, input: Input, act: &Callback<Action>) -> [EventListener; 3] {
    if matches!(input, Input::Rules | Input::Codeowners) {
        editor::connect_completer(element, act.clone());
    }
    let (typed, editor) = (act.clone(), element.clone());
    let (clicked, mended) = (act.clone(), act.clone());
    let options = EventListenerOptions::enable_prevent_default();
    [
        // The engine says what a fix moves, and asks first if it takes files from somebody.
        EventListener::new_with_options(element, "fixwanted", options, move |event| {
            if let Some(number) = editor::detail(event, "number") {
                event.prevent_default();
                mended.emit(Action::Mend(input, number));
            }
        }),
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

fn status(holds: &str, said: &Said, consequence: &str) -> String {
    let problems = said.count;
    let mut words = vec![holds.to_owned()];
    if problems > 0 {
        words.push(if consequence.is_empty() {
            plural(problems, "remark", "remarks")
        } else {
            plural(problems, "problem", "problems")
        });
    }
    words.retain(|it| !it.is_empty());
    let mut words = words.join(", ");
    // Some thousand of a dozen kinds are not some thousand things to read.
    if problems > 9 && said.kinds * 2 < problems {
        words.push_str(&format!(" of {}", plural(said.kinds, "kind", "kinds")));
    }
    if consequence.is_empty() { words } else { format!("{words}; {consequence}") }
}
