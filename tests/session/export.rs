//! The plan as files: what is shown of them, and what is saved.

use super::{act, session, view};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sentry_general::session::protocol::{Reply, View};
use sentry_general::session::{OrganizationCommand, PlaybookCommand, Session};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n=x.md\n";

fn shown() -> Session {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\n");
    view(&mut session, View::Export);
    session
}

#[track_caller]
fn saved(session: &mut Session, id: &str) -> (String, String, String) {
    match act(session, PlaybookCommand::Export(id.to_owned()), "").pop() {
        Some(Reply::Save(name, kind, text)) => (name, kind, text),
        other => panic!("{id} is a file to save, not {other:?}"),
    }
}

#[test]
fn what_is_missing_is_said_with_the_fields_at_hand() {
    let mut session = shown();
    let before = view(&mut session, View::Export);
    for words in ["slug is not set", "not named as owner/name", "Organization in Sentry"] {
        assert!(before.contains(words), "{words} is in {before}");
    }
    act(&mut session, &OrganizationCommand::Organization, "acme");
    act(&mut session, &OrganizationCommand::Repository, "acme/shop");
    let after = view(&mut session, View::Export);
    assert!(!after.contains("# Plan for Sentry"), "nothing is written unasked: {after}");
    act(&mut session, PlaybookCommand::LookAt("markdown".to_owned()), "");
    let after = view(&mut session, View::Export);
    assert!(!after.contains("slug is not set") && !after.contains("owner/name,"), "{after}");
    assert!(after.contains("# Plan for Sentry: `acme`"), "previews follow: {after}");
}

#[test]
fn files_are_saved_under_their_names() {
    let mut session = shown();
    for (id, name, kind, holds) in [
        ("markdown", "sentry-plan.md", "text/markdown", "# Plan for Sentry"),
        ("terraform", "sentry.tf", "text/plain", "resource \"sentry_team\" \"web\""),
        ("shell", "sentry-plan.sh", "application/x-sh", "#!/usr/bin/env bash"),
        ("svg", "sentry-plan.svg", "image/svg+xml", "<svg"),
        ("json", "plan.json", "application/json", "\"version\": 1"),
        ("ownership@web", "web.ownership", "text/plain", "#web"),
    ] {
        let (filename, mime, text) = saved(&mut session, id);
        assert_eq!((filename.as_str(), mime.as_str()), (name, kind));
        assert!(text.contains(holds), "{holds} is in {text}");
    }
    let (.., routing) = saved(&mut session, "routing");
    assert!(routing.contains("web/pages/index.tsx,#web,rules,1,path:web/*\r\n"), "{routing}");
    assert!(routing.contains("'=x.md,,,,\r\n"), "a path is no formula: {routing}");
}

#[test]
fn the_archive_goes_as_base64_and_holds_the_routing() {
    let (name, kind, text) = saved(&mut shown(), "zip");
    assert_eq!((name.as_str(), kind.as_str()), ("sentry-plan.zip", "application/zip;base64"));
    let bytes = STANDARD.decode(text).expect("base64");
    assert!(bytes.starts_with(b"PK"), "an archive");
    assert!(bytes.windows(11).any(|it| it == b"routing.csv"), "with the routing");
}

#[test]
fn nothing_is_offered_without_a_tree() {
    let mut empty = session("", "");
    assert!(view(&mut empty, View::Export).contains("Paste a file tree"));
    let replies = act(&mut shown(), PlaybookCommand::Export("docx".to_owned()), "");
    assert!(
        matches!(replies.first(), Some(Reply::Say(_, true))),
        "an unknown file is said to be so"
    );
}
