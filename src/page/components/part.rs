use super::{
    Offers, bar, explanation, input_tabs, nodes, notices, summary, tabs, top_bar, view_tabs, ways,
    working,
};
use crate::page::parts::{Name, Plain};
use crate::page::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// What a [`Part`] shows, and whom it tells what is done.
#[derive(Properties)]
pub struct PartProps {
    /// Which part it is.
    pub name: Name,
    /// What it shows, among the others.
    pub plain: Rc<Plain>,
    /// What the top bar offers.
    pub offers: Offers,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// By what the part shows: the others are drawn for themselves, and callbacks stay the same as
/// long as the page lives.
impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.plain.same(&other.plain, self.name)
    }
}

/// Draws a part when it shows something else than before.
#[component]
pub fn Part(props: &PartProps) -> Html {
    let PartProps { name, plain, offers, act } = props;
    match name {
        Name::Top => top_bar(&plain.top, offers, act),
        Name::Working => working(plain.working, act),
        Name::Notices => notices(&plain.notices, act),
        Name::Tabs => tabs(&plain.tabs, act),
        Name::Bar => bar(plain.bar, act),
        Name::Ways => ways(plain.ways, &offers.example, act),
        Name::Texts => input_tabs(&plain.texts, act),
        Name::Summary => summary(&plain.summary, act),
        Name::Views => view_tabs(&plain.views, act),
        Name::Why => explanation(&plain.why, act),
        Name::Drawn => {
            let report = plain.drawn.report.as_ref();
            report.map_or_else(Html::default, |report| nodes(&report.body, act))
        }
    }
}
