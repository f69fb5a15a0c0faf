use super::{Offers, explanation, input_tabs, nodes, notices, summary, tabs, top_bar, view_tabs};
use crate::page::parts::{Drawn, Notices, Summary, Tabs, Texts, Top, Views, Why};
use crate::page::state::Action;
use yew::prelude::*;

/// A part of the page without nodes or a state of its own.
#[derive(Clone, PartialEq)]
pub enum Shows {
    /// The top bar.
    Top(Top),
    /// What there is to say beside the answer.
    Notices(Notices),
    /// On a narrow page: which part is in sight.
    Tabs(Tabs),
    /// Which input beside the tree is in sight.
    Texts(Texts),
    /// The sentence and the teams.
    Summary(Summary),
    /// Which view is in sight.
    Views(Views),
    /// Why the selected path goes where it goes.
    Why(Why),
    /// A view.
    Drawn(Drawn),
}

/// What a [`Part`] shows, and whom it tells what is done.
#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// Another value than before is drawn; the same is not.
    pub shows: Shows,
    /// What the top bar offers.
    pub offers: Offers,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// Draws a part when it shows something else than before.
#[component]
pub fn Part(props: &PartProps) -> Html {
    let PartProps { shows, offers, act } = props;
    match shows {
        Shows::Top(shows) => top_bar(shows, offers, act),
        Shows::Notices(shows) => notices(shows, act),
        Shows::Tabs(shows) => tabs(shows, act),
        Shows::Texts(shows) => input_tabs(shows, act),
        Shows::Summary(shows) => summary(shows, act),
        Shows::Views(shows) => view_tabs(shows, act),
        Shows::Why(shows) => explanation(shows, act),
        Shows::Drawn(shows) => {
            shows.report.as_ref().map_or_else(Html::default, |report| nodes(&report.body, act))
        }
    }
}
