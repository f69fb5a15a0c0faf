//! The arithmetic of a list of which only the rows around sight exist, whether it scrolls by
//! itself or with the document.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Rows above and below those in sight, so that a quick scroll finds them there.
const MARGIN: u32 = 40;

/// Which rows to ask for.
pub struct Window {
    /// The first, from 0.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// What is in sight of the list: from and to which height of its contents, in pixels.
struct Sight {
    top: f64,
    bottom: f64,
}

/// The rows around those in sight.
pub fn window(list: &HtmlElement) -> Window {
    let from = first(list).saturating_sub(MARGIN);
    Window { from, count: last(list) + MARGIN - from }
}

/// The first row in sight.
pub fn first(list: &HtmlElement) -> u32 {
    (sight(list).top / height(list)) as u32
}

/// One past the last row in sight, as if there were no end.
pub fn last(list: &HtmlElement) -> u32 {
    first(list) + page(list) + 1
}

/// How many rows are in sight.
pub fn page(list: &HtmlElement) -> u32 {
    let Sight { top, bottom } = sight(list);
    ((bottom - top) / height(list)).max(1.0) as u32
}

/// Gives the list the height of all rows, and the rows that exist their place.
/// Styles are set through the object model, which the content security policy allows.
pub fn place(list: &HtmlElement, total: u32, from: u32) {
    let height = height(list);
    let set = |class: &str, name: &str, value: f64| {
        if let Some(element) = within(list, class) {
            let _ = element.style().set_property(name, &format!("{}px", value as u64));
        }
    };
    set(".spacer", "height", f64::from(total) * height);
    set(".window", "top", f64::from(from) * height);
}

/// Scrolls just so far that a row is in sight.
pub fn show(list: &HtmlElement, number: u32) {
    let height = height(list);
    let top = f64::from(number) * height;
    let seen = sight(list);
    let by = if top < seen.top { top - seen.top } else { (top + height - seen.bottom).max(0.0) };
    if by == 0.0 {
        return;
    }
    if scrolls(list) {
        list.set_scroll_top((f64::from(list.scroll_top()) + by).ceil() as i32);
    } else if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, by);
    }
}

/// Whether the list scrolls by itself.
fn scrolls(list: &HtmlElement) -> bool {
    style(list, "overflow-y").is_none_or(|it| it != "visible")
}

fn sight(list: &HtmlElement) -> Sight {
    let own = f64::from(list.client_height());
    if scrolls(list) {
        let top = f64::from(list.scroll_top());
        return Sight { top, bottom: top + own };
    }
    // What of it the window shows, below what stays on top and above the reason.
    let document = web_sys::window().and_then(|it| it.document());
    let edge = |class: &str| document.as_ref()?.query_selector(class).ok()?;
    let rect = list.get_bounding_client_rect();
    let window = web_sys::window().and_then(|it| it.inner_height().ok()?.as_f64());
    let head = edge(".head").map_or(0.0, |it| it.get_bounding_client_rect().bottom());
    let why = edge(".why").map(|it| it.get_bounding_client_rect());
    let why = why.filter(|it| it.height() > 0.0).map_or(f64::MAX, |it| it.top());
    let top = (head.max(0.0) - rect.top()).max(0.0);
    let bottom = window.unwrap_or(own).min(why) - rect.top();
    Sight { top, bottom: bottom.max(top) }
}

/// The height of a row in pixels, which the style sheet sets.
fn height(list: &HtmlElement) -> f64 {
    style(list, "--row")
        .and_then(|value| value.trim().trim_end_matches("px").parse::<u16>().ok())
        .map_or(28.0, f64::from)
}

fn style(element: &Element, property: &str) -> Option<String> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    style.get_property_value(property).ok()
}

fn within(list: &HtmlElement, class: &str) -> Option<HtmlElement> {
    list.query_selector(class).ok()??.dyn_into().ok()
}
