//! What a view does not model: one press away from it, and only what concerns it.

use crate::session::draw::{details, el, prose};
use crate::session::protocol::{Node, View};

/// The key of what says so.
pub const LIMITS: &str = "limits";

/// What is not modelled in what a view says; none where a view says nothing by itself.
pub fn limits(view: View) -> Option<Node> {
    let list: &[&str] = match view {
        View::Under(_) => return None,
        View::Coverage => &[
            "A file stands for one error whose only frame of your own code is that file. How often errors come from it is not counted here.",
            "Whether a team exists and has access is known only from what stands under Teams.",
        ],
        View::Review => &[
            "Who reviews is read as the code host reads its file. Which members of a team it asks, and rules for branches, are not known.",
            "An error with frames of several files may go elsewhere than each of them alone: try one under Simulate.",
        ],
        View::Map => &[
            "It is of the repository’s paths, also where frames are looked at elsewhere. Open folders give some room to their names, so areas compare exactly only within one folder.",
            "By errors, an error counts for one file: that of its newest frame of your own code in the tree.",
        ],
        View::Simulate => &[
            "Issues that are assigned already, by hand or by Sentry, keep their assignee.",
            "The pause after an assignment, rate limits, Seer, and members who switched notifications off are left out.",
            "How Sentry groups events into issues is not computed.",
        ],
        View::Projects => &[
            "The split goes by names, and by the contents of the small files you gave. Flags that make one program several processes show in no tree.",
            "How sure it is follows 196 repositories that people had labelled and the rules had not seen. On kinds of repositories that were not among them, it may be wrong more often.",
        ],
        View::Compare => &[
            "Only the repository in view is compared. Without errors of yours, each source file counts as one error.",
            "A team counts as seeing every project where it owns a file or gets an error. What people subscribe to is not known.",
        ],
        View::Playbook => &[
            "It goes by copies of Sentry’s documentation. Each item says how old its copy is.",
            "Prices, contracts and holidays are left out. How long an item takes is a rule of thumb.",
        ],
        View::Export => &[
            "Files are checked against the provider’s reference and Sentry’s description of its API. None of them has been applied to a real Sentry organization.",
            "Do a dry run first; the script does one unless you pass `--apply`.",
        ],
    };
    Some(draw(list))
}

/// The same of the reason for a path.
pub fn limits_of_reasons() -> Node {
    draw(&[
        "A file stands for an error whose one frame of your own code carries exactly its path, or that of its code mapping. Under Simulate you can try a real one.",
        "Issues that are assigned already keep their assignee.",
        "Whether a team exists and has access is known only from what stands under Teams.",
    ])
}

fn draw(list: &[&str]) -> Node {
    let items = list.iter().map(|words| el("li", "", prose(words)));
    details(LIMITS, "What this does not model", [el("ul", "limits", items)])
}
