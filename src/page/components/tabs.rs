use crate::page::numbers::count;
use crate::page::state::{Action, Pane, State};
use yew::prelude::*;

/// On a narrow page: which part is in sight.
pub fn tabs(state: &State, act: &Callback<Action>) -> Html {
    let problems = state.rules.report.problem_count + state.advice.problem_count;
    let tab = |pane: Pane, name: &'static str, badge: u32| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Show(pane)));
        let current = (state.pane == pane).then_some("true");
        html! {
            <button key={name} type="button" aria-current={current} {onclick}>
                { name }
                <span class="badge" hidden={badge == 0}>{ count(badge) }</span>
            </button>
        }
    };
    html! {
        <nav key="tabs" class="tabs" aria-label="Parts of the page">
            { tab(Pane::Tree, "Tree", state.tree.report.skipped_count) }
            { tab(Pane::Rules, "Rules", problems) }
            { tab(Pane::Routing, "Routing", 0) }
        </nav>
    }
}
