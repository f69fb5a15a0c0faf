//! The arithmetic of a list of which only the rows around sight exist.

use web_sys::HtmlElement;

/// Rows above and below those in sight, so that a quick scroll finds them there.
const MARGIN: u32 = 40;

/// Which rows to ask for.
pub struct Window {
    /// The first, from 0.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// The rows around those in sight.
pub fn window(list: &HtmlElement) -> Window {
    let from = first(list).saturating_sub(MARGIN);
    Window { from, count: last(list) + MARGIN - from }
}

/// The first row in sight.
pub fn first(list: &HtmlElement) -> u32 {
    (f64::from(list.scroll_top()) / height(list)) as u32
}

/// One past the last row in sight, as if there were no end.
pub fn last(list: &HtmlElement) -> u32 {
    first(list) + page(list) + 1
}

/// How many rows are in sight.
pub fn page(list: &HtmlElement) -> u32 {
    (f64::from(list.client_height()) / height(list)).max(1.0) as u32
}

/// Gives the list the height of all rows, and the rows that exist their place.
/// Styles are set through the object model, which the content security policy allows.
pub fn place(list: &HtmlElement, total: u32, from: u32) {
    let height = height(list);
    let set = |class: &str, name: &str, value: f64| {
        use wasm_bindgen::JsCast;
        let element = list.query_selector(class).ok().flatten();
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = element.style().set_property(name, &format!("{}px", value as u64));
        }
    };
    set(".spacer", "height", f64::from(total) * height);
    set(".window", "top", f64::from(from) * height);
}

/// Scrolls just so far that a row is in sight.
pub fn show(list: &HtmlElement, number: u32) {
    let height = height(list);
    let (top, view) = (f64::from(number) * height, f64::from(list.client_height()));
    let at = f64::from(list.scroll_top());
    if top < at {
        list.set_scroll_top(top as i32);
    } else if top + height > at + view {
        list.set_scroll_top((top + height - view).ceil() as i32);
    }
}

/// The height of a row in pixels, which the style sheet sets.
fn height(list: &HtmlElement) -> f64 {
    web_sys::window()
        .and_then(|window| window.get_computed_style(list).ok().flatten())
        .and_then(|style| style.get_property_value("--row").ok())
        .and_then(|value| value.trim().trim_end_matches("px").parse::<u16>().ok())
        .map_or(28.0, f64::from)
}
