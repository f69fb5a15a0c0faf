//! What must not be stored.

use super::facts::{Facts, is_javascript, slugs};
use super::sources as source;
use super::words::{list, of};
use super::{Chapter, Item};
use crate::organization::{Edition, Project, Situation, Subscription};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(intro(facts))
        .basic([
            Some(places(facts)),
            Some(server_side()),
            Some(fields(facts)),
            Some(ips(facts)),
            javascript(facts),
            other_sdks(facts),
        ])
        .advanced([
            Some(rules()),
            Some(limits()),
            apart(facts),
            Some(clean_up()),
            Some(relay(facts)),
            Some(retention(facts)),
        ])
}

fn intro(facts: &Facts) -> String {
    let names = match facts.delicate.len() {
        0 => String::new(),
        number => format!(
            " By {}, {} {} most of it.",
            of(number, "its name", "their names"),
            list(facts.delicate.iter().copied()),
            of(number, "meets", "meet"),
        ),
    };
    format!(
        "Personal data and secrets reach events by request bodies, local variables, addresses and messages. \
         What is stored once is hard to remove, so see to this before production does.{names}"
    )
}

fn places(facts: &Facts) -> Item {
    let whose = if facts.is_self_hosted() { "on your servers" } else { "with Sentry" };
    Item::new(
        "sensitive/places",
        "Decide where data is scrubbed: in the SDK, in a Relay, or on the server.",
        format!(
            "What the SDK removes is never sent; what the server removes is never stored {whose}."
        ),
        "For each kind of data a sentence says where.",
        source::SDK_SCRUBBING,
    )
}

fn server_side() -> Item {
    Item::new(
        "sensitive/server-side",
        "Require scrubbing for the whole organization: Settings > Security & Privacy.",
        "No project can turn off then what takes card numbers and the likes of `password`.",
        "A test event’s `password` shows `[Filtered]`.",
        source::SERVER_SCRUBBING,
    )
}

fn fields(facts: &Facts) -> Item {
    let whose = match facts.delicate.as_slice() {
        [] => facts.example_name(),
        delicate => list(delicate.iter().copied()),
    };
    Item::new(
        "sensitive/fields",
        format!("Add the secret fields of {whose} to Additional Sensitive Fields."),
        "Only you know that `customer_number` or `iban` is one. An entry matches values, too, so a short one takes \
         more than you want; Safe Fields exempts.",
        "A test event with each of these fields shows none of their values.",
        source::SERVER_SCRUBBING,
    )
}

fn ips(facts: &Facts) -> Item {
    let law = if facts.plan.choices.edition == Edition::De {
        "With data in the European Union this is usually asked for. "
    } else {
        ""
    };
    Item::new(
        "sensitive/ip-addresses",
        "Prevent the storing of IP addresses, and scrub the places made from them.",
        format!("{law}Country and city are kept even where the address is scrubbed."),
        "A new event shows neither address nor city.",
        source::SERVER_SCRUBBING,
    )
    .code(
        "Settings > Security & Privacy > Advanced Data Scrubbing",
        "text",
        "[Remove] [Anything] from [$user.geo.**]\n",
    )
}

fn javascript(facts: &Facts) -> Option<Item> {
    let scripts = facts.those(is_javascript);
    (!scripts.is_empty()).then(|| {
        let those = slugs(&scripts);
        let what = if facts.situation() == Situation::Starting {
            format!("Name every category of `dataCollection` where the JavaScript SDK starts, in {those}.")
        } else {
            let verb = of(scripts.len(), "moves", "move");
            format!("Before {those} {verb} to version 10.57 of the JavaScript SDK, name every category of `dataCollection`.")
        };
        Item::new(
            "sensitive/data-collection",
            what,
            "From 10.57 on, as soon as `dataCollection` is given, and in version 11 in any case, whatever it does not name \
             is on: user, cookies, headers, bodies, query parameters, content of language models, local variables. \
             Only a list of known keys is kept out. Version 11 needs Node 20.19.",
            "A test event carries nothing that you did not name.",
            source::DATA_COLLECTION,
        )
        .older(
            "Leave `sendDefaultPii` off. It is deprecated since 10.57 and gone in version 11; `dataCollection` takes \
             its place, with opposite defaults.",
        )
    })
}

fn other_sdks(facts: &Facts) -> Option<Item> {
    let others = facts.those(|project: &Project| !is_javascript(project));
    (!others.is_empty()).then(|| {
        Item::new(
            "sensitive/default-pii",
            format!("Leave `send_default_pii` off in {}.", slugs(&others)),
            "It is off by default. With it on, SDKs add addresses, cookies and users by themselves. Other languages \
             may follow JavaScript’s new `dataCollection`: read the notes of each new major version.",
            "Nowhere does an SDK start with it set to true.",
            source::SDK_SCRUBBING,
        )
    })
}

fn rules() -> Item {
    Item::new(
        "sensitive/advanced-rules",
        "Write advanced rules for what has a form but no name.",
        "They override Safe Fields, for new events only. The page’s tester shows what one takes.",
        "A test event no longer holds the value.",
        source::ADVANCED_SCRUBBING,
    )
    .code(
        "Settings > Security & Privacy > Advanced Data Scrubbing",
        "text",
        "[Mask] [Credit card numbers] from [**]\n[Remove] [Anything] from [$http.headers.x-api-key]\n[Replace] [Email addresses] from [$error.value]\n",
    )
}

fn limits() -> Item {
    Item::new(
        "sensitive/limits",
        "Keep out in the code what scrubbing does not reach.",
        "Numbers are only emptied, file names in stack traces stay, a hashed IP moves to the user’s id.",
        "No secret is in a file’s name or a number.",
        source::ADVANCED_SCRUBBING,
    )
}

/// Projects whose data is worth walls of their own.
fn apart(facts: &Facts) -> Option<Item> {
    (!facts.delicate.is_empty() && facts.projects().len() > 1).then(|| {
        let number = facts.delicate.len();
        Item::new(
            "sensitive/apart",
            format!(
                "Keep {} apart from other projects, with few teams.",
                list(facts.delicate.iter().copied())
            ),
            "Scrubbing and access are set per project. Single events cannot be deleted, only issues; after a wide \
             leak the whole project may have to go.",
            of(number, "Only the teams that need it have access.", "Only the teams that need them have access."),
            source::ADVANCED_SCRUBBING,
        )
    })
}

fn clean_up() -> Item {
    Item::new(
        "sensitive/clean-up",
        "Write down what to do when a secret was stored after all.",
        "Change the secret first. Tags and issues can be deleted, single events cannot.",
        "Somebody else found the page and understood it.",
        source::ADVANCED_SCRUBBING,
    )
}

fn relay(facts: &Facts) -> Item {
    let (what, why) = if facts.is_self_hosted() {
        (
            "Put a Relay in front of networks that events must not leave unscrubbed.",
            "Your own servers have one inside; one more at the border scrubs before events cross it.",
        )
    } else {
        ("Run a Relay if data must be scrubbed before it leaves your network.", "")
    };
    Item::new(
        "sensitive/relay",
        what,
        format!(
            "{why} One small service. In the mode `managed` it takes its rules from Sentry; `proxy` scrubs nothing."
        )
        .trim()
        .to_owned(),
        "An event sent through it arrives scrubbed.",
        source::RELAY_MODES,
    )
    .older("Run it with a fixed configuration. The mode `static` is deprecated since Relay 25.9.0.")
}

fn retention(facts: &Facts) -> Item {
    if facts.is_self_hosted() {
        return Item::new(
            "sensitive/retention",
            "Set how long events are kept: `SENTRY_EVENT_RETENTION_DAYS`.",
            "The default is 90 days. Shorter is less to leak, and less disk.",
            "No event is older than you said.",
            source::SELF_HOSTED,
        )
        .code(".env", "bash", "SENTRY_EVENT_RETENTION_DAYS=90\n");
    }
    let plan = facts.plan.choices.plan;
    let kept = match plan {
        Subscription::Developer => "Errors are kept for 30 days on this plan",
        Subscription::Team | Subscription::Business | Subscription::Enterprise => {
            "Errors are kept for 90 days"
        }
        Subscription::Unknown => "Errors are kept for 90 days, 30 on the free plan",
    };
    Item::new(
        "sensitive/retention",
        "Put how long Sentry keeps what into your records of processing.",
        format!("{kept}; spans, logs and profiles for 30. Check the page: contracts differ."),
        "The record names the periods.",
        source::RETENTION,
    )
}
