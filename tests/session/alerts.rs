//! Where teams are told, and who would be told: the tool of the chapter on workflow.

use super::{act, send, session, view};
use sentry_general::playbook::alerts;
use sentry_general::playbook::{Choice, Heading};
use sentry_general::session::protocol::{Input, View};
use sentry_general::session::{PlaybookCommand, Session, SimulationCommand};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\nweb/pages/pay.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n";
const RULES: &str = "web/* #web\nweb/pages/pay* #pay #web\napi/shop/* #api\n";
const ERRORS: &str = "title,filename,count\nA,web/pages/pay.tsx,700\nB,web/pages/index.tsx,140\nC,web/pages/index.tsx,7\nD,api/manage.py,14\n";

fn chapter() -> Session {
    let mut session = session(REPOSITORY, RULES);
    view(&mut session, View::Playbook);
    act(&mut session, PlaybookCommand::Read(Heading::Workflow), "");
    session
}

fn pick(session: &mut Session, choice: alerts::Choice, text: &str) -> String {
    act(session, PlaybookCommand::Choose(Choice::Alerts(choice)), text);
    view(session, View::Playbook)
}

#[test]
fn mail_needs_nothing_and_a_channel_is_typed() {
    let mut session = chapter();
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("Mail needs nothing"), "{shown}");
    assert!(shown.contains("Paste errors with their counts"), "nothing is made up: {shown}");
    let by = |team: &str| alerts::Choice::By(team.to_owned());
    let to = |team: &str| alerts::Choice::To(team.to_owned());
    let shown = pick(&mut session, by("pay"), "slack");
    let missing = "Type the channel’s name. Until then it is told by mail.";
    assert!(shown.contains(missing), "{shown}");
    let shown = pick(&mut session, to("pay"), "#pay-hot");
    assert!(!shown.contains(missing), "{shown}");
    assert!(shown.contains("#pay is told in #pay-hot in Slack"), "the item says so: {shown}");
    let shown = pick(&mut session, by("pay"), "mail");
    assert!(!shown.contains("#pay-hot in Slack"), "{shown}");
    let shown = pick(&mut session, by("pay"), "slack");
    assert!(shown.contains("#pay-hot in Slack"), "what was typed is still there: {shown}");
}

#[test]
fn pasted_errors_tell_who_would_be_told_how_often() {
    let mut session = chapter();
    send(&mut session, Input::Event, ERRORS);
    act(&mut session, SimulationCommand::Days, "14");
    let shown = view(&mut session, View::Playbook);
    for expected in [
        "Of 4 issues, 3 reach an owner, 1 goes to members at large, since it has no owner.",
        "#web mail 2 1 74",
        "#pay mail 1 0.5 350",
        "fallthrough: no owner",
    ] {
        assert!(shown.contains(expected), "{expected:?} is shown in {shown}");
    }
    pick(&mut session, alerts::Choice::By("pay".to_owned()), "pagerduty");
    pick(&mut session, alerts::Choice::To("pay".to_owned()), "Payments");
    let shown = pick(&mut session, alerts::Choice::WithoutOwner, "NoOne");
    for expected in ["#pay Payments in PagerDuty 1 0.5 350", "1 is told to nobody"] {
        assert!(shown.contains(expected), "{expected:?} is shown in {shown}");
    }
    assert!(shown.contains("Not verified: that the alert for all tells the last owner"), "{shown}");
}

/// Several events of one issue are told once.
#[test]
fn events_of_one_issue_are_one() {
    let mut session = chapter();
    let event = |id: u32, file: &str| {
        format!(
            r#"{{"event_id":"{id:032}","exception":{{"values":[{{"type":"Boom","value":"x","stacktrace":{{"frames":[{{"filename":"{file}","function":"f","in_app":true}}]}}}}]}}}}"#
        )
    };
    let events =
        [event(1, "web/pages/a.tsx"), event(2, "web/pages/a.tsx"), event(3, "api/shop/b.py")];
    send(&mut session, Input::Event, &format!("[{}]", events.join(",")));
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("Of 2 issues, 2 reach an owner."), "{shown}");
    assert!(shown.contains("#web mail 1 1 2"), "two errors, one issue: {shown}");
}

#[test]
fn invented_errors_tell_nothing_about_a_week() {
    let mut session = chapter();
    act(&mut session, SimulationCommand::Invent(Some(3)), "");
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("Paste errors with their counts"), "{shown}");
}

#[test]
fn one_error_is_told_where_the_plan_says() {
    let mut session = chapter();
    send(&mut session, Input::Event, "title,filename,count\nA,web/pages/pay.tsx,700\n");
    let shown = view(&mut session, View::Simulate);
    assert!(!shown.contains("In the plan"), "mail needs no word: {shown}");
    pick(&mut session, alerts::Choice::By("pay".to_owned()), "slack");
    pick(&mut session, alerts::Choice::To("pay".to_owned()), "#pay-hot");
    let shown = view(&mut session, View::Simulate);
    let expected = "In the plan, #pay has an alert of its own: it tells #pay-hot in Slack";
    assert!(shown.contains(expected), "{shown}");
}
