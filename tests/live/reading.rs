//! What the API and Terraform print is read whole, and what is not known is listed.

use crate::support::{
    PROJECTS, TEAMS, call, live_of, mappings, monitor, organization, ownership, projects, teams,
    workflow,
};
use sentry_general::live::{AlertKind, Live, Target, read};
use serde_json::{Value, json};

#[test]
fn a_large_organization_is_read_whole() {
    let (live, reading) = live_of(&organization());
    assert_eq!(reading.problems, [], "nothing is wrong");
    assert!(live.unknown.is_empty(), "nothing is unknown: {:?}", live.unknown);
    assert_eq!(live.organization, "corner", "the calls say whose it is");
    let counts = [
        ("project", PROJECTS),
        ("team", TEAMS),
        ("code mapping", PROJECTS),
        ("ownership", PROJECTS),
        ("alert", 2),
        ("monitor", 2),
    ];
    let counts = counts.map(|(kind, number)| (kind.to_owned(), number as u32));
    assert_eq!(reading.counts, counts.into(), "every item is counted");
    assert_eq!((live.projects.len(), live.teams.len()), (PROJECTS, TEAMS));
    assert_eq!(live.mappings.len(), PROJECTS);
    assert!(live.projects.values().all(|it| it.listed && it.rules.is_some()));
    assert!(live.teams.values().all(|it| it.listed && it.members.is_some()));
    let eighth = &live.projects["service-8"];
    assert_eq!(eighth.platform.as_deref(), Some("java-spring-boot"));
    assert_eq!(eighth.teams, ["team-8", "team-9"].map(str::to_owned).into());
    assert_eq!(live.projects["service-16"].platform, None, "null is no platform");
    assert_eq!(live.projects["service-29"].has_events, Some(false));
    let alert = &live.alerts["alert:300"];
    assert_eq!(live.projects_of(alert), ["service-3"].into(), "by way of the monitor");
    assert_eq!(alert.targets, [Target::Owners("NoOne".into())]);
    assert_eq!(live.alerts["alert:301"].targets, [Target::Team("9007".into())]);
}

#[test]
fn answers_are_told_apart_by_their_fields_alone() {
    let pasted = [
        Value::from(projects()),
        Value::from(teams()),
        Value::from(mappings()),
        workflow(0, "1", "user", &"4".into()),
        monitor("1", 3),
    ];
    let pasted: Vec<String> = pasted.iter().map(Value::to_string).collect();
    let (live, reading) = live_of(&pasted.join("\n"));
    assert_eq!(reading.problems, []);
    assert_eq!(reading.counts.values().sum::<u32>() as usize, 2 * PROJECTS + TEAMS + 2);
    assert_eq!(reading.counts.get("unknown"), None);
    assert_eq!(live.projects_of(&live.alerts["alert:300"]), ["service-3"].into());
    // In any order, and one paste after the other, the same comes out.
    let mut later = Live::default();
    for text in pasted.iter().rev() {
        read(text, &mut later);
    }
    assert_eq!(later, live);
    let (again, _) = live_of(&[pasted.join("\n"), pasted.join("")].join("\n"));
    assert_eq!(again, live, "what is given twice is there once");
}

#[test]
fn what_is_in_one_file_is_read_under_its_names() {
    let file = json!({
        "projects": projects()[..2], "teams": teams()[..2], "codeMappings": mappings()[..2],
        "ownership": { "service-0": ownership(0), "service-1": "path:* #team-1" },
        "codeowners": { "service-0": [{ "id": "1", "raw": "* @a/b", "codeMappingId": "70", "provider": "github" }] },
        "rules": { "service-1": [{ "id": "5", "name": "Mail", "status": "active", "conditions": [],
            "actions": [{ "id": "sentry.mail.actions.NotifyEmailAction", "targetType": "Team", "targetIdentifier": 9001 },
                { "id": "sentry.integrations.slack.notify_action.SlackNotifyServiceAction", "channel": "#oops" }] }] },
    });
    let (live, reading) = live_of(&file.to_string());
    assert_eq!(reading.problems, []);
    assert!(live.unknown.is_empty(), "{:?}", live.unknown);
    assert_eq!(live.projects["service-0"].codeowners, 1);
    let rules = live.projects["service-1"].rules.as_ref().expect("rules as a text");
    assert_eq!(rules.raw, "path:* #team-1");
    let alert = &live.alerts["rule:5"];
    assert_eq!((alert.kind, live.projects_of(alert)), (AlertKind::Rule, ["service-1"].into()));
    let slack = Target::Service("Slack".into(), "#oops".into());
    assert_eq!(alert.targets, [Target::Team("9001".into()), slack]);
}

#[test]
fn nothing_is_dropped_for_what_is_unknown() {
    let mut projects = projects();
    for (number, project) in projects.iter_mut().enumerate() {
        project["quantumState"] = json!({ "spin": number });
        if number % 2 == 0 {
            project["moodRing"] = "green".into();
        }
    }
    let mut all = projects.clone();
    all.push(json!({ "flavour": "vanilla", "scoops": 3 }));
    all.push(json!(7));
    let (live, reading) = live_of(&call("organizations/corner/projects/", &all.into()));
    assert_eq!(live.projects.len(), PROJECTS);
    assert_eq!(live.unknown["project.quantumState"], PROJECTS as u32);
    assert_eq!(live.unknown["project.moodRing"], PROJECTS as u32 / 2);
    assert_eq!(live.unknown["project with flavour, scoops"], 1, "{:?}", live.unknown);
    assert_eq!(reading.counts["unknown"], 2, "each is counted");
    assert_eq!(reading.counts.values().sum::<u32>() as usize, PROJECTS + 2);
    let widgets = json!({ "get": "organizations/corner/widgets/", "status": "200", "answer": [{ "weight": 1 }] });
    let (live, _) = live_of(&widgets.to_string());
    assert_eq!(live.unknown["something with weight"], 1);
}

#[test]
fn what_can_not_be_placed_is_told() {
    let table = [
        ("live/not-json", r#"[{"slug": "web", "platform": null}, {"slug""#),
        ("live/not-json", "{oops"),
        ("live/nothing-known", "Dear Sentry,"),
        ("live/refused", r#"{"detail": "You do not have permission to perform this action."}"#),
        (
            "live/refused",
            r#"{"get": "organizations/a/teams/", "status": "403", "answer": {"detail": "no"}}"#,
        ),
        ("live/unnamed", r#"{"raw": "path:* #a", "fallthrough": true, "autoAssignment": null}"#),
        ("live/unnamed", r#"{"stackRoot": "", "sourceRoot": "a/"}"#),
    ];
    for (code, text) in table {
        let (_, reading) = live_of(text);
        let codes: Vec<&str> = reading.problems.iter().map(|it| it.code).collect();
        assert_eq!(codes, [code], "of {text}: {:?}", reading.problems);
        for problem in &reading.problems {
            let range = problem.span.map_or(0..0, sentry_general::text::Span::range);
            assert!(text.get(range).is_some(), "the place is in the text: {problem:?}");
        }
    }
    let (live, _) = live_of(table[0].1);
    assert_eq!(live.projects.keys().collect::<Vec<_>>(), ["web"], "what is whole is read");
}

#[test]
fn a_break_hides_neither_what_stands_before_nor_after() {
    let whole = organization();
    let lines: Vec<&str> = whole.lines().collect();
    // The first page of projects breaks off in the middle.
    let first: String = lines[0].chars().take(lines[0].len() * 3 / 4).collect();
    let text = [vec![first.as_str()], lines[1..].to_vec()].concat().join("\n");
    let (live, reading) = live_of(&text);
    assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
    let listed = live.projects.values().filter(|it| it.listed).count();
    assert!((PROJECTS - 20..PROJECTS).contains(&listed), "of the page, what is whole: {listed}");
    assert_eq!((live.teams.len(), live.mappings.len()), (TEAMS, PROJECTS));
}

#[test]
fn rules_stand_under_the_names_of_projects() {
    let text = "# Rules of the project web\npath:* #shop\n\n# project: api\n# with a note\npath:a/* #pay\n";
    let (live, reading) = live_of(text);
    assert_eq!(reading.problems, []);
    let raw = |slug: &str| live.projects[slug].rules.as_ref().map(|it| it.raw.as_str());
    assert_eq!(raw("web"), Some("path:* #shop\n\n"));
    assert_eq!(raw("api"), Some("# with a note\npath:a/* #pay\n"));
    assert!(live.projects.values().all(|it| !it.listed), "they are named, not listed");
    let marked = live_of("\u{feff}# project: web\npath:* #shop\n");
    assert_eq!(marked.1.problems, [], "a byte order mark is no part of the heading");
    assert!(marked.0.projects["web"].rules.is_some());
}

#[test]
fn both_forms_of_a_state_are_read() {
    let web = json!({ "organization": "corner", "slug": "web", "id": "web", "internal_id": "51", "name": "Web", "platform": "javascript", "teams": ["shop"] });
    let shop =
        json!({ "organization": "corner", "slug": "shop", "internal_id": "9", "name": "Shop" });
    let rules = json!({ "project": "web", "raw": "path:* #shop", "auto_assignment": "Auto Assign to Issue Owner" });
    let mapping = json!({ "project_id": "51", "stack_root": "", "source_root": "web/", "repository_id": "3", "internal_id": "44" });
    let repository = json!({ "identifier": "corner/shop", "id": "3" });
    let alert = json!({ "id": "12", "name": "Owners", "monitor_ids": [], "environment": "production", "enabled": true,
        "action_filters": [{ "logic_type": "all", "actions": [{ "email": { "target_type": "team", "target_identifier": "9" }, "slack": null }] }] });
    let resources = [
        ("sentry_project", "web", &web),
        ("sentry_team", "shop", &shop),
        ("sentry_project_ownership", "web", &rules),
        ("sentry_organization_code_mapping", "web", &mapping),
        ("sentry_organization_repository", "shop", &repository),
        ("sentry_alert", "owners", &alert),
        ("sentry_key", "web", &shop),
        ("sentry_time_machine", "web", &shop),
        ("aws_s3_bucket", "logs", &shop),
    ];
    let state = resources.map(|(kind, name, attributes)| {
        let instances = [json!({ "index_key": "a\"b", "attributes": attributes })];
        json!({ "module": "module.sentry", "mode": "managed", "type": kind, "name": name, "instances": instances })
    });
    let state = json!({ "version": 4, "terraform_version": "1.9.0", "resources": state });
    let shown = resources.map(|(kind, name, values)| {
        let address = format!("module.sentry.{kind}.{name}[\"a\\\"b\"]");
        json!({ "address": address, "mode": "managed", "type": kind, "name": name, "values": values })
    });
    let module = json!({ "child_modules": [{ "resources": shown }] });
    let shown = json!({ "format_version": "1.0", "terraform_version": "1.9.0", "values": { "root_module": module } });
    let (live, reading) = live_of(&state.to_string());
    assert_eq!(live_of(&shown.to_string()).0, live, "both say the same");
    assert_eq!(reading.problems, []);
    assert_eq!(reading.counts.values().sum::<u32>(), 9, "every resource is counted");
    assert_eq!(live.organization, "corner");
    let project = &live.projects["web"];
    assert_eq!(project.address.as_deref(), Some(r#"module.sentry.sentry_project.web["a\"b"]"#));
    assert_eq!(project.rules.as_ref().map(|it| it.raw.as_str()), Some("path:* #shop"));
    let mapping = live.mappings.first().expect("a mapping");
    assert_eq!((mapping.project.as_str(), mapping.repository.as_str()), ("web", "corner/shop"));
    assert_eq!(live.alerts["alert:12"].targets, [Target::Team("9".into())]);
    assert_eq!(live.unknown, [("Terraform’s sentry_time_machine".to_owned(), 1)].into());
    assert_eq!(live.unused["aws_s3_bucket"], 1);
}

#[test]
fn what_is_stored_of_it_comes_back() {
    let (live, _) = live_of(&organization());
    let stored = serde_json::to_string(&live).expect("plain values");
    assert_eq!(serde_json::from_str::<Live>(&stored).expect("its own form"), live);
    assert!(stored.len() < organization().len() / 2, "less is stored than was pasted");
}
