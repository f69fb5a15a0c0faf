use super::prose::prose;
use crate::page::editor;
use crate::page::state::Action;
use crate::session::protocol::ProblemReport;
use yew::prelude::*;

/// How many problems are listed; the editor shows all of them at their places.
const MOST: usize = 100;

/// Problems of the rules as a list: each leads to its line, and may bring a fix.
pub fn problems(problems: &[ProblemReport], count: u32, act: &Callback<Action>) -> Html {
    let items = problems.iter().take(MOST).enumerate().map(|(number, problem)| {
        let severity = ["error", "warning", "info"][usize::from(problem.severity.min(2))];
        let act = act.clone();
        let line = problem.line;
        let go = Callback::from(move |_| act.emit(Action::GoToLine(line)));
        let fix = problem.fix.as_ref().map(|fix| {
            let edits = fix.edits.clone();
            let apply = Callback::from(move |_| editor::apply_edits(&edits));
            html! { <button type="button" class="fix" onclick={apply}>{ prose(&fix.title) }</button> }
        });
        html! {
            <li key={number} class={classes!("problem", severity)}>
                <button type="button" class="place" onclick={go} disabled={line == 0}
                    aria-label={format!("{severity} on line {line}: go there")}>
                    { if line == 0 { "text".to_owned() } else { format!("line {line}") } }
                </button>
                <div>
                    <p class="message">{ prose(&problem.message) }</p>
                    <p class="hint" hidden={problem.hint.is_none()}>{ prose(problem.hint.as_deref().unwrap_or_default()) }</p>
                    <p class="sentry" hidden={problem.sentry.is_none()}>
                        { "Sentry answers: " }<q>{ problem.sentry.clone().unwrap_or_default() }</q>
                    </p>
                    { fix.unwrap_or_else(|| html! { <span hidden=true></span> }) }
                </div>
            </li>
        }
    });
    let items: Vec<Html> = items.collect();
    let more = (count as usize).saturating_sub(problems.len().min(MOST));
    html! {
        <div key="problems" class="problems" hidden={problems.is_empty()}>
            <ul key="list">{ for items }</ul>
            <p key="more" class="soft" hidden={more == 0}>{ format!("{more} more; the gravest are marked in the text above.") }</p>
        </div>
    }
}
