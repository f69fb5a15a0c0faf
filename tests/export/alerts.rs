//! Alerts of teams, in channels of their own: made by the script, and written for Terraform.

use crate::support::{file, shop};
use sentry_general::document::{Channel, Messenger, WithoutOwner};
use sentry_general::export::{Format, gaps};
use sentry_general::organization::{Organization, Subscription};

/// The shop, with channels.
fn told(channels: &[(&str, Messenger, &str)]) -> Organization {
    let mut plan = shop();
    for &(team, by, to) in channels {
        let channel = Channel { by, to: to.to_owned() };
        plan.choices.alerts.channels.insert(team.to_owned(), channel);
    }
    plan
}

const WEB: (&str, Messenger, &str) = ("web", Messenger::Slack, "#web-hot");
const PAY: (&str, Messenger, &str) = ("payments", Messenger::PagerDuty, "Payments");

#[cfg(unix)]
mod script {
    use super::{PAY, WEB, told};
    use crate::stage::{SET, Stage, is_installed, said};
    use crate::support::{hostile, shop};
    use sentry_general::document::{Messenger, WithoutOwner};
    use serde_json::{Value, json};

    const ALL: &str = "New or back in production";
    const OF_WEB: &str = "New or back in production for web";
    const OF_PAY: &str = "New or back in production for payments";

    fn slack() -> Value {
        json!({ "id": "501", "name": "Acme", "provider": { "key": "slack" } })
    }

    fn pagerduty(services: &Value) -> Value {
        json!({
            "id": "601", "name": "acme", "provider": { "key": "pagerduty" },
            "configData": { "service_table": services },
        })
    }

    fn services() -> Value {
        json!([{ "id": 8, "service": "Orders" }, { "id": 9, "service": "Payments" }])
    }

    #[test]
    fn each_team_is_told_in_its_channel_and_the_second_run_changes_nothing() {
        if !is_installed("jq") {
            return;
        }
        let stage = Stage::new("teams", &told(&[WEB, PAY]));
        stage.connect(&json!([slack(), pagerduty(&services())]));
        let first = stage.run_in_sentry(&["--apply"], &["production"]);
        assert!(first.status.success(), "{}", said(&first));
        let asked = |call: &[String; 4]| call[1].contains("/integrations/");
        let hosts = stage.calls().into_iter().filter(asked).map(|call| call[1].clone());
        let hosts: Vec<String> = hosts.collect();
        let home = "https://sentry.io/api/0/organizations/acme/integrations/";
        assert!(hosts.len() == 2 && hosts.iter().all(|it| it.starts_with(home)), "{hosts:?}");
        let made: Vec<String> = stage.changes();
        let alerts = made.iter().filter(|it| it.ends_with("/workflows/")).count();
        assert_eq!(alerts, 3, "{}", said(&first));

        let web = stage.alert(OF_WEB).expect("an alert for web");
        let condition = &web["actionFilters"][0]["conditions"][0];
        let expected = json!({ "targetType": "Team", "targetIdentifier": 42 });
        assert_eq!(condition["comparison"], expected, "by number, as Sentry compares");
        let action = &web["actionFilters"][0]["actions"][0];
        assert_eq!(action["type"], "slack");
        assert_eq!(action["integrationId"], "501");
        assert_eq!(action["config"]["targetDisplay"], "#web-hot");
        assert_eq!(web["detectorIds"], json!(["71", "72"]), "on the projects of the team");

        let pay = stage.alert(OF_PAY).expect("an alert for payments");
        let action = &pay["actionFilters"][0]["actions"][0];
        assert_eq!(action["config"]["targetIdentifier"], "9", "the service goes by its number");
        assert_eq!(pay["detectorIds"], json!(["72"]));

        let all = stage.alert(ALL).expect("the alert for all");
        let filter = &all["actionFilters"][0];
        assert_eq!(filter["logicType"], "none", "what is assigned to them is passed over");
        let passed: Vec<&Value> = filter["conditions"].as_array().expect("a list").iter().collect();
        let ids: Vec<&Value> =
            passed.iter().map(|it| &it["comparison"]["targetIdentifier"]).collect();
        assert_eq!(ids, [&json!(41), &json!(42)]);
        assert_eq!(filter["actions"][0]["data"]["fallthroughType"], "ActiveMembers");

        for options in [&["--apply"][..], &["--compare"], &["--apply", "--adopt-alerts"]] {
            let second = stage.run_in_sentry(options, &["production"]);
            assert!(second.status.success(), "{}", said(&second));
            assert!(stage.changes().is_empty(), "{options:?} changes nothing: {}", said(&second));
            let end = "0 changed, 0 left as they are, 0 waiting, 0 refused.";
            assert!(said(&second).contains(end), "{}", said(&second));
        }
    }

    /// Nobody may fall silent: while a channel is missing, mail goes on.
    #[test]
    fn a_team_whose_channel_is_not_connected_is_told_by_mail() {
        if !is_installed("jq") {
            return;
        }
        let stage = Stage::new("unconnected", &told(&[WEB, PAY]));
        stage.connect(&json!([pagerduty(&json!([{ "id": 8, "service": "Orders" }]))]));
        let first = stage.run_in_sentry(&["--apply"], &["production"]);
        assert!(first.status.success(), "waiting is no fault: {}", said(&first));
        for words in ["waits: slack is not connected", "the integration has no such service"] {
            assert!(said(&first).contains(words), "{}", said(&first));
        }
        let all = stage.alert(ALL).expect("the alert for all");
        assert_eq!(all["actionFilters"][0]["conditions"], json!([]), "nobody is passed over");
        assert_eq!(all["actionFilters"][0]["logicType"], "all");
        stage.changes();

        stage.connect(&json!([slack(), pagerduty(&services())]));
        let second = stage.run_in_sentry(&["--apply"], &["production"]);
        let new = ["POST organizations/acme/workflows/", "POST organizations/acme/workflows/"];
        assert_eq!(stage.changes(), new, "those of teams; the one for all was there before");
        assert!(said(&second).contains("--adopt-alerts sets it as planned"), "{}", said(&second));
        stage.run_in_sentry(&["--apply", "--adopt-alerts"], &["production"]);
        assert_eq!(stage.changes(), ["PUT organizations/acme/workflows/31/"]);
        let all = stage.alert(ALL).expect("the alert for all");
        assert_eq!(all["actionFilters"][0]["logicType"], "none");
    }

    /// An alert that somebody set otherwise is left, and what it may not tell is told by mail.
    #[test]
    fn an_alert_that_goes_elsewhere_is_left_and_counts_for_nothing() {
        if !is_installed("jq") {
            return;
        }
        let stage = Stage::new("elsewhere", &told(&[WEB]));
        stage.connect(&json!([slack()]));
        stage.run_in_sentry(&["--apply"], &["production"]);
        stage.changes();
        stage.plan(&told(&[("web", Messenger::Slack, "#web-new")]));
        let output = stage.run_in_sentry(&["--apply"], &["production"]);
        assert!(stage.changes().is_empty(), "nothing is set without a word: {}", said(&output));
        assert!(said(&output).contains("2 left as they are"), "{}", said(&output));
        stage.run_in_sentry(&["--apply", "--adopt-alerts"], &["production"]);
        assert_eq!(stage.changes().len(), 1, "the channel alone");
        let web = stage.alert(OF_WEB).expect("an alert for web");
        let to = &web["actionFilters"][0]["actions"][0]["config"]["targetDisplay"];
        assert_eq!(to, "#web-new");
    }

    #[test]
    fn of_several_workspaces_one_is_named() {
        if !is_installed("jq") {
            return;
        }
        let stage = Stage::new("workspaces", &told(&[WEB]));
        let other = json!({ "id": "502", "name": "Acme Labs", "provider": { "key": "slack" } });
        let mut gone = slack();
        gone["status"] = "disabled".into();
        stage.connect(&json!([slack(), other, gone]));
        let output = stage.run_in_sentry(&["--apply"], &["production"]);
        assert!(!output.status.success(), "it has to be said which");
        assert!(said(&output).contains("SENTRY_SLACK=…"), "{}", said(&output));
        assert!(stage.alert(OF_WEB).is_none());
        let folder = stage.folder.join("sentry").display().to_string();
        let set = [
            SET[0],
            SET[1],
            ("SENTRY", folder.as_str()),
            ("ENVIRONMENTS", r#"[{"name":"production"}]"#),
            ("SENTRY_SLACK", "acme labs"),
        ];
        stage.run(&["--apply"], &set);
        let web = stage.alert(OF_WEB).expect("an alert for web");
        assert_eq!(web["actionFilters"][0]["actions"][0]["integrationId"], "502");
    }

    #[test]
    fn who_is_told_without_owner_is_chosen() {
        if !is_installed("jq") {
            return;
        }
        let mut plan = shop();
        plan.choices.alerts.without_owner = WithoutOwner::NoOne;
        let stage = Stage::new("no-one", &plan);
        stage.run_in_sentry(&["--apply"], &["production"]);
        let all = stage.alert(ALL).expect("the alert for all");
        assert_eq!(all["actionFilters"][0]["actions"][0]["data"]["fallthroughType"], "NoOne");
    }

    #[test]
    fn no_channel_is_run_and_shellcheck_has_nothing_to_say() {
        let mut scripts = Vec::new();
        for (at, text) in hostile().iter().enumerate() {
            let by = [Messenger::Slack, Messenger::MsTeams, Messenger::PagerDuty][at % 3];
            let stage = Stage::new(&format!("channel-{at}"), &told(&[("web", by, text)]));
            let output = stage.run(&[], &[("HOME", "/nonexistent")]);
            assert!(output.status.success(), "{text:?}: {}", said(&output));
            assert!(!stage.folder.join("x").exists(), "nothing typed was run");
            // One of each kind: what is quoted is the same for all.
            if scripts.len() < 3 {
                scripts.push(stage.folder.join("plan.sh"));
            }
        }
        if is_installed("shellcheck") {
            let mut shellcheck = std::process::Command::new("shellcheck");
            let output = shellcheck.args(&scripts).output().expect("it runs");
            assert!(output.status.success(), "{}", said(&output));
        }
    }
}

fn terraform(plan: &Organization) -> hcl::Body {
    let text = file(plan, Format::Terraform);
    hcl::parse(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// A resource's attribute, as JSON; references stay as `${…}`.
fn attribute(body: &hcl::Body, kind: &str, name: &str, attribute: &str) -> serde_json::Value {
    let block = body.blocks().find(|it| {
        let labels: Vec<&str> = it.labels().iter().map(hcl::BlockLabel::as_str).collect();
        labels == [kind, name]
    });
    let block = block.unwrap_or_else(|| panic!("{kind}.{name} is there"));
    let found = block.body().attributes().find(|it| it.key() == attribute);
    let found = found.unwrap_or_else(|| panic!("{attribute} of {kind}.{name}"));
    plain(found.expr())
}

fn plain(expression: &hcl::Expression) -> serde_json::Value {
    match expression {
        hcl::Expression::String(text) => text.as_str().into(),
        hcl::Expression::Array(items) => items.iter().map(plain).collect(),
        hcl::Expression::Object(fields) => {
            let field = |(key, value): (&hcl::ObjectKey, _)| (key.to_string(), plain(value));
            fields.iter().map(field).collect::<serde_json::Map<_, _>>().into()
        }
        other => {
            let text = hcl::format::to_string(other).expect("HCL");
            format!("${{{}}}", text.trim()).into()
        }
    }
}

#[test]
fn terraform_makes_an_alert_for_each_team_with_a_channel() {
    let hall = ("payments", Messenger::MsTeams, "Money / On call");
    let body = terraform(&told(&[WEB, hall]));
    let web = attribute(&body, "sentry_alert", "for_web", "action_filters");
    assert_eq!(
        web,
        serde_json::json!([{
            "logic_type": "all",
            "conditions": [{ "assigned_to": {
                "target_type": "Team", "target_id": "${sentry_team.web.internal_id}",
            } }],
            "actions": [{ "slack": {
                "integration_id": "${data.sentry_organization_integration.slack.id}",
                "channel_name": "#web-hot",
                "channel_id": "${var.slack_channel_web}",
            } }],
        }])
    );
    let pay = attribute(&body, "sentry_alert", "for_payments", "action_filters");
    let action = &pay[0]["actions"][0]["msteams"];
    assert_eq!(action["channel_name"], "On call");
    let through = "${data.sentry_organization_integration.msteams_money.id}";
    assert_eq!(action["integration_id"], through);
    let kind = "sentry_organization_integration";
    assert_eq!(attribute(&body, kind, "msteams_money", "name"), "Money");
    assert_eq!(attribute(&body, kind, "slack", "name"), "${var.slack_workspace}");

    let owners = attribute(&body, "sentry_alert", "owners", "action_filters");
    assert_eq!(owners[0]["logic_type"], "none");
    assert_eq!(owners[0]["conditions"].as_array().map(Vec::len), Some(2));
    let after = attribute(&body, "sentry_alert", "owners", "depends_on");
    let expected = ["${sentry_alert.for_payments}", "${sentry_alert.for_web}"];
    assert_eq!(after, serde_json::json!(expected), "nobody falls silent before another speaks");
    let monitors = attribute(&body, "sentry_alert", "for_payments", "monitor_ids");
    assert_eq!(monitors.as_array().map(Vec::len), Some(1), "on the projects of the team");

    let text = file(&told(&[WEB, hall]), Format::Terraform);
    assert!(text.contains("Not verified: Sentry's code compares the team's id with a number"));
    let imports = file(&told(&[WEB, hall]), Format::TerraformImports);
    assert!(imports.contains("sentry_alert.for_web[0] = acme/ALERT-ID"), "{imports}");
}

#[test]
fn an_id_that_was_typed_is_not_asked_for() {
    let body = terraform(&told(&[("web", Messenger::Slack, "#web-hot C024BE91L")]));
    let web = attribute(&body, "sentry_alert", "for_web", "action_filters");
    assert_eq!(web[0]["actions"][0]["slack"]["channel_id"], "C024BE91L");
    let names: Vec<&str> = body
        .blocks()
        .filter(|it| it.identifier() == "variable")
        .map(|it| it.labels()[0].as_str())
        .collect();
    assert!(!names.contains(&"slack_channel_web"), "{names:?}");
    assert!(names.contains(&"slack_workspace"), "{names:?}");
}

#[test]
fn without_a_channel_there_is_one_alert_as_before() {
    let mut plan = told(&[("web", Messenger::Slack, ""), ("ghosts", Messenger::Slack, "#boo")]);
    plan.choices.alerts.without_owner = WithoutOwner::AllMembers;
    let body = terraform(&plan);
    let is_alert =
        |it: &&hcl::Block| it.labels().first().is_some_and(|it| it.as_str() == "sentry_alert");
    assert_eq!(body.blocks().filter(is_alert).count(), 1, "no channel typed, or no project");
    let owners = attribute(&body, "sentry_alert", "owners", "action_filters");
    assert_eq!(owners[0]["logic_type"], "all");
    assert_eq!(owners[0]["actions"][0]["email"]["fallthrough_type"], "AllMembers");
}

/// Whoever chose a channel is told where it leads nowhere, in all that is read before anything is made.
#[test]
fn a_channel_that_no_alert_goes_to_is_told() {
    let slack = |to| [("web", Messenger::Slack, to)];
    let check = |plan: &Organization, expected: &str| {
        for format in [Format::Markdown, Format::Terraform, Format::Shell] {
            let text = file(plan, format).replace("\n# ", " ").replace(['\\', '`'], "");
            assert!(text.contains(expected), "{format:?} says {expected:?}: {text}");
        }
    };
    for (to, expected) in [
        (
            "#Alerts Team C0123456789",
            "The team web is told by mail, not by Slack: #Alerts Team C0123456789 is not understood. A channel’s name in Slack is one word.",
        ),
        (
            "C0123456789",
            "The team web is told by mail, not by Slack: C0123456789 is not understood. Type the channel’s name, too",
        ),
        (
            "",
            "The team web is told by mail, not by Slack: nothing was typed. Type the channel’s name.",
        ),
    ] {
        check(&told(&slack(to)), expected);
    }
    let ghosts = told(&[("ghosts", Messenger::PagerDuty, "Boo")]);
    check(
        &ghosts,
        "No project has the team ghosts, so that there is nothing to tell it of by PagerDuty.",
    );
    let mut unpaid = told(&[WEB, PAY]);
    unpaid.choices.plan = Subscription::Developer;
    check(&unpaid, "tells nobody in channels, so payments, web hear by mail");
    // Nothing is said of what is understood, and of mail.
    let fine = told(&[WEB, ("payments", Messenger::Mail, "whatever")]);
    assert_eq!(gaps(&fine), gaps(&shop()));
}

#[test]
#[cfg(unix)]
fn terraform_itself_would_write_it_so() {
    if !crate::stage::is_installed("terraform") {
        return;
    }
    let hall = ("payments", Messenger::MsTeams, "Money / On call 19:a@thread.tacv2");
    for (at, plan) in [told(&[WEB, PAY]), told(&[WEB, hall])].iter().enumerate() {
        let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join(format!("fmt-alerts-{at}.tf"));
        std::fs::write(&path, file(plan, Format::Terraform)).expect("a file");
        let mut terraform = std::process::Command::new("terraform");
        let output = terraform.args(["fmt", "-check", "-diff"]).arg(&path).output();
        let output = output.expect("it runs");
        let diff = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{diff}");
    }
}
