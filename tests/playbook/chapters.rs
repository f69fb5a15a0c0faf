//! Chapters: complete, about this organization, and no longer than anybody reads.

use super::samples::{self, items};
use sentry_general::organization::Organization;
use sentry_general::playbook::{Age, Choice, Heading, Item, Level, chapter, chapters};
use std::collections::BTreeSet;

/// Every text of an item that people read.
fn texts(item: &Item) -> Vec<&str> {
    let texts = [item.what.as_str(), &item.why, &item.done_when];
    texts.into_iter().chain(item.older_advice.as_deref()).collect()
}

fn find(organization: &Organization, id: &str) -> Option<Item> {
    items(organization).into_iter().find(|item| item.id == id)
}

#[test]
fn every_chapter_has_something_for_beginners_and_for_others() {
    for (sample, organization) in samples::all() {
        let all = chapters(&organization);
        let headings: Vec<_> = all.iter().map(|chapter| chapter.heading).collect();
        assert_eq!(headings, Heading::ALL, "the chapters are the headings, in their order");
        for chapter in all {
            let heading = chapter.heading;
            assert!(!chapter.basic.is_empty(), "{sample}: {heading:?} has basic items");
            assert!(!chapter.advanced.is_empty(), "{sample}: {heading:?} has advanced items");
            assert!(chapter.basic.iter().all(|item| item.level == Level::Basic));
            assert!(chapter.advanced.iter().all(|item| item.level == Level::Advanced));
            check_words(sample, &chapter.intro);
        }
    }
}

#[test]
fn every_item_says_what_why_when_it_is_done_and_by_which_page() {
    for (sample, organization) in samples::all() {
        for item in items(&organization) {
            let id = &item.id;
            assert!(item.source.address.starts_with("https://"), "{sample}: {id} has an address");
            assert!(
                !item.source.age.remark().is_empty(),
                "{sample}: {id} tells the age of what was read"
            );
            assert!(
                !item
                    .code
                    .iter()
                    .any(|code| code.text.trim().is_empty() || code.language.is_empty()),
                "{sample}: {id} has no empty code"
            );
            texts(&item).iter().for_each(|words| check_words(&format!("{sample}: {id}"), words));
        }
    }
}

/// A text reads like one: no gap where a name was missing, no half of a code.
#[track_caller]
fn check_words(place: &str, words: &str) {
    assert!(!words.is_empty() && words.trim() == words, "{place}: {words:?} is a text");
    assert!(words.ends_with(['.', '!', '?']), "{place}: {words:?} ends as a sentence");
    assert!(words.matches('`').count().is_multiple_of(2), "{place}: every code in {words:?} ends");
    let parts = words.split('`').enumerate();
    // With a word for every code.
    let plain: String = parts.map(|(at, part)| if at % 2 == 1 { "Code" } else { part }).collect();
    assert!(!words.contains("``"), "{place}: {words:?} has an empty code");
    for gap in
        ["(no name)", "{", "}", "  ", " ,", " .", "..", ",,", "\n", " and .", " and ,", ": .", "()"]
    {
        assert!(!plain.contains(gap), "{place}: {words:?} has a gap ({gap:?})");
    }
    let first = plain.chars().find(|c| c.is_alphanumeric());
    let upper = first.is_some_and(|c| c.is_uppercase() || c.is_numeric());
    assert!(upper, "{place}: {words:?} begins as a sentence");
}

#[test]
fn no_two_items_share_an_id() {
    for (sample, organization) in samples::all() {
        let mut seen = BTreeSet::new();
        for item in items(&organization) {
            assert!(
                seen.insert(item.id.clone()),
                "{sample}: {} is there once, so that ticking it ticks one",
                item.id
            );
        }
    }
}

#[test]
fn no_price_is_printed() {
    for (sample, organization) in samples::all() {
        for item in items(&organization) {
            let money = texts(&item).concat().chars().any(|c| matches!(c, '$' | '€' | '£'));
            let scopes = item.id == "sensitive/advanced-rules";
            assert!(
                !money || scopes,
                "{sample}: {} prints a price, which will be wrong soon",
                item.id
            );
        }
    }
}

#[test]
fn the_same_organization_has_the_same_playbook() {
    for ((sample, one), (_, other)) in samples::all().into_iter().zip(samples::all()) {
        assert_eq!(chapters(&one), chapters(&other), "{sample}");
        let alone: Vec<_> =
            Heading::ALL.into_iter().map(|heading| chapter(&one, heading)).collect();
        assert_eq!(alone, chapters(&one), "{sample}: a chapter by itself is the one among all");
    }
}

#[test]
fn a_large_organization_gets_no_more_to_read() {
    let large = items(&samples::large());
    assert!(large.len() < 120, "{} items are more than anybody ticks", large.len());
    for item in &large {
        let longest = texts(item).iter().map(|words| words.chars().count()).max().unwrap_or(0);
        assert!(longest < 700, "{} has a text of {longest} characters", item.id);
        assert!(
            item.code.iter().all(|code| code.text.lines().count() <= 60),
            "{} lists too much",
            item.id
        );
    }
    let create = large.iter().find(|item| item.id == "projects/create").expect("one item for all");
    assert!(create.what.contains("200 projects"), "{} counts what it does not list", create.what);
    let teams = large.iter().find(|item| item.id == "architecture/teams").expect("teams");
    assert!(teams.what.contains("`#team-0`") && teams.what.contains("294 more"), "{}", teams.what);
}

#[test]
fn one_is_one() {
    let organization = samples::one();
    assert_eq!((organization.projects.len(), organization.all_teams().len()), (1, 1));
    for item in items(&organization) {
        for words in texts(&item) {
            for wrong in [
                "1 projects",
                "1 teams",
                "all 1 ",
                "the 1 ",
                "of the 1 ",
                "1 names",
                "each of the projects",
            ] {
                assert!(!words.to_lowercase().contains(wrong), "{}: {words:?}", item.id);
            }
        }
    }
}

/// Which items are there for whom.
#[test]
fn an_item_is_there_only_where_it_applies() {
    let samples = samples::all();
    let has = |sample: &str, id: &str| {
        let found =
            samples.iter().find(|(name, _)| *name == sample).expect("a sample of that name");
        find(&found.1, id).is_some()
    };
    let table = [
        ("releases/source-maps", "web shop", "monolith"),
        ("releases/debug-files", "mobile", "web shop"),
        ("releases/app-stores", "mobile", "microservices"),
        ("releases/across-repositories", "web shop", "no projects"),
        ("releases/github-action", "web shop", "monolith"),
        ("releases/suspect-commits", "mobile", "no projects"),
        ("projects/codeowners", "web shop", "mobile"),
        ("projects/codeowners-names", "web shop", "self-hosted"),
        ("projects/codeowners-bare-lines", "web shop", "monolith"),
        ("projects/many-teams", "monolith", "one project, one team"),
        ("projects/apps", "mobile", "web shop"),
        ("projects/full-stack", "web shop", "monolith"),
        ("projects/libraries", "microservices", "one project, one team"),
        ("projects/repositories", "microservices", "web shop"),
        ("sensitive/data-collection", "web shop", "monolith"),
        ("sensitive/default-pii", "monolith", "no projects"),
        ("filtering/browsers", "web shop", "monolith"),
        ("filtering/health-checks", "monolith", "no projects"),
        ("filtering/minidumps", "self-hosted", "web shop"),
        ("volume/spike-protection", "web shop", "self-hosted"),
        ("volume/disk", "self-hosted", "web shop"),
        ("hosting/stops", "self-hosted", "web shop"),
        ("hosting/residence", "web shop", "self-hosted"),
        ("architecture/region", "microservices", "self-hosted"),
        ("architecture/team-admins", "web shop", "self-hosted"),
        ("workflow/pull-request-comments", "web shop", "mobile"),
        ("workflow/limits", "large", "web shop"),
    ];
    for (id, with, without) in table {
        assert!(has(with, id), "{with} has {id}");
        assert!(!has(without, id), "{without} has no {id}");
    }
}

#[test]
fn items_name_what_is_there() {
    let shop = samples::web_shop();
    let table = [
        ("architecture/teams", "Make the 3 teams: `#api`, `#pay` and `#web`."),
        ("projects/create", "Create the 2 projects, each with its platform and its teams"),
        ("projects/dsn", "Put the DSN of `api` into the deployment of `api/`"),
        ("architecture/many-projects", "`#pay` has 2, `api` and `web`."),
        ("workflow/alerts-by-path", "`stacktrace.filename`"),
        ("projects/codeowners-names", "Nobody yet: `@acme/ops`."),
        ("releases/source-maps", "Upload the source maps of `web`"),
        ("workflow/code-host", "Connect GitHub, and let it see `acme/shop`."),
        ("data/environments", "`production`, `staging` and `development`"),
    ];
    for (id, expected) in table {
        let item = find(&shop, id).unwrap_or_else(|| panic!("the shop has {id}"));
        assert!(item.what.contains(expected), "{id}: {:?} says {expected:?}", item.what);
    }
    let create = find(&shop, "projects/create").expect("projects");
    assert!(
        create.code[0].text.contains("web  javascript-nextjs  #web #pay  web/\n"),
        "{create:?}"
    );
    let deploy = find(&shop, "releases/deploys").expect("deploys");
    assert_eq!(
        deploy.code[0].text,
        "sentry-cli deploys new --release api@1.4.2 -e production -p api"
    );
}

#[test]
fn what_is_chosen_is_what_is_said() {
    let mut shop = samples::web_shop();
    for (choice, text) in [
        (Choice::Environments, "live test"),
        (Choice::Edition, "de"),
        (Choice::Host, "gitlab"),
        (Choice::Ci, "jenkins"),
    ] {
        shop.choices.choose(&choice, text);
    }
    for (id, expected) in [
        ("data/environments", "`live` and `test`"),
        ("architecture/region", "the European Union"),
        ("workflow/code-host", "Connect GitLab"),
        ("releases/create", "Let Jenkins create"),
    ] {
        let item = find(&shop, id).unwrap_or_else(|| panic!("{id} is there"));
        assert!(item.what.contains(expected), "{id}: {:?} says {expected:?}", item.what);
    }
}

/// A line for everything is somebody's decision, and no other is put in its place.
#[test]
fn the_line_for_everything_that_is_there_is_kept() {
    let mut shop = samples::web_shop();
    let first = |file: &str, shop: &mut Organization| {
        shop.repositories[0].codeowners = file.to_owned();
        let item = find(shop, "projects/catch-all").expect("it is there");
        item.what.split(',').next().expect("a text").to_owned()
    };
    let kept = "Keep `* @acme/sre` as the first line of CODEOWNERS";
    assert_eq!(first("# Who reviews\n\n* @acme/sre\n/web/ @acme/web\n", &mut shop), kept);
    for none in ["/web/ @acme/web\n* @acme/sre\n", "*\n/web/ @acme/web\n"] {
        let begun = first(none, &mut shop);
        assert!(begun.starts_with("Begin CODEOWNERS with a line for everything"), "{begun}");
    }
}

/// A message of browsers is filtered where there are pages, whatever the largest project is.
#[test]
fn messages_of_browsers_are_filtered_in_a_project_with_pages() {
    let mut shop = samples::web_shop();
    for project in &mut shop.projects {
        project.files = if project.slug == "web" { 1 } else { 1_000 };
    }
    let item = find(&shop, "filtering/messages").expect("it is there");
    assert_eq!(item.what, "Filter single messages of `web` that say nothing.");
    assert!(item.code.iter().any(|code| code.text.contains("ResizeObserver")));
}

/// Sentry's floor for one project: three times the quota, divided by 720 hours and the number of projects, at most 5.
#[test]
fn spike_protection_begins_where_its_formula_says() {
    let mut shop = samples::web_shop();
    for (projects, part) in [(1, "a 240th"), (3, "a 720th"), (9, "a 1,200th")] {
        let one = shop.projects[0].clone();
        shop.projects = (0..projects).map(|_| one.clone()).collect();
        let item = find(&shop, "volume/spike-floor").expect("it is there");
        assert!(item.what.contains(part), "{projects}: {}", item.what);
    }
}

/// What the seed of all this advice says and no longer holds is put right where it is met.
#[test]
fn older_advice_is_put_right() {
    let shop = samples::web_shop();
    for (id, said) in [
        ("architecture/access", "one to many"),
        ("projects/catch-all", "./*"),
        ("releases/name", "propose-version"),
        ("releases/source-maps", "sentry-cli files"),
        ("workflow/alert", "Alerts belong to a project"),
        ("sensitive/data-collection", "sendDefaultPii"),
    ] {
        let older = find(&shop, id).and_then(|item| item.older_advice);
        let older = older.unwrap_or_else(|| panic!("{id} mentions older advice"));
        assert!(older.contains(said), "{id}: {older:?}");
    }
}

#[test]
fn what_is_old_or_not_verified_is_shown_so() {
    let all = items(&samples::web_shop());
    let of = |age: Age| all.iter().filter(|item| item.source.age == age).count();
    assert!(
        of(Age::Old) > 0 && of(Age::Unverified) > 0 && of(Age::Recent) > 0,
        "doubts are marked"
    );
    assert!(Age::Old.remark().contains("check"), "and the remark says what to do");
}

#[test]
fn an_id_stays_while_the_plan_changes_around_it() {
    let before = samples::web_shop();
    let mut after = before.clone();
    after.projects.retain(|project| project.slug == "web");
    after.choices.choose(&Choice::Ci, "jenkins");
    let ids = |organization: &Organization| -> BTreeSet<String> {
        items(organization).into_iter().map(|item| item.id).collect()
    };
    let gone: Vec<_> = ids(&before).difference(&ids(&after)).cloned().collect();
    for id in ["projects/create", "releases/name", "data/init"] {
        assert!(!gone.contains(&id.to_owned()), "{id} is ticked for good");
    }
}

/// Whatever a document from elsewhere holds, texts stay texts and commands harmless.
#[test]
fn names_do_no_harm() {
    let evil = "`x`\"; rm -rf ~; '\n$(reboot)";
    let plan = serde_json::json!({
        "organization": evil, "repositories": [{ "name": evil, "codeowners": format!("* @a/{evil}\n") }],
        "teams": [{ "slug": evil, "codeOwners": [evil] }, { "slug": "" }],
        "projects": [
            { "slug": evil, "name": evil, "root": evil, "platform": evil, "teams": [evil, ""], "rules": evil,
              "mapping": { "stackRoot": evil, "sourceRoot": evil }, "reasons": [{ "text": "" }] },
            {},
        ],
        "libraries": [{ "root": evil }], "choices": { "environments": evil, "branch": evil },
    });
    let organization = Organization::from_json(&plan.to_string()).expect("a plan");
    for item in items(&organization) {
        for words in texts(&item) {
            assert!(
                words.matches('`').count().is_multiple_of(2) && !words.contains('\n'),
                "{}: {words:?}",
                item.id
            );
        }
        for code in item.code.iter().filter(|code| code.language == "bash") {
            let words = shlex::split(&code.text)
                .unwrap_or_else(|| panic!("{}: {:?} is a command", item.id, code.text));
            assert!(
                !words.iter().any(|word| word == "rm" || word == "~;"),
                "{}: {words:?}",
                item.id
            );
        }
    }
}

#[test]
fn processes_of_one_code_base_are_weighed() {
    let project = |process: &str| serde_json::json!({ "slug": format!("shop-{process}"), "root": "shop", "process": process, "platform": "python-django" });
    let plan = serde_json::json!({ "projects": [project("web"), project("worker")] });
    let organization = Organization::from_json(&plan.to_string()).expect("a plan");
    let item = find(&organization, "projects/processes").expect("two processes of one folder");
    assert_eq!(item.level, Level::Basic, "the split by instance is no specialty");
    assert!(
        item.what.contains("`shop-web` and `shop-worker`, where alerts, quotas or releases differ"),
        "{}",
        item.what
    );
}
