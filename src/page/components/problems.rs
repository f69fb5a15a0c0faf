use super::prose::prose;
use crate::page::editor;
use crate::page::state::Action;
use crate::session::protocol::{CodePage, ProblemReport};
use std::rc::Rc;
use yew::prelude::*;

/// How many problems are listed; the editor shows all of them at their places.
const MOST: usize = 100;

/// Problems of the rules as a list: each leads to its line, and may bring a fix.
pub fn problems(
    problems: &[ProblemReport],
    count: u32,
    looked_up: Option<&(usize, Rc<CodePage>)>,
    act: &Callback<Action>,
) -> Html {
    let items = problems.iter().take(MOST).enumerate().map(|(number, problem)| {
        let severity = ["error", "warning", "info"][usize::from(problem.severity.min(2))];
        let line = problem.line;
        let go = {
            let act = act.clone();
            Callback::from(move |_| act.emit(Action::GoToLine(line)))
        };
        let page = looked_up.filter(|(at, page)| *at == number && page.code == problem.code);
        let page = page.map(|(_, page)| &**page);
        let look_up = {
            let (act, code) = (act.clone(), problem.code.clone());
            Callback::from(move |_| act.emit(Action::LookUp { at: number, code: code.clone() }))
        };
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
                    <button type="button" class="plain" aria-expanded={page.is_some().to_string()} onclick={look_up}>{ "What is this?" }</button>
                    { page.map(code_page).unwrap_or_else(|| html! { <div hidden=true></div> }) }
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

/// What a code means, with an example of it and the same mended.
fn code_page(page: &CodePage) -> Html {
    html! {
        <div class="code-page">
            <p>{ prose(&page.title) }</p>
            <p>{ prose(&page.why) }</p>
            <p>{ prose(&page.fix) }</p>
            <p class="soft">{ "Shows it:" }</p>
            <pre>{ page.bad.clone() }</pre>
            <p class="soft">{ "Mended:" }</p>
            <pre>{ page.good.clone() }</pre>
            <p class="soft">{ &page.code }</p>
        </div>
    }
}
