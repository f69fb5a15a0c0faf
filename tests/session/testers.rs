//! The tools of the playbook's chapters: releases, SDKs, filters, scrubbing.

use super::{press, session, view};
use sentry_general::playbook::Choice;
use sentry_general::playbook::{Heading, release};
use sentry_general::session::protocol::{self, Request, View};
use sentry_general::session::{Command, PlaybookCommand, Session, Trial};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n";

/// A session that shows a chapter.
fn chapter(heading: Heading) -> Session {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\n");
    view(&mut session, View::Playbook);
    act(&mut session, PlaybookCommand::Read(heading), "");
    session
}

/// What is shown after a command.
fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> String {
    let command = protocol::encode(&command.into());
    session.handle(Request::Do { command, text: text.into() }, None);
    shown(session)
}

/// What a chapter's tool shows, below its checklist.
fn shown(session: &mut Session) -> String {
    let all = view(session, View::Playbook);
    let heads = ["Names Names are made of", "In your code", "Try a filter", "Try the scrubbing"];
    let at = heads.iter().filter_map(|head| all.rfind(head)).max();
    at.map_or_else(String::new, |at| all[at..].to_owned())
}

#[test]
fn a_name_of_a_release_is_tried_and_mended() {
    let mut session = chapter(Heading::Releases);
    let try_it = PlaybookCommand::Try(Trial::Release);
    let text = act(&mut session, &try_it, "web@1.4.2+77");
    let said = "Taken , and shown as 1.4.2 (77) : ordered by version. Application web Version 1.4.2 Build 77";
    assert!(text.contains(said), "{text}");
    let text = act(&mut session, &try_it, "shop@1.0");
    assert!(text.contains("No project of the plan is called shop ."), "{text}");
    let text = act(&mut session, &try_it, "feature/login");
    assert!(text.contains("Refused. / can't stand in the name of a release"), "{text}");
    press(&mut session, View::Playbook, "Put hyphens there", "");
    let text = shown(&mut session);
    assert!(text.contains("Taken , and shown as feature-login : ordered by date."), "{text}");
}

#[test]
fn commands_follow_what_is_chosen() {
    let mut session = chapter(Heading::Releases);
    let text = shown(&mut session);
    assert!(text.contains("sentry-cli releases new -p api \"$SENTRY_RELEASE\""), "{text}");
    assert!(text.contains("sentry-cli releases new -p web \"$SENTRY_RELEASE\""), "{text}");
    let only = PlaybookCommand::Choose(Choice::Release(release::Choice::Project));
    let text = act(&mut session, &only, "web");
    assert!(!text.contains("new -p api"), "one project's commands are shown: {text}");
    let together = PlaybookCommand::Choose(Choice::Release(release::Choice::Train));
    let text = act(&mut session, &together, "shared");
    assert!(text.contains("Every build makes one release for all:"), "{text}");
    assert!(text.contains("releases new -p api -p web \"$SENTRY_RELEASE\""), "{text}");
    let text = act(&mut session, PlaybookCommand::Choose(Choice::Ci), "gitlab-ci");
    assert!(text.contains(".gitlab-ci.yml Copy"), "the file is GitLab's: {text}");
    assert!(!text.contains("SENTRY_URL"), "sentry.io needs no address");
    let text = act(&mut session, PlaybookCommand::Choose(Choice::Edition), "self-hosted");
    assert!(text.contains("export SENTRY_URL=https://sentry.example.com/"), "{text}");
    let older = PlaybookCommand::Choose(Choice::Release(release::Choice::Cli));
    let text = act(&mut session, &older, "older");
    assert!(text.contains("@sentry/cli@~2.58.0"), "an older server needs an older tool: {text}");
}

#[test]
fn every_project_gets_the_code_for_its_sdk() {
    let mut session = chapter(Heading::Data);
    let text = shown(&mut session);
    assert!(text.contains("pip install --upgrade 'sentry-sdk[django]'"), "{text}");
    assert!(text.contains("sentry_sdk.set_tag(\"team\", \"api\")"), "{text}");
    let other = PlaybookCommand::Choose(Choice::Release(release::Choice::Project));
    let text = act(&mut session, &other, "web");
    assert!(text.contains("npm install @sentry/nextjs"), "{text}");
    assert!(text.contains("Whatever is left out of it is on."), "the trap is told: {text}");
}

#[test]
fn a_filter_is_tried_line_by_line_and_mended() {
    let mut session = chapter(Heading::Filtering);
    act(&mut session, PlaybookCommand::Try(Trial::Message), "TypeError: Failed to fetch");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Globs), "typeerror*\nFailed to fetch");
    assert!(text.contains("typeerror* drops it."), "{text}");
    assert!(text.contains("Failed to fetch lets it through. It stands in the text"), "{text}");
    press(&mut session, View::Playbook, "Write *Failed to fetch*", "");
    let text = shown(&mut session);
    assert!(
        text.contains("typeerror* drops it.") && text.contains("*Failed to fetch* drops it."),
        "{text}"
    );
    assert!(text.contains("ignoreErrors: [\"TypeError: Failed to fetch\"],"), "{text}");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Agent), "Twitterbot/1.0");
    assert!(text.contains("Web crawlers: dropped, by bot"), "{text}");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Address), "https://shop.example.com/");
    assert!(text.contains("Localhost: elsewhere, let through."), "{text}");
}

#[test]
fn scrubbing_is_tried_on_an_event_that_nobody_keeps() {
    let mut session = chapter(Heading::Sensitive);
    let text = shown(&mut session);
    assert!(text.contains("extra.password becomes [Filtered] , by default scrubbing"), "{text}");
    let event = r#"{"extra": {"pin": "x"}, "exception": [{"value": "card 4571234567890111"}]}"#;
    let text = act(&mut session, PlaybookCommand::Try(Trial::Event), event);
    assert!(text.contains("Everything would be stored as it is."), "{text}");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Sensitive), "pin");
    assert!(
        text.contains("extra.pin becomes [Filtered] , by additional sensitive fields"),
        "{text}"
    );
    act(&mut session, PlaybookCommand::Try(Trial::Kind), "creditcard");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Source), "$error.value");
    assert!(
        text.contains("In Sentry: [Remove] [Credit card numbers] from [$error.value]"),
        "{text}"
    );
    assert!(text.contains("exception.values.0.value becomes card , by [Remove]"), "{text}");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Source), "$nobody");
    assert!(text.contains("Sentry knows no type of this name"), "{text}");
    let text = act(&mut session, PlaybookCommand::Try(Trial::Event), "{");
    assert!(text.contains("This is no JSON"), "{text}");
}
