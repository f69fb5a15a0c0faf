//! The page: a Yew app that shows what the engine in its worker answers.

#[cfg(target_arch = "wasm32")]
fn main() {
    use yew::prelude::*;

    #[component]
    fn Page() -> Html {
        html! { <h1>{ "Sentry General" }</h1> }
    }

    let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("page"))
    else {
        return;
    };
    root.set_inner_html("");
    yew::Renderer::<Page>::with_root(root).render();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
