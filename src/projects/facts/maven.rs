//! Maven's `pom.xml`.

use super::super::table::Id;
use super::Reader;
use super::jvm::{of_another, other_framework, without_spring};
use super::workspace::Kind;
use quick_xml::Reader as Xml;
use quick_xml::events::Event;

pub(super) fn read_pom(reader: &mut Reader) {
    let mut xml = Xml::from_str(reader.text);
    let mut path: Vec<String> = Vec::new();
    let mut modules: Vec<String> = Vec::new();
    let (mut packaging, mut boot, mut plugin, mut quarkus) = (String::new(), false, false, false);
    let (mut image, mut bundle) = (false, false);
    let mut needed: Option<String> = None;
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => path.push(start.local_name().as_ref().to_owned()),
            Ok(Event::End(_)) => {
                let ended = path.pop();
                if ended.as_deref() == Some("dependency")
                    && let Some(name) = needed.take()
                {
                    reader.uses(Kind::Maven, &name);
                }
            }
            Ok(Event::Text(text)) => {
                let text = text.trim().to_owned();
                match path.last().map(String::as_str) {
                    Some("packaging") if path.len() == 2 => packaging = text,
                    // Directly, or of a profile.
                    Some("module") if path.iter().any(|it| it == "modules") && !text.is_empty() => {
                        let folder = text.strip_suffix("/pom.xml").unwrap_or(&text);
                        modules.push(globset::escape(folder));
                    }
                    Some("scope") if text == "test" => needed = None,
                    Some(last @ ("artifactId" | "groupId")) => {
                        if text == "io.sentry" {
                            reader.reports("io.sentry");
                        }
                        let of =
                            path.get(1).filter(|_| last == "artifactId" && path[0] == "project");
                        match of.map(String::as_str) {
                            Some("artifactId") => reader.is_called(Kind::Maven, &text),
                            Some("dependencies") => needed = Some(text.clone()),
                            _ => {}
                        }
                        plugin |= text == "spring-boot-maven-plugin";
                        boot |= text.starts_with("spring-boot-starter");
                        image |= text == "jib-maven-plugin" || text == "docker-maven-plugin";
                        bundle |=
                            text == "maven-shade-plugin" || text == "appassembler-maven-plugin";
                        quarkus |= text.starts_with("quarkus-") || text == "io.quarkus";
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) => break,
            Err(error) => return reader.no_xml(xml.error_position(), &error),
            Ok(_) => {}
        }
    }
    let programs = plugin || quarkus || image || bundle || packaging == "war";
    reader.module(programs, plugin, packaging == "pom");
    if !modules.is_empty() {
        // Further manifests beside it list modules of their own: `pom-services.xml`.
        let tree = reader.evidence.tree;
        let others = tree.own_files(reader.folder).iter().any(|&it| {
            let name = tree.name_of(it);
            name.starts_with("pom") && name.ends_with(".xml") && name != "pom.xml"
        });
        reader.workspace(Kind::Maven, modules.iter().map(String::as_str), !others);
    }
    if packaging == "pom" {
        reader.note(Id::Workspace, "Its packaging is `pom`: the roof over modules.");
        return;
    }
    if plugin {
        reader.note(Id::Runs, "Spring Boot's plugin makes a program of it.");
    }
    if quarkus {
        reader.platform("java", 30, "It depends on Quarkus.");
    } else if let Some(name) = other_framework(reader.text).filter(|_| !boot && !plugin) {
        of_another(reader, name);
    } else if boot || plugin {
        reader.platform("java-spring-boot", 32, "It depends on Spring Boot.");
    } else if !reader.text.contains("spring") && !reader.text.contains("<parent>") {
        without_spring(reader);
    }
    if image {
        reader.note(Id::Image, "Its plugin builds an image of it.");
    } else if bundle {
        reader.note(Id::StartLikely, "Its plugin bundles all it needs, as for a program.");
    }
    if packaging == "maven-plugin" {
        reader.note(Id::Published, "It is a plugin of Maven.");
    }
    let war = packaging == "war";
    if war {
        reader.note(Id::Main, "Its packaging is `war`: a server runs it.");
    }
}
