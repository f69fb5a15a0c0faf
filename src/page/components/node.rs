use crate::page::state::Action;
use crate::session::protocol::{Attribute, Intent, Node};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::html::{onchange, onclick, onsubmit};
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, VTag, VText};

/// Elements of a view, as the engine describes them.
pub fn nodes(list: &[Node], act: &Callback<Action>) -> Html {
    list.iter().map(|it| node(it, act)).collect()
}

fn node(node: &Node, act: &Callback<Action>) -> Html {
    if node.tag.is_empty() {
        return VText::new(node.text.clone()).into();
    }
    let mut tag = VTag::new(node.tag.clone());
    if !node.key.is_empty() {
        tag.key = Some(Key::from(node.key.as_str()));
    }
    for (name, value) in &node.attributes {
        if *name == Attribute::Default {
            tag.add_property(name.name(), value.as_str());
        } else {
            tag.add_attribute(name.name(), value.clone());
        }
    }
    if !node.text.is_empty() {
        tag.add_child(VText::new(node.text.clone()).into());
    }
    tag.add_children(node.children.iter().map(|it| self::node(it, act)));
    if let Some(intent) = &node.intent {
        tag.add_listener(listener(&node.tag, intent.clone(), act.clone()));
    }
    tag.into()
}

fn listener(tag: &str, intent: Intent, act: Callback<Action>) -> Rc<dyn Listener> {
    let used = move |text: String| act.emit(Action::Use(intent.clone(), text));
    match tag {
        "form" => Rc::new(onsubmit::Wrapper::new(Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
            used(form.as_ref().map(values).unwrap_or_default());
        }))),
        "input" | "select" | "textarea" => {
            Rc::new(onchange::Wrapper::new(Callback::from(move |event: Event| {
                let field = event.target().and_then(|field| field.dyn_into::<Element>().ok());
                used(field.as_ref().map(value).unwrap_or_default());
            })))
        }
        _ => Rc::new(onclick::Wrapper::new(Callback::from(move |_: MouseEvent| {
            used(String::new());
        }))),
    }
}

/// What was typed and chosen in a form, a line for each field.
fn values(form: &Element) -> String {
    let Ok(fields) = form.query_selector_all("input, select") else { return String::new() };
    let fields = (0..fields.length()).filter_map(|at| fields.item(at)?.dyn_into().ok());
    fields.map(|field: Element| value(&field)).collect::<Vec<_>>().join("\n")
}

/// What was typed or chosen; of a switch, whether it is on.
fn value(field: &Element) -> String {
    // Fields and selections alike have `value`, and none is missed if it lacks `checked`.
    let field: &HtmlInputElement = field.unchecked_ref();
    if field.type_() == "checkbox" { field.checked().to_string() } else { field.value() }
}
