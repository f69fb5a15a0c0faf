//! The picture of the organization.

use quick_xml::Reader;
use quick_xml::events::Event;
use sentry_general::organization::picture::{Form, Item, MOST, Picture, svg};
use sentry_general::organization::{Organization, Project, Repository, Team};

fn project(slug: &str, root: &str, teams: &[&str]) -> Project {
    Project {
        slug: slug.to_owned(),
        root: root.to_owned(),
        platform: "node".to_owned(),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        files: 3,
        ..Project::default()
    }
}

fn of(projects: Vec<Project>) -> Organization {
    Organization { organization: "acme".to_owned(), projects, ..Organization::default() }
}

fn many(projects: usize, teams: usize) -> Organization {
    let project = |at: usize| {
        let team = format!("team-{}", at % teams);
        let other = format!("team-{}", (at * 7) % teams);
        project(&format!("project-{at}"), &format!("apps/{at}"), &[&team, &other])
    };
    of((0..projects).map(project).collect())
}

fn draw(organization: &Organization) -> Picture {
    Picture::new(organization, |_| None)
}

fn texts(picture: &Picture) -> Vec<&str> {
    let shapes = picture.items.iter().flat_map(|item| &item.shapes);
    let text = shapes.filter_map(|shape| match &shape.form {
        Form::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    text.collect()
}

fn titled<'p>(picture: &'p Picture, title: &str) -> &'p Item {
    let found = picture.items.iter().find(|item| item.title.starts_with(title));
    found.unwrap_or_else(|| panic!("nothing is titled {title}"))
}

/// The boxes: left, upper, right, lower edge.
fn boxes(picture: &Picture) -> Vec<[u32; 4]> {
    let shapes = picture.items.iter().flat_map(|item| &item.shapes);
    let of_box = shapes.filter(|shape| shape.class.starts_with("box"));
    let edges = of_box.filter_map(|shape| match shape.form {
        Form::Rect { x, y, width, height } => Some([x, y, x + width, y + height]),
        _ => None,
    });
    edges.collect()
}

fn edges(picture: &Picture, class: &str) -> usize {
    let shapes = picture.items.iter().flat_map(|item| &item.shapes);
    shapes.filter(|shape| shape.class.split(' ').any(|word| word == class)).count()
}

/// All texts of an SVG, unescaped; panics if it is no XML.
fn parsed(svg: &str) -> String {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut all) = (0_i32, String::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {svg}")) {
            Event::Start(tag) => {
                depth += 1;
                for attribute in tag.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{error} in {svg}"));
                }
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => all.push_str(&text),
            Event::GeneralRef(name) => {
                let known = quick_xml::escape::resolve_xml_entity(&name);
                all.push_str(known.unwrap_or_else(|| panic!("&{}; is no entity", &*name)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    all
}

#[test]
fn names_of_any_kind_stay_text() {
    let hostile = "</text><script>alert(1)</script>&\"'\u{1}";
    let mut organization = of(vec![project(hostile, hostile, &[hostile])]);
    organization.organization = hostile.to_owned();
    organization.projects[0].process = Some(hostile.to_owned());
    organization
        .repositories
        .push(Repository { name: hostile.to_owned(), ..Repository::default() });
    let svg = svg(&organization);
    assert!(!svg.contains("<script"), "no name becomes an element: {svg}");
    assert!(!svg.contains('\u{1}'), "XML holds no such letter");
    let texts = parsed(&svg);
    assert!(texts.contains("</text><script>alert(1)</script>&\"'"), "{texts}");
    assert!(!texts.contains('\u{fffd}'), "what no file holds is left out: {texts}");
}

#[test]
fn everything_that_is_planned_is_in_it() {
    let mut organization =
        of(vec![project("web", "apps/web", &["shop", "core"]), project("api", "", &[])]);
    organization.teams.push(Team { slug: "idle".to_owned(), ..Team::default() });
    let picture = draw(&organization);
    let texts = texts(&picture);
    for text in ["acme", "#shop", "#core", "#idle", "no team yet", "web", "api", "apps/web", "/"] {
        assert!(texts.contains(&text), "{text} is among {texts:?}");
    }
    assert_eq!(edges(&picture, "main"), 1, "the first team of a project has the thick line");
    assert_eq!(titled(&picture, "#idle").title, "#idle: no project");
    let said = &picture.description;
    assert!(said.contains("3 teams, 2 projects and 1 repository"), "{said}");
}

#[test]
fn nothing_overlaps() {
    for (projects, teams) in [(1, 1), (2, 5), (9, 3), (60, 8), (60, 60), (200, 90)] {
        let picture = draw(&many(projects, teams));
        let boxes = boxes(&picture);
        for (at, one) in boxes.iter().enumerate() {
            assert!(one[2] < picture.width && one[3] < picture.height, "{one:?} is inside");
            for other in &boxes[at + 1..] {
                let apart = one[2] < other[0]
                    || other[2] < one[0]
                    || one[3] < other[1]
                    || other[3] < one[1];
                assert!(apart, "{one:?} and {other:?} of {projects} projects, {teams} teams");
            }
        }
    }
}

#[test]
fn what_is_too_much_is_cut_and_counted() {
    let picture = draw(&many(MOST + 5, MOST + 2));
    let texts = texts(&picture);
    assert!(texts.contains(&"and 5 more projects"), "{texts:?}");
    assert!(texts.contains(&"and 2 more teams"), "{texts:?}");
    assert!(!texts.contains(&"project-64"), "the rest is left out");
}

#[test]
fn a_long_name_is_shortened_and_told_in_full() {
    let slug = "a-storefront-with-a-name-that-nobody-would-type";
    let root = "packages/clients/somewhere/deep/down/storefront";
    let picture = draw(&of(vec![project(slug, root, &[])]));
    let item = titled(&picture, slug);
    assert_eq!(item.title, format!("{slug}: node"));
    let texts = texts(&picture);
    assert!(!texts.contains(&slug), "it would not fit");
    assert!(texts.iter().any(|text| text.starts_with('…') && text.ends_with("/storefront")));
}

#[test]
fn processes_share_their_folder_and_repositories_have_frames() {
    let mut worker = project("api-worker", "api", &[]);
    worker.process = Some("worker".to_owned());
    let mut organization =
        of(vec![project("api", "api", &[]), worker, project("games", "api", &[])]);
    for (name, places) in [("acme/shop", 0..2), ("acme/games", 2..3)] {
        organization.repositories.push(Repository { name: name.into(), ..Repository::default() });
        for project in &mut organization.projects[places] {
            project.repository = name.into();
        }
    }
    let picture = draw(&organization);
    let folders = texts(&picture).iter().filter(|text| **text == "api").count();
    assert_eq!(folders, 3, "a project and a folder of each repository");
    assert_eq!(edges(&picture, "frame"), 2);
    assert!(texts(&picture).contains(&"node, worker"));
}

#[test]
fn the_same_plan_gives_the_same_picture() {
    let organization = many(30, 7);
    assert_eq!(svg(&organization), svg(&organization.clone()));
    assert!(parsed(&svg(&Organization::default())).contains("your-organization"));
}
