//! The tool of the chapter on hosting.

use super::{session, view};
use sentry_general::playbook::Choice;
use sentry_general::playbook::Heading;
use sentry_general::playbook::self_hosting::{Choice as Typed, Question};
use sentry_general::session::protocol::{self, Request, View};
use sentry_general::session::{Command, PlaybookCommand, Session};

fn chapter() -> Session {
    let mut session = session("web/next.config.js\nweb/package.json\n", "web/* #web\n");
    view(&mut session, View::Playbook);
    act(&mut session, PlaybookCommand::Read(Heading::Hosting), "");
    session
}

fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> String {
    let command = protocol::encode(&command.into());
    session.handle(Request::Do { command, text: text.into() }, None);
    view(session, View::Playbook)
}

fn typed(session: &mut Session, what: Typed, text: &str) -> String {
    act(session, PlaybookCommand::Choose(Choice::Hosting(what)), text)
}

#[test]
fn answers_give_a_verdict_with_reasons_and_pages() {
    let mut session = chapter();
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("0 of 9 answered. Answer a question"), "{shown}");
    typed(&mut session, Typed::Answer(Question::Residence), "scrubbed");
    let shown = typed(&mut session, Typed::Answer(Question::Support), "contract");
    for expected in [
        "2 of 9 answered. Most speaks for a Relay of your own before Sentry’s service.",
        "A Relay of your own before Sentry’s service first: +3",
        "for, +3 A Relay scrubs in your network, and passes on what is left.",
        "Your own servers ruled out rules it out It comes without support or guarantees.",
        "docs.sentry.io/product/relay/ , read in 2026",
    ] {
        assert!(shown.contains(expected), "{expected:?} is shown in {shown}");
    }
}

#[test]
fn a_machine_and_a_version_are_looked_at() {
    let mut session = chapter();
    typed(&mut session, Typed::Memory, "13");
    let shown = typed(&mut session, Typed::Version, "v24.1.0");
    for expected in [
        "Memory 13 GB 16 GB, 32 GB advised; the installer stops below 14,000 MB for Docker the installer stops",
        "5 steps from 24.1.0, as of 26.8.0: 24.8.0 , a hard stop",
        "26.8.0 , the newest",
        "sentry-cli 2.58: 3.x wants a server of 24.11.1 at least.",
    ] {
        assert!(shown.contains(expected), "{expected:?} is shown in {shown}");
    }
    let shown = typed(&mut session, Typed::Version, "24.13.0");
    assert!(
        shown.contains("At 24.13.0 : There is no 24.13.0. The second number is a month"),
        "{shown}"
    );
    let shown = typed(&mut session, Typed::Profile, "errors-only");
    assert!(
        shown.contains("No traces, profiles, replays, user feedback, crons or metrics either."),
        "{shown}"
    );
}
