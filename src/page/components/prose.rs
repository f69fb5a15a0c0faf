use yew::prelude::*;

/// A sentence in which `code` stands between backticks.
pub fn prose(text: &str) -> Html {
    let parts: Vec<Html> = text
        .split('`')
        .enumerate()
        .map(|(at, part)| {
            if at % 2 == 1 {
                html! { <code key={at}>{ part.to_owned() }</code> }
            } else {
                html! { <span key={at}>{ part.to_owned() }</span> }
            }
        })
        .collect();
    html! { <>{ for parts }</> }
}
