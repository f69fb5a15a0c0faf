//! A document in which every field says something, and what was seen of it.
//!
//! No field is left to its default, so that a new one has to be named here.

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

/// The document. But for what was added since, the first version put it into a link before there
/// was a second.
pub fn document() -> Document {
    Document { texts: texts(), chosen: chosen() }
}

/// The same, as the first version knew it: without what was added since.
pub fn document_of_version_1() -> Document {
    let mut document = document_when_links_were_frozen();
    let choices = &mut document.chosen.choices;
    (choices.plan, choices.situation, choices.start) = Default::default();
    document.chosen.today.clear();
    document
}

/// The same without what was added to the second version since its link was frozen.
pub fn document_when_links_were_frozen() -> Document {
    let mut document = document();
    document.chosen.choices.alerts = AlertChoices::default();
    document.chosen.settings.split.codeowners_as = WithCodeowners::default();
    document
}

/// What was seen, as far as frozen links know of it.
pub fn view_state_when_links_were_frozen() -> ViewState {
    let (paths, place) = (PathsShown::default(), PlaceShown::default());
    ViewState { paths, place, map: MapSeen::default(), ..view_state() }
}

/// What was seen of it.
pub fn view_state() -> ViewState {
    ViewState {
        selected: "web/src/pay.ts".into(),
        place: PlaceShown {
            view: "coverage".into(),
            input: "codeowners".into(),
            filter: "owner:#web".into(),
            search: "pay".into(),
        },
        folder: "web/src".into(),
        case: Some(3),
        paths: PathsShown::Frames,
        map: MapSeen {
            folder: "web".into(),
            area: MapArea::Errors,
            colour: MapColour::Reach,
            table: true,
        },
        heading: Heading::Volume,
        reading: Reading::Whole,
        removed: Some((2, packed("acme/gone", GONE))),
        carried: Carried::default(),
    }
}

fn texts() -> Texts {
    Texts {
        tree: "web/src/pay.ts\nweb/src/ü.ts\n".into(),
        rules: "web/* #web\n".into(),
        codeowners: "/web @acme/web\n".into(),
        mappings: "app/ web/src/\nlib/ lib/\n".into(),
        people: "#web @acme/web\n".into(),
        event: "Error: no\n    at pay (web/src/pay.ts:3:4)\n".into(),
    }
}

fn chosen() -> Chosen {
    let listing = TreeOptions {
        format: Some("git-ls-files".into()),
        keep_noise: true,
        strip: Strip::Off,
        include: "web/**".into(),
        exclude: "*.md".into(),
        column: Some(2),
    };
    Chosen {
        version: Version::default(),
        listing,
        settings: settings(),
        organization: "acme".into(),
        quota: "100k".into(),
        choices: choices(),
        today: "{\"organization\":\"acme\"}".into(),
        repositories: Repositories {
            others: vec![packed("acme/till", TILL), packed("acme/desk", DESK)],
            before: 1,
        },
        carried: Carried::default(),
    }
}

fn settings() -> Settings {
    let place = |root: &str| Place { root: root.into(), process: None };
    let worker = Place { root: "a".into(), process: Some("worker".into()) };
    Settings {
        repository: "acme/shop".into(),
        codeowners: CodeownersSettings {
            dialect: "bitbucket".into(),
            tied_mapping: Some(2),
            pass_over_exclusions: true,
        },
        simulation: SimulationSettings {
            days: "21".into(),
            assignment: AutoAssign::SuspectCommits,
            fallthrough: "NoOne".into(),
            alert: "#night".into(),
            suspects: "ada@acme.example jo@acme.example".into(),
            without_codeowners: true,
            in_app_include: "acme.".into(),
            in_app_exclude: "lib.".into(),
            project_root: "/srv/app".into(),
            switched: vec![(0, 2, true), (1, 0, false)],
            placed: vec![(0, 1, "web/src/pay.ts".into())],
            invented: Some(77),
        },
        split: SplitSettings {
            files: [("web/package.json".to_owned(), "{\"name\":\"web\"}".to_owned())].into(),
            changes: vec![
                Change::Merge { from: worker, into: place("b") },
                Change::Split { place: place("c"), platform: Some("python-flask".into()) },
                Change::Rename { project: place("b"), name: "Bee".into() },
                Change::Retype { project: place("b"), platform: "node".into() },
                Change::Exclude { project: place("d") },
                Change::Move { folder: "e/f".into(), to: place("") },
                Change::SplitAnyway,
            ],
            codeowners_as: WithCodeowners::Transcribed,
            folders_of_a_kind: "apps/*".into(),
        },
    }
}

fn choices() -> Choices {
    Choices {
        host: RepositoryHost::Gitlab,
        branch: "trunk".into(),
        ci: Ci::Circleci,
        environments: "live test".into(),
        edition: Edition::De,
        plan: Subscription::Business,
        situation: Situation::Moving,
        start: "2027-02-28".into(),
        done: ["projects/one", "releases/name@shop"].map(str::to_owned).into(),
        release: ReleaseChoices {
            scheme: Scheme::Commit,
            train: Train::Shared,
            cli: Cli::Older,
            project: "shop".into(),
        },
        volume: VolumeChoices {
            daily: [("shop".to_owned(), "3k".to_owned())].into(),
            pasted: "project,errors\nshop,7\n".into(),
            days: "14".into(),
            total: "9,000".into(),
            quota: "50k".into(),
            peak: "5".into(),
            sample_rate: "25".into(),
            filtered: "12".into(),
            traces: "1.5".into(),
        },
        hosting: HostingChoices {
            answers: [(Question::Residence, "eu".into()), (Question::SignOn, "saml".into())].into(),
            version: "24.8.0".into(),
            profile: Profile::ErrorsOnly,
            processors: "4".into(),
            memory: "16".into(),
            swap: "17".into(),
            disk: "40".into(),
        },
        alerts: AlertChoices {
            without_owner: WithoutOwner::NoOne,
            channels: [
                ("desk".to_owned(), Channel { by: Messenger::Mail, to: "#later".into() }),
                ("pay".to_owned(), Channel { by: Messenger::PagerDuty, to: "Pay".into() }),
                ("till".to_owned(), Channel { by: Messenger::MsTeams, to: "Till / Hot".into() }),
                ("web".to_owned(), Channel { by: Messenger::Slack, to: "#web".into() }),
            ]
            .into(),
        },
        heading: Former,
        reading: Former,
    }
}

fn packed(name: &str, packed: &str) -> OtherRepository {
    OtherRepository { name: name.into(), packed: packed.into() }
}

/// Repositories as the first version packed them.
const TILL: &str = "v1.ZVPLkhMxDPwVytyoLAvX_ARVXIGaUmxNRsRjG0tOCKn8O_Jjsru1pxlZcqvVat-MXSJZZLO_GUaPVtCZvTE7IxmxntroyxrMPhTvdwb_Wl8c9pI55hVkS1F4lTohpilEYo1n8Iw7w5IpafbbPGM29_vO5OJrZ_Ppw0eHfPoZ9CKjCIVjIwQes3Q8YKZjWDHUmJgLPsVLUJydsVCbfNWfBcKxAv74tXs91yFDsEvHsaTfI8lSDk9ghWJgPXUxYL-GjuqhFpWawHCmHFtf7gALglN-GkC2C4kqVjLWRGR5YI-4Fd6MIz712yuuMV_7f8pRCXLM_Ihn8lW_GaGCPtm4Jo9S0fkCqZedMXNnaKqEDzo6fZImSNY9Nk10eb7Oa0vOVbnW47cy7khsF1xrP8b13G5KBqrIKm0FP9fVNxwH18FSKWqXzSQJ-GGYhDCm_FOiwOgBdYTvIMMXohm_GQzagkzzwksHR-AfHNU7XpYcy3F59G9bvVf7eae090bIe7PFPMV5gulEYfCiMEFK0xvnjrM3lqVwVpHqNN3PMR8h0D8YftCKKAvm4a_-Px1QH4ECfGlaaG8Vsrfi5q3N_MnrsK5fHUuYcozyTrCsDjm_kMiYIpN004Bd8XkMy4WTggzN-EKi2xwNhNBNqw7YnNGBtGCJRSYbHbaXs3G7b0-9yfgMn9NVH-L9Pw";
const DESK: &str = "v1.ZVPLjtswDPyVQr0V2T6u-YkCvbaFwUh0zEaWVJLKdrvIv5eS7OwuerIpUsPhcPTs_JLJo7jjsxOM6BWDOzp3cMqI7dTnWNfkjqnGeHD4x8cacJTMmVfQPUXpVeqCWKaUSSyeIQoenChTsezXeUZ2t9vBcY2ts_vw7n1AufxIdlFQldK5E4KIrAMPROicVkwtJpGKD_kxGc7BeWhNvtjPAuncAL__PLye68SQ_DJwPNn3TLrU0wN4pZzETkNOOK5hoHZoRbUlMF2Jc-8rA2BBCMbPAmC_kJpilbElsugde4t74bMLJJdxe8U189P4L5yNoGSWezxTbPrNCA30wee1RNSGLo9QRtkVWQZD1yS807Hpi3ZB2PbYNbHlxTavr8xNud7jlzEeSOIXXFs_wfXabyoDNWSTtoFf2-o7ToCnjaVRtC67SQrI3TAFYZvyd80KWw9oI3wD3Xyhlom7waAvyHUvvHQIBPHO0bwTdeFcz8u9f9_qrdkvBqN9dEoxuj2WKc8TTBdKGy9KE5QyvXHudvbGspSuJlKbZvg58xkS_YXND1aRdUHe_DX-pxPaIzCAz10L621CjlbSvbWbv0QbNoyr2xImzln_E4zNIdcXEowlC-kwDfgVP7WX0oStUgxk00weSW2bWwMlDNNqA3ZnDCArWHLVyeeA_eXs3G77U3cN-dPpI5_sId7-AQ";
const GONE: &str = "v1.ZVPBktMwDP0VxtyYloVrf4IZrsBkVFtJRB3bWHLL0um_I9tJdnf2lMiSn56enu_GzpEssjndDaNHK-jMyZiDkYxYT230ZQnmFIr3B4N_rS8Oe8kY8wKypSi8Sl0Q0xAiscYjeMaDYcmUNPttHDGbx-NgcvG1s_n04aNDvvwMepFRhMLUCIHHLB0PmGkKC4YaE3PBY7wFxTkYC7XJV_2ZIUwV8Mevw-u5zhmCnTuOJf1OJHM5H8EKxcB66mLAfg0d1UMtKjWB4Uo5tr7cAWYEp_w0gGxnElWsZKyJyLJjr3ErvBtHfOm3F1xifu7_KUclyDHzHo_kq34jQgU92rgkj1LR-Qapl10xc2doqoQ7HZ0-SRMk6x6bJro8X-e1JeeqXOvxWxl3JLYzLrUf43JtNyUDVWSVtoJf6-objoPnlaVS1C6bSRLwbpiEsE75p0SBtQfUEb6DrL4QzfjNYNAWZJoXXjo4Ar9zVO94mXMs07z3b1t9VPt5p7RPRsh7s8U8xHGA4UJh5UVhgJSGN85dz95YlsJVRarTdD_HPEGgf7D6QSuizJhXf_X_4Yz6CBTgS9NCe6uQvRU3b23mT16Hdf3quoQhxyjvBMvqkOsLiYwpMkk3DdgFn6bqVRW2cFKQVTO-keg21wZC6IZFB2zO6EBaMMcig40O28vZuD22p24q8pP9PEV9iI__";
