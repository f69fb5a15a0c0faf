use crate::session::shares;
use yew::prelude::*;

pub use shares::hue;

/// An owner's name with its colour; no name is nobody.
pub fn owner(name: Option<&str>, place: Option<u32>) -> Html {
    html! {
        <span class={shares::owner_class(name, place)}>
            <i class="dot" aria-hidden="true"></i>
            { name.unwrap_or("nobody").to_owned() }
        </span>
    }
}

/// The segments of a bar, side by side.
pub fn segments(parts: impl Iterator<Item = (Option<u32>, u32)>, whole: u32) -> Vec<Html> {
    let segment = |(key, it): (usize, shares::Segment)| {
        html! {
            <rect {key} class={it.class} x={it.x.to_string()} y="0" width={it.width.to_string()} height="10" />
        }
    };
    shares::segments(parts, whole).enumerate().map(segment).collect()
}
