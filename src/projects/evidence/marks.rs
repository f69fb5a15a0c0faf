//! Names of folders and files that tell of a framework.

use super::super::table::Names;
use crate::tree::stem_and_ending;

/// What a folder's name tells of the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A server of Node keeps its routes so.
    Routes,
    /// A server of Python keeps its routes so.
    Endpoints,
    /// Pages that a server fills in.
    Templates,
    /// What answers requests, as NestJS calls it: `orders.controller.ts`.
    Controllers,
    /// What holds parts together, as NestJS and Angular call it: `orders.module.ts`.
    Modules,
    /// What Angular shows: `cart.component.ts`.
    Components,
    /// Where Django looks for what answers a request: `urls.py`.
    Urls,
    /// What Qt builds into a program: pictures (`icons.qrc`), or windows beside the code of each.
    Qt,
}

/// Reading
impl Mark {
    const LISTS: [(&str, Self); 3] = [
        ("marks-routes", Self::Routes),
        ("marks-endpoints", Self::Endpoints),
        ("marks-templates", Self::Templates),
    ];

    /// What a file's name tells: `routes.ts`, `orders.router.ts`, `orders.controller.ts`.
    pub(super) fn of_file(name: &str) -> Option<Self> {
        let (stem, end) = stem_and_ending(name)?;
        if !matches!(end, "js" | "ts" | "mjs" | "cjs") {
            return None;
        }
        let joint = stem.bytes().rposition(|byte| matches!(byte, b'.' | b'-' | b'_'));
        let last = joint.map_or(stem, |joint| &stem[joint + 1..]);
        let kind = joint.filter(|&joint| end == "ts" && stem.as_bytes()[joint] == b'.');
        match kind.map(|_| last) {
            Some("controller") => return Some(Self::Controllers),
            Some("module") => return Some(Self::Modules),
            Some("component") => return Some(Self::Components),
            _ => {}
        }
        let is_named = Names::get().has("marks-route-files", last)
            || CALLED.into_iter().any(|end| last.len() > end.len() && last.ends_with(end));
        is_named.then_some(Self::Routes)
    }

    /// What a folder's name tells.
    pub(super) fn of(name: &str) -> impl Iterator<Item = Self> {
        let names = Names::get();
        let name = names.may_have(name).then(|| name.to_ascii_lowercase());
        let is_in = move |list| name.as_ref().is_some_and(|name| names.has(list, name));
        Self::LISTS.into_iter().filter(move |(list, _)| is_in(list)).map(|(_, mark)| mark)
    }
}

/// How functions end that put together what Express asks: `buildOrdersRouter.ts`, `ordersRoutes.js`.
const CALLED: [&str; 2] = ["Router", "Routes"];
