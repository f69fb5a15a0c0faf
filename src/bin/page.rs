//! The page: a Yew app that shows what the engine in its worker answers.

#[cfg(target_arch = "wasm32")]
fn main() {
    // After a panic nothing of the page's program runs any more.
    std::panic::set_hook(Box::new(|panic| sentry_general::page::fail(&panic.to_string())));
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("page"));
    if let Some(root) = root {
        root.set_inner_html("");
        yew::Renderer::<sentry_general::page::App>::with_root(root).render();
    }
}

/// On the host there is no page; `script/server` builds and serves it.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
