//! Several repositories of one organization, in the page.

use super::*;
use sentry_general::document::{Document, MOST_REPOSITORIES};
use sentry_general::link;
use sentry_general::session::{Command, OrganizationCommand, SplitCommand, keep, read_kept};

const SHOP: &str = "web/next.config.js\nweb/pages/index.tsx\n";
const GAMES: &str = "web/manage.py\nweb/games/views.py\nweb/requirements.txt\n";

/// A session, and what the page keeps beside it.
struct Page {
    session: Session,
    revision: u32,
    kept: Vec<u8>,
}

impl Page {
    fn new(tree: &str, rules: &str) -> Self {
        let session = session(tree, rules);
        Self { session, revision: 1, kept: Vec::new() }
    }

    /// Does a command as the page does: what was chosen is kept, a repository is loaded.
    fn act(&mut self, command: impl Into<Command>, text: &str) -> Vec<Reply> {
        let request = Request::Do { command: protocol::encode(&command.into()), text: text.into() };
        let (replies, beside) = self.session.handle(request, None);
        for reply in &replies {
            match reply {
                Reply::Settings(bytes) => self.kept.clone_from(bytes),
                Reply::Repository { unpacked, .. } => {
                    self.revision += 1;
                    self.kept.clone_from(&unpacked.settings);
                    self.load(
                        &unpacked.inputs,
                        beside.clone().expect("a tree beside"),
                        &unpacked.choices,
                    );
                }
                _ => {}
            }
        }
        replies
    }

    fn load(&mut self, inputs: &[String], tree: String, choices: &Choices) {
        let revision = self.revision;
        self.session.handle(Request::Settings(self.kept.clone()), None);
        for (input, text) in Input::ALL.into_iter().zip(inputs) {
            let request = Request::Input { input, revision, kept: true };
            self.session.handle(request, Some(text.clone()));
        }
        let options = choices.tree.clone();
        self.session.handle(Request::Tree { revision, options }, Some(tree));
    }

    /// All that a link would hold.
    fn whole(&mut self) -> Document {
        let request = Request::Pack { choices: Choices::default() };
        match self.session.handle(request, None).0.pop() {
            Some(Reply::Packed { fragment }) => {
                link::decode(&fragment).expect("its own link").document
            }
            other => panic!("a link was asked for, not {other:?}"),
        }
    }

    fn projects(&mut self) -> String {
        view(&mut self.session, View::Projects)
    }
}

/// Two repositories; the second is in view.
fn two() -> Page {
    let mut page = Page::new(SHOP, "web/* #web\n");
    page.act(&OrganizationCommand::Repository, "acme/shop");
    page.act(&OrganizationCommand::AddRepository, "acme/games");
    send_tree(&mut page.session, GAMES, TreeOptions::default());
    send(&mut page.session, Input::Rules, "web/* #play\n");
    page
}

#[test]
fn several_repositories_are_one_plan_with_shared_teams() {
    let mut page = two();
    let shown = page.projects();
    assert!(shown.contains("2 projects in 2 repositories , with the same teams."), "{shown}");
    assert!(shown.contains("acme/shop : 1 project for 2 files Show it Remove web"), "{shown}");
    assert!(
        shown.contains("games-web python-django in web/"),
        "a slug belongs to one project of the organization: {shown}"
    );
    assert!(shown.contains("web is taken by another repository’s project."), "{shown}");
}

#[test]
fn showing_another_repository_loses_nothing() {
    let mut page = two();
    send(&mut page.session, Input::Event, "Error: no\n    at f (/app/web/a.ts:1:1)\n");
    send(&mut page.session, Input::Mappings, "app/ => \n");
    page.act(&SplitCommand::SplitFolder, "web/games");
    page.act(SplitCommand::Contents("web/requirements.txt".into()), "flask\n");
    page.act(&OrganizationCommand::Organization, "acme");
    let games = page.whole();
    page.act(OrganizationCommand::ShowRepository(0), "");
    let shop = page.whole();
    assert_eq!((shop.texts.tree.as_str(), shop.texts.rules.as_str()), (SHOP, "web/* #web\n"));
    assert_eq!(shop.chosen.settings.repository, "acme/shop");
    assert_eq!(shop.chosen.organization, "acme", "the organization is that of all");
    assert_eq!(shop.chosen.settings.split.changes, [], "changes are those of one repository");
    assert_eq!(shop.texts.event, "", "so is an error");
    page.act(OrganizationCommand::ShowRepository(0), "");
    let back = page.whole();
    assert_eq!(back, games, "whatever was typed and chosen is there again");
    assert_eq!(back.chosen.settings.split.changes.len(), 1);
    assert_eq!(back.chosen.settings.split.files["web/requirements.txt"], "flask\n");
    assert_eq!(back.chosen.repositories.before, 1, "their order stays");
}

#[test]
fn what_a_later_version_added_stays_where_it_was_whatever_is_in_view() {
    use serde_json::json;
    let mut page = Page::new(SHOP, "");
    let later = json!({
        "version": 3,
        "later": [1],
        "choices": { "ci": "a-later-one", "shared": true },
        "settings": { "repository": "acme/shop", "own": true },
        "view": { "folder": "web", "seen": true },
    });
    page.kept = later.to_string().into_bytes();
    page.session.handle(Request::Settings(page.kept.clone()), None);
    let kept = |page: &Page| -> serde_json::Value {
        serde_json::from_slice(&page.kept).expect("JSON is kept")
    };
    page.act(&OrganizationCommand::AddRepository, "acme/games");
    let games = kept(&page);
    assert_eq!((&games["version"], &games["later"]), (&json!(3), &json!([1])));
    assert_eq!(games["choices"]["ci"], "a-later-one", "what is chosen for all");
    assert_eq!(games["choices"]["shared"], true);
    assert_eq!(games["settings"].get("own"), None, "that is the other’s");
    assert_eq!(games["view"]["folder"], "", "nothing of the new one was opened");
    page.act(OrganizationCommand::ShowRepository(0), "");
    let shop = kept(&page);
    assert_eq!(shop["settings"]["own"], true);
    assert_eq!((&shop["view"]["folder"], &shop["view"]["seen"]), (&json!("web"), &json!(true)));
    for name in ["version", "later", "choices"] {
        assert_eq!(shop[name], later[name], "{name}");
    }
}

#[test]
fn the_list_of_teams_is_that_of_all_repositories() {
    let mut page = two();
    send(&mut page.session, Input::People, "#play @acme/play\n");
    page.act(OrganizationCommand::ShowRepository(0), "");
    assert_eq!(page.whole().texts.people, "#play @acme/play\n");
    send(&mut page.session, Input::Codeowners, "* @acme/play\n");
    page.act(OrganizationCommand::ShowRepository(0), "");
    send(&mut page.session, Input::People, "#play @acme/play\n#web @acme/web\n");
    page.act(OrganizationCommand::ShowRepository(0), "");
    assert!(page.whole().texts.people.contains("#web @acme/web"), "what is added is there for all");
    send(&mut page.session, Input::Rules, "");
    assert!(page.projects().contains("#play"), "and CODEOWNERS files are read by it");
}

#[test]
fn a_repository_is_renamed_removed_and_put_back() {
    let mut page = two();
    page.act(OrganizationCommand::RenameRepository(0), "acme/store");
    assert!(page.projects().contains("acme/store : 1 project"));
    page.act(OrganizationCommand::RemoveRepository(0), "");
    let shown = page.projects();
    assert!(shown.contains("acme/store was removed. Put it back"), "{shown}");
    assert!(shown.contains("1 project in 1 repository"), "{shown}");
    assert!(shown.contains("web python-django in web/"), "its slug is free again: {shown}");
    page.act(&OrganizationCommand::RestoreRepository, "");
    assert_eq!(page.whole().chosen.repositories.before, 1, "it is put back to its place");
    page.act(OrganizationCommand::ShowRepository(0), "");
    let whole = page.whole();
    assert_eq!(
        (whole.chosen.settings.repository.as_str(), whole.texts.tree.as_str()),
        ("acme/store", SHOP)
    );
}

#[test]
fn the_playbook_is_that_of_the_organization_whatever_is_in_view() {
    let mut page = two();
    let shown = view(&mut page.session, View::Playbook);
    assert!(shown.contains("Repository in view"), "{shown}");
    page.act(&OrganizationCommand::AddRepository, "acme/empty");
    let shown = view(&mut page.session, View::Playbook);
    assert!(!shown.starts_with("Paste a file tree"), "the others have theirs: {shown}");
}

#[test]
fn names_are_used_once_and_the_number_is_bounded() {
    let mut page = two();
    for (command, name) in [
        (OrganizationCommand::AddRepository, "acme/shop"),
        (OrganizationCommand::AddRepository, "acme/games"),
        (OrganizationCommand::RenameRepository(0), "acme/games"),
    ] {
        let replies = page.act(&command, name);
        let refused = matches!(&replies[..], [Reply::Say(words, true)] if words.contains(name));
        assert!(refused, "{command:?} {name}: {replies:?}");
    }
    assert_eq!(
        page.act(OrganizationCommand::ShowRepository(7), ""),
        [],
        "a list of old is no way to nowhere"
    );
    for at in 2..MOST_REPOSITORIES {
        page.act(&OrganizationCommand::AddRepository, &format!("acme/r{at}"));
    }
    let replies = page.act(&OrganizationCommand::AddRepository, "acme/one-more");
    assert!(matches!(&replies[..], [Reply::Say(_, true)]), "{replies:?}");
}

#[test]
fn repositories_without_names_are_told_apart() {
    let mut page = Page::new(SHOP, "");
    page.act(&OrganizationCommand::AddRepository, "");
    send_tree(&mut page.session, GAMES, TreeOptions::default());
    let shown = page.projects();
    assert!(shown.contains("2 projects in 2 repositories"), "{shown}");
    assert!(shown.contains("A repository without a name : 1 project for 2 files"), "{shown}");
    assert!(shown.contains("repository-2-web python-django"), "{shown}");
}

#[test]
fn a_damaged_repository_is_said_and_kept() {
    let mut page = two();
    let (mut chosen, view_state) = read_kept(&page.kept);
    chosen.repositories.others[0].packed.truncate(40);
    page.session.handle(Request::Settings(keep(&chosen, &view_state)), None);
    let shown = page.projects();
    assert!(shown.contains("acme/shop Show it Remove It can’t be read: it was cut"), "{shown}");
    let replies = page.act(OrganizationCommand::ShowRepository(0), "");
    assert!(matches!(&replies[..], [Reply::Say(_, true)]), "what is in view stays: {replies:?}");
    assert_eq!(page.whole().texts.tree, GAMES);
}

#[test]
fn a_reply_names_the_inputs_that_it_puts_aside() {
    let mut page = two();
    send(&mut page.session, Input::Rules, "web/* #typed\n");
    let replies = page.act(OrganizationCommand::ShowRepository(0), "");
    let Some(Reply::Repository { revisions, .. }) = replies.first() else { panic!("{replies:?}") };
    assert_eq!(revisions.inputs[Input::Rules as usize], 1, "typed later, it would be lost");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_order_of_steps_keeps_every_repository(steps in prop::collection::vec((0_u8..5, 0_usize..4), 0..12)) {
        let mut page = Page::new("r0/a.js\n", "r0 #t\n");
        let mut made = 1;
        for (what, at) in steps {
            match what {
                0 => {
                    page.act(&OrganizationCommand::AddRepository, &format!("acme/r{made}"));
                    let options = TreeOptions::default();
                    send_tree(&mut page.session, &format!("r{made}/a.js\n"), options);
                    made += 1;
                }
                1 => drop(page.act(OrganizationCommand::RemoveRepository(at), "")),
                2 => drop(page.act(&OrganizationCommand::RestoreRepository, "")),
                _ => drop(page.act(OrganizationCommand::ShowRepository(at), "")),
            }
            let whole = page.whole();
            let mut trees = vec![whole.texts.tree.clone()];
            for other in &whole.chosen.repositories.others {
                trees.push(link::decode(&other.packed).expect("packed whole").document.texts.tree);
            }
            trees.sort();
            let mut known = trees.clone();
            known.dedup();
            prop_assert_eq!(&trees, &known, "none is there twice");
            prop_assert!(whole.chosen.repositories.before <= whole.chosen.repositories.others.len());
            prop_assert!(whole.texts.tree.ends_with("a.js\n"), "something is in view");
        }
    }
}
