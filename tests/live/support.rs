//! An organization of 120 projects and 40 teams in the shapes of Sentry's API.

use sentry_general::live::{Live, Reading, read};
use serde_json::{Value, json};

pub const PROJECTS: usize = 120;
pub const TEAMS: usize = 40;

/// Teams `team-0` to `team-39`; the last three have no project.
fn teams_of(project: usize) -> Vec<usize> {
    let first = project % (TEAMS - 3);
    if project.is_multiple_of(4) { vec![first, (first + 1) % (TEAMS - 3)] } else { vec![first] }
}

fn slim_team(number: usize) -> Value {
    json!({ "id": (9000 + number).to_string(), "slug": format!("team-{number}"), "name": format!("Team {number}") })
}

pub fn projects() -> Vec<Value> {
    let platforms = ["python-django", "javascript-react", "go", "java-spring-boot", "ruby-rails"];
    let project = |number: usize| {
        json!({
            "id": (500 + number).to_string(),
            "slug": format!("service-{number}"),
            "name": format!("Service {number}"),
            "platform": if number % 17 == 16 { Value::Null } else { platforms[number % 5].into() },
            "dateCreated": "2024-02-03T04:05:06.000000Z",
            "isBookmarked": false, "isMember": true, "hasAccess": true,
            "hasReplays": false, "hasMinifiedStackTrace": false,
            "features": ["rate-limits", "releases"],
            "firstEvent": if number % 30 == 29 { Value::Null } else { "2024-03-01T00:00:00Z".into() },
            "firstTransactionEvent": false,
            "access": ["project:read"],
            "team": slim_team(teams_of(number)[0]),
            "teams": teams_of(number).into_iter().map(slim_team).collect::<Vec<_>>(),
            "eventProcessing": { "symbolicationDegraded": false },
            "platforms": [], "environments": ["production"], "latestRelease": null, "latestDeploys": null,
        })
    };
    (0..PROJECTS).map(project).collect()
}

pub fn teams() -> Vec<Value> {
    let team = |number: usize| {
        json!({
            "id": (9000 + number).to_string(),
            "slug": format!("team-{number}"),
            "name": format!("Team {number}"),
            "dateCreated": "2023-01-01T00:00:00Z",
            "isMember": false, "teamRole": null, "flags": { "idp:provisioned": false },
            "access": ["team:read"], "hasAccess": true, "isPending": false,
            "memberCount": if number == 5 { 0 } else { number + 1 },
            "avatar": { "avatarType": "letter_avatar", "avatarUuid": null },
        })
    };
    (0..TEAMS).map(team).collect()
}

pub fn mappings() -> Vec<Value> {
    let mapping = |number: usize| {
        json!({
            "id": (70 + number).to_string(),
            "projectId": (500 + number).to_string(),
            "projectSlug": format!("service-{number}"),
            "repoId": "31", "repoName": "corner/monorepo", "integrationId": "8",
            "provider": { "key": "github", "slug": "github", "name": "GitHub" },
            "stackRoot": "", "sourceRoot": format!("services/s{number}/"),
            "defaultBranch": "main", "automaticallyGenerated": true,
        })
    };
    (0..PROJECTS).map(mapping).collect()
}

pub fn ownership(project: usize) -> Value {
    let team = teams_of(project)[0];
    json!({
        "raw": format!("path:* #team-{team}\npath:billing/* #team-{}\n", (team + 1) % TEAMS),
        "fallthrough": true, "dateCreated": "2024-02-03T04:05:06Z", "lastUpdated": "2024-02-03T04:05:06Z",
        "isActive": true, "autoAssignment": "Auto Assign to Issue Owner", "codeownersAutoSync": true,
        "schema": { "$version": 1, "rules": [] },
    })
}

pub fn workflow(number: usize, monitor: &str, to: &str, target: &Value) -> Value {
    json!({
        "id": (300 + number).to_string(), "name": format!("Alert {number}"), "organizationId": "1",
        "createdBy": null, "dateCreated": "2025-03-18T20:48:55Z", "dateUpdated": "2025-03-18T20:48:55Z",
        "triggers": { "id": "1", "organizationId": "1", "logicType": "any-short", "conditions": [], "actions": [] },
        "actionFilters": [{ "id": "2", "organizationId": "1", "logicType": "all", "conditions": [],
            "actions": [{ "id": "3", "type": "email", "integrationId": null, "status": "active",
                "data": { "fallthroughType": "NoOne" },
                "config": { "targetType": to, "targetDisplay": null, "targetIdentifier": target } }] }],
        "environment": null, "config": { "frequency": 30 }, "detectorIds": [monitor],
        "enabled": true, "lastTriggered": null,
    })
}

pub fn monitor(id: &str, project: usize) -> Value {
    json!({
        "id": id, "projectId": (500 + project).to_string(), "name": "Issues", "description": null,
        "type": "issue_stream", "workflowIds": ["300"], "owner": null, "createdBy": null,
        "dateCreated": "2025-03-12T11:15:50Z", "dateUpdated": "2025-06-17T14:04:02Z", "dataSources": [],
        "conditionGroup": null, "config": {}, "enabled": true, "latestGroup": null, "openIssues": 3,
    })
}

/// One call of the script, as it writes it down.
pub fn call(address: &str, answer: &Value) -> String {
    format!("{{\"get\":{},\"status\":\"200\",\"answer\":{answer}}}\n", Value::from(address))
}

/// All of it as the script writes it: lists in pages of fifty, rules of each project.
pub fn organization() -> String {
    let mut text = String::new();
    let lists = [("projects", projects()), ("teams", teams()), ("code-mappings", mappings())];
    for (list, items) in lists {
        for (page, items) in items.chunks(50).enumerate() {
            let address = format!("organizations/corner/{list}/?cursor=0:{}:0", page * 50);
            text += &call(&address, &Value::from(items));
        }
    }
    for project in 0..PROJECTS {
        let address = format!("projects/corner/service-{project}/ownership/");
        text += &call(&address, &ownership(project));
    }
    let alerts = vec![
        workflow(0, "1", "issue_owners", &Value::Null),
        workflow(1, "2", "team", &"9007".into()),
    ];
    text += &call("organizations/corner/workflows/", &alerts.into());
    text +=
        &call("organizations/corner/detectors/", &vec![monitor("1", 3), monitor("2", 4)].into());
    text
}

pub fn live_of(text: &str) -> (Live, Reading) {
    let mut live = Live::default();
    let reading = read(text, &mut live);
    (live, reading)
}
