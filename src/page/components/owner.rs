use yew::prelude::*;

/// How many hues there are; further owners use them again.
pub const HUES: usize = 10;

/// The class that colours an owner: by its place in the order of shares.
pub fn hue(index: Option<u32>) -> String {
    match index {
        Some(index) => format!("hue-{}", index as usize % HUES),
        None => "hue-nobody".into(),
    }
}

/// An owner's name with its colour; no name is nobody.
pub fn owner(name: Option<&str>, index: Option<u32>) -> Html {
    html! {
        <span class={classes!("owner", if name.is_some() { hue_or_plain(index) } else { hue(None) })}>
            <i class="dot" aria-hidden="true"></i>
            { name.unwrap_or("nobody").to_owned() }
        </span>
    }
}

fn hue_or_plain(index: Option<u32>) -> String {
    index.map_or_else(|| "plain-owner".into(), |index| hue(Some(index)))
}

/// Segments side by side, `1000` units wide in all: the class and number of each.
/// SVG attributes rather than styles, which the content security policy forbids.
pub fn segments(parts: impl Iterator<Item = (Option<u32>, u32)>, whole: u32) -> Vec<Html> {
    let mut before = 0_u64;
    let scale = |files: u64| files * 1000 / u64::from(whole.max(1));
    // What is narrower than can be seen gets no segment; the largest come first.
    let visible = u64::from(whole) / 1000;
    parts
        .filter(|&(_, files)| files > 0 && u64::from(files) >= visible)
        .enumerate()
        .map(|(key, (owner, files))| {
            let from = scale(before);
            before += u64::from(files);
            // Never quite to the next one's start, never less than visible.
            let width = (scale(before) - from).saturating_sub(2).max(1);
            html! {
                <rect {key} class={hue(owner)} x={from.to_string()} y="0" width={width.to_string()} height="10" />
            }
        })
        .collect()
}
