//! The tools of the playbook's chapters: releases, SDKs, filters, scrubbing.

use super::{press, session, view};
use sentry_general::organization::Choice;
use sentry_general::playbook::{Heading, release};
use sentry_general::session::protocol::{self, Request, View};
use sentry_general::session::{Command, Session, Trial};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n";

/// A session that shows a chapter.
fn chapter(heading: Heading) -> Session {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\n");
    view(&mut session, View::Playbook);
    act(&mut session, &Command::Choose(Choice::Heading(heading)), "");
    session
}

/// What is shown after a command.
fn act(session: &mut Session, command: &Command, text: &str) -> String {
    let command = protocol::encode(command);
    session.handle(Request::Do { command, text: text.into() }, None);
    view(session, View::Playbook)
}

#[test]
fn a_name_of_a_release_is_tried_and_mended() {
    let mut session = chapter(Heading::Releases);
    let try_it = Command::Try(Trial::Release);
    let shown = act(&mut session, &try_it, "web@1.4.2+77");
    let said = "Taken , and shown as 1.4.2 (77) : ordered by version. Application web Version 1.4.2 Build 77";
    assert!(shown.contains(said), "{shown}");
    let shown = act(&mut session, &try_it, "shop@1.0");
    assert!(shown.contains("No project of the plan is called shop ."), "{shown}");
    let shown = act(&mut session, &try_it, "feature/login");
    assert!(shown.contains("Refused. / can't stand in the name of a release"), "{shown}");
    press(&mut session, View::Playbook, "Put hyphens there", "");
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("Taken , and shown as feature-login : ordered by date."), "{shown}");
}

#[test]
fn commands_follow_what_is_chosen() {
    let mut session = chapter(Heading::Releases);
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("sentry-cli releases new -p api \"$SENTRY_RELEASE\""), "{shown}");
    assert!(shown.contains("sentry-cli releases new -p web \"$SENTRY_RELEASE\""), "{shown}");
    let only = Command::Choose(Choice::Release(release::Choice::Project));
    let shown = act(&mut session, &only, "web");
    assert!(!shown.contains("new -p api"), "one project's commands are shown: {shown}");
    let together = Command::Choose(Choice::Release(release::Choice::Train));
    let shown = act(&mut session, &together, "shared");
    assert!(shown.contains("Every build makes one release for all:"), "{shown}");
    assert!(shown.contains("releases new -p api -p web \"$SENTRY_RELEASE\""), "{shown}");
    let shown = act(&mut session, &Command::Choose(Choice::Ci), "gitlab-ci");
    assert!(shown.contains(".gitlab-ci.yml Copy"), "the file is GitLab's: {shown}");
    assert!(!shown.contains("SENTRY_URL"), "sentry.io needs no address");
    let shown = act(&mut session, &Command::Choose(Choice::Edition), "self-hosted");
    assert!(shown.contains("export SENTRY_URL=https://sentry.example.com/"), "{shown}");
    let older = Command::Choose(Choice::Release(release::Choice::Cli));
    let shown = act(&mut session, &older, "older");
    assert!(shown.contains("@sentry/cli@~2.58.0"), "an older server needs an older tool: {shown}");
}

#[test]
fn every_project_gets_the_code_for_its_sdk() {
    let mut session = chapter(Heading::Data);
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("pip install --upgrade 'sentry-sdk[django]'"), "{shown}");
    assert!(shown.contains("sentry_sdk.set_tag(\"team\", \"api\")"), "{shown}");
    let other = Command::Choose(Choice::Release(release::Choice::Project));
    let shown = act(&mut session, &other, "web");
    assert!(shown.contains("npm install @sentry/nextjs"), "{shown}");
    assert!(shown.contains("Whatever is left out of it is on."), "the trap is told: {shown}");
}
