//! The stacks that Gin's recovery logs: a place, and below it the function with its source.
//!
//! ```text
//! 2024/05/01 10:00:00 [Recovery] 2024/05/01 - 10:00:00 panic recovered:
//! cart is empty
//! /srv/shop/cart/cart.go:31 (0x7b2f3)
//!     Total: panic("cart is empty")
//! ```

use super::scan;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How far above the first place the line may stand that says what happened: the request
/// is between.
const ABOVE: usize = 40;

pub(super) fn anchors(line: &str) -> bool {
    line.trim_end().ends_with(')') && place(line).is_some()
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let least = input.free.max(at.saturating_sub(ABOVE));
    let head = (least..at).rev().find(|line| input.text(*line).contains("panic recovered:"));
    let mut exception = Exception::default();
    if let Some(head) = head {
        draft.role(head, Role::Header);
        draft.strong();
        exception.ty = some("panic");
    }
    let above = (least..at).next_back().filter(|above| head.is_some_and(|head| head < *above));
    if let Some(above) = above.filter(|above| !input.is_blank(*above)) {
        exception.value = some(input.text(above).trim());
        draft.role(above, Role::Message);
    }
    draft.exception(exception);
    let mut next = at;
    while let Some((file, line)) = place(input.text(next)) {
        let below = input.text(next + 1);
        let named = below.starts_with(['\t', ' ']).then(|| below.trim().split_once(": "));
        let Some((name, _)) = named.flatten() else { break };
        let absolute = scan::absolute(file);
        let foreign = file.contains("/src/runtime/") || file.contains("/src/net/http/");
        let frame = Frame {
            function: some(name),
            filename: some(file).filter(|_| absolute.is_none()),
            abs_path: absolute,
            line: Some(line),
            in_app: if foreign { InApp::No } else { InApp::Yes },
            ..Frame::default()
        };
        draft.frame(input, next, frame);
        draft.role(next + 1, Role::Frame);
        draft.strong();
        next += 2;
    }
    draft.has_frames().then_some(())
}

/// `/srv/shop/cart/cart.go:31 (0x7b2f3)`
fn place(line: &str) -> Option<(&str, u32)> {
    let (place, address) = line.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    scan::after_address(address).filter(|rest| rest.is_empty())?;
    let (file, number) = scan::split_number(place, ':')?;
    (file.ends_with(".go") || file.ends_with(".s")).then_some((file, number))
}
