//! Any document at all.

use proptest::prelude::*;
use sentry_general::document::{
    AlertChoices, Carried, Channel, Choices, Chosen, Ci, Cli, CodeownersSettings, Document,
    Edition, Former, HostingChoices, Messenger, OtherRepository, Profile, Question, ReleaseChoices,
    Repositories, RepositoryHost, Scheme, Settings, SimulationSettings, Situation, SplitSettings,
    Strip, Subscription, Texts, Train, TreeOptions, Version, VolumeChoices, WithoutOwner,
};
use sentry_general::playbook::Heading;
use sentry_general::projects::{Change, Place, WithCodeowners};
use sentry_general::routing::AutoAssign;
use sentry_general::session::{
    MapArea, MapColour, MapSeen, PathsShown, PlaceShown, Reading, ViewState,
};
use serde_json::Value;

/// JSON with the names of either version's form in places where they may not belong.
pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u32..5).prop_map(Value::from),
        "chapter|whole|volume|gitlab|[a-c]".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let names = "version|inputs|tree|rules|listing|settings|simulation|assignment|choices|repositories|others|before\
            |others_before|view|folder|case|heading|reading|removed|beside|organization|later|[a-c]";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

prop_compose! {
    pub fn document()(texts in texts(), chosen in chosen()) -> Document {
        Document { texts, chosen }
    }
}

prop_compose! {
    pub fn view_state()(
        [selected, folder, view, input, filter, search] in any::<[String; 6]>(), case in any::<Option<usize>>(),
        heading in prop::sample::select(Heading::ALL.to_vec()),
        reading in prop::sample::select(vec![Reading::WeekOne, Reading::Chapter, Reading::Whole]),
        removed in prop::option::of((0_usize..50, other())),
        paths in prop::sample::select(
            vec![PathsShown::AsUsual, PathsShown::Repository, PathsShown::Frames]),
        area in prop::sample::select(vec![MapArea::Files, MapArea::Errors]),
        colour in prop::sample::select(vec![MapColour::Team, MapColour::Project, MapColour::Confidence]),
        table in any::<bool>(),
    ) -> ViewState {
        let carried = Carried::default();
        let map = MapSeen { folder: folder.clone(), area, colour, table };
        let place = PlaceShown { view, input, filter, search };
        ViewState { selected, place, folder, case, paths, heading, reading, map, removed, carried }
    }
}

prop_compose! {
    fn texts()([tree, rules, codeowners, mappings, people, event] in any::<[String; 6]>()) -> Texts {
        Texts { tree, rules, codeowners, mappings, people, event }
    }
}

prop_compose! {
    pub fn chosen()(
        listing in listing(), settings in settings(), choices in choices(),
        [organization, quota, today] in any::<[String; 3]>(), repositories in repositories(),
    ) -> Chosen {
        let (version, carried) = (Version::default(), Carried::default());
        Chosen { version, listing, settings, organization, quota, choices, today, repositories, carried }
    }
}

prop_compose! {
    fn listing()(
        format in any::<Option<String>>(), keep_noise in any::<bool>(), column in any::<Option<u8>>(),
        strip in prop::sample::select(vec![Strip::Offer, Strip::Off, Strip::Keep]),
        [include, exclude] in any::<[String; 2]>(),
    ) -> TreeOptions {
        TreeOptions { format, keep_noise, strip, include, exclude, column }
    }
}

prop_compose! {
    fn repositories()(
        others in prop::collection::vec(other(), 0..4), before in any::<prop::sample::Index>(),
    ) -> Repositories {
        let before = before.index(others.len() + 1);
        Repositories { others, before }
    }
}

prop_compose! {
    fn other()([name, packed] in any::<[String; 2]>()) -> OtherRepository {
        OtherRepository { name, packed }
    }
}

prop_compose! {
    fn settings()(
        [dialect, days, fallthrough, alert, suspects] in any::<[String; 5]>(),
        [in_app_include, in_app_exclude, project_root, repository, folders_of_a_kind] in any::<[String; 5]>(),
        [pass_over_exclusions, without_codeowners] in any::<[bool; 2]>(),
        (tied_mapping, invented) in any::<(Option<u32>, Option<u64>)>(),
        assignment in prop::sample::select(
            vec![AutoAssign::IssueOwner, AutoAssign::SuspectCommits, AutoAssign::Off]),
        switched in any::<Vec<(usize, usize, bool)>>(), placed in any::<Vec<(usize, usize, String)>>(),
        files in any::<std::collections::BTreeMap<String, String>>(),
        changes in prop::collection::vec(change(), 0..6),
        codeowners_as in prop::sample::select(
            vec![WithCodeowners::Imported, WithCodeowners::Transcribed]),
    ) -> Settings {
        Settings {
            repository,
            codeowners: CodeownersSettings { dialect, tied_mapping, pass_over_exclusions },
            simulation: SimulationSettings {
                days, assignment, fallthrough, alert, suspects, without_codeowners, in_app_include,
                in_app_exclude, project_root, switched, placed, invented,
            },
            split: SplitSettings { files, changes, codeowners_as, folders_of_a_kind },
        }
    }
}

fn place() -> impl Strategy<Value = Place> {
    any::<(String, Option<String>)>().prop_map(|(root, process)| Place { root, process })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (place(), place()).prop_map(|(from, into)| Change::Merge { from, into }),
        (place(), any::<Option<String>>())
            .prop_map(|(place, platform)| Change::Split { place, platform }),
        (place(), any::<String>()).prop_map(|(project, name)| Change::Rename { project, name }),
        (place(), any::<String>())
            .prop_map(|(project, platform)| Change::Retype { project, platform }),
        place().prop_map(|project| Change::Exclude { project }),
        (any::<String>(), place()).prop_map(|(folder, to)| Change::Move { folder, to }),
        Just(Change::SplitAnyway),
    ]
}

prop_compose! {
    fn choices()(
        host in prop::sample::select(vec![
            RepositoryHost::Github, RepositoryHost::Gitlab, RepositoryHost::Bitbucket,
            RepositoryHost::AzureDevops]),
        ci in prop::sample::select(vec![
            Ci::GithubActions, Ci::GitlabCi, Ci::Circleci, Ci::Jenkins, Ci::Shell]),
        edition in prop::sample::select(vec![
            Edition::Us, Edition::Us2, Edition::De, Edition::SelfHosted]),
        plan in prop::sample::select(vec![
            Subscription::Unknown, Subscription::Developer, Subscription::Team,
            Subscription::Business, Subscription::Enterprise]),
        situation in prop::sample::select(vec![
            Situation::Starting, Situation::Present, Situation::Moving]),
        [branch, environments, start] in any::<[String; 3]>(),
        done in any::<std::collections::BTreeSet<String>>(),
        release in release(), volume in volume(), hosting in hosting(), alerts in alerts(),
    ) -> Choices {
        let (heading, reading) = (Former, Former);
        Choices {
            host, branch, ci, environments, edition, plan, situation, start, done, release, volume,
            hosting, alerts, heading, reading,
        }
    }
}

prop_compose! {
    fn alerts()(
        without_owner in prop::sample::select(vec![
            WithoutOwner::ActiveMembers, WithoutOwner::AllMembers, WithoutOwner::NoOne]),
        channels in prop::collection::btree_map(any::<String>(), channel(), 0..4),
    ) -> AlertChoices {
        AlertChoices { without_owner, channels }
    }
}

prop_compose! {
    fn channel()(
        by in prop::sample::select(vec![
            Messenger::Mail, Messenger::Slack, Messenger::MsTeams, Messenger::PagerDuty]),
        to in any::<String>(),
    ) -> Channel {
        Channel { by, to }
    }
}

prop_compose! {
    fn release()(
        [commit, shared, older] in any::<[bool; 3]>(), project in any::<String>(),
    ) -> ReleaseChoices {
        ReleaseChoices {
            scheme: if commit { Scheme::Commit } else { Scheme::Semver },
            train: if shared { Train::Shared } else { Train::Own },
            cli: if older { Cli::Older } else { Cli::Current },
            project,
        }
    }
}

prop_compose! {
    fn volume()(
        daily in any::<std::collections::BTreeMap<String, String>>(),
        [pasted, days, total, quota, peak, sample_rate, filtered, traces] in any::<[String; 8]>(),
    ) -> VolumeChoices {
        VolumeChoices { daily, pasted, days, total, quota, peak, sample_rate, filtered, traces }
    }
}

prop_compose! {
    fn hosting()(
        answers in prop::collection::btree_map(
            prop::sample::select(Question::ALL.to_vec()), any::<String>(), 0..9),
        errors_only in any::<bool>(), [version, processors, memory, swap, disk] in any::<[String; 5]>(),
    ) -> HostingChoices {
        let profile = if errors_only { Profile::ErrorsOnly } else { Profile::FeatureComplete };
        HostingChoices { answers, version, profile, processors, memory, swap, disk }
    }
}
