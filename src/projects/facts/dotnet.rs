//! Project files of .NET.

use super::super::table::Id;
use super::Reader;
use super::workspace::{Kind, join};
use quick_xml::Reader as Xml;
use quick_xml::events::Event;

pub(super) fn read(reader: &mut Reader) {
    let mut xml = Xml::from_str(reader.text);
    let mut element = String::new();
    let mut facts = Facts::default();
    loop {
        match xml.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                element = start.local_name().as_ref().to_owned();
                for attribute in start.attributes().flatten() {
                    let key = attribute.key.local_name();
                    let value = attribute.value.to_string();
                    if matches!(key.as_ref(), "Sdk" | "Name")
                        && matches!(element.as_str(), "Project" | "Sdk")
                    {
                        facts.sdks.push(value);
                    } else if key.as_ref() == "Include" && element == "PackageReference" {
                        facts.packages.push(value);
                    } else if key.as_ref() == "Include" && element == "ProjectReference" {
                        facts.references.push(value);
                    } else if key.as_ref() == "Include" && element == "FrameworkReference" {
                        facts.serves |= value == "Microsoft.AspNetCore.App";
                    }
                }
            }
            Ok(Event::Text(text)) => {
                let text = text.trim().to_owned();
                if !text.is_empty() {
                    facts.properties.push((element.clone(), text));
                }
            }
            Ok(Event::Eof) => break,
            Err(error) => return reader.no_xml(xml.error_position(), &error),
            Ok(_) => {}
        }
    }
    let folder = reader.evidence.tree.folder_path(reader.folder);
    reader.is_called(Kind::Dotnet, reader.path);
    for reference in &facts.references {
        reader.uses(Kind::Dotnet, &join(folder, &reference.replace('\\', "/")));
    }
    if let Some(sdk) = facts.packages.iter().find(|it| *it == "Sentry" || it.starts_with("Sentry."))
    {
        reader.reports(sdk);
    }
    facts.tell(reader);
}

#[derive(Debug, Default)]
struct Facts {
    sdks: Vec<String>,
    packages: Vec<String>,
    properties: Vec<(String, String)>,
    /// Project files that it refers to, from its folder on.
    references: Vec<String>,
    /// Whether it refers to all of ASP.NET.
    serves: bool,
}

/// Sites of the old ASP.NET are built into libraries, too.
fn is_site(reader: &Reader) -> bool {
    reader.evidence.has_row(reader.folder, |row| row.platform == Some("dotnet-aspnet"))
}

impl Facts {
    fn is(&self, property: &str, value: &str) -> bool {
        let same =
            |(name, text): &(String, String)| name == property && text.eq_ignore_ascii_case(value);
        self.properties.iter().any(same)
    }

    fn has(&self, property: &str) -> bool {
        self.properties.iter().any(|(name, _)| name == property)
    }

    fn tell(&self, reader: &mut Reader) {
        let sdk = |ending: &str| {
            self.sdks.iter().any(|sdk| sdk.ends_with(ending) || sdk.contains(&format!("{ending}/")))
        };
        let package = |start: &str| self.packages.iter().any(|name| name.starts_with(start));
        // A game brings its tests along.
        if sdk("Godot.NET.Sdk") {
            reader.note(Id::SettingsLikely, "Its SDK builds a game.");
            reader.platform("godot", 50, "Its SDK builds a game with Godot.");
        } else if sdk("AppHost.Sdk") || self.is("IsAspireHost", "true") {
            reader.note(Id::Helper, "It starts the other applications on a developer's machine.");
        } else if package("xunit")
            || package("NUnit")
            || package("MSTest")
            || package("Microsoft.NET.Test.Sdk")
        {
            reader.note(Id::Helper, "It holds tests.");
        } else if self.is("UseMaui", "true") && self.is("OutputType", "Exe") {
            reader.note(Id::Settings, "It is built with .NET MAUI.");
            reader.platform("dotnet-maui", 50, "It is built with .NET MAUI.");
        } else if sdk("Sdk.BlazorWebAssembly") {
            reader.note(Id::Settings, "Its SDK builds an application for browsers.");
            reader.platform("dotnet", 45, "Its SDK builds an application for browsers.");
        } else if sdk("Sdk.Worker") {
            reader.note(Id::SettingsLikely, "Its SDK builds a worker.");
            reader.platform("dotnet", 45, "Its SDK builds a worker.");
        } else if sdk("Sdk.Web")
            && self.is("IsPackable", "true")
            && self.is("OutputType", "Library")
        {
            reader.note(Id::Published, "It is built into a library.");
        } else if sdk("Sdk.Web") {
            reader.note(Id::SettingsLikely, "Its SDK builds an application for the web.");
            reader.platform("dotnet-aspnetcore", 42, "Its SDK builds an application for the web.");
        } else if self.is("OutputType", "WinExe") {
            reader.note(Id::SettingsLikely, "It is built into a program with windows.");
            if self.is("UseWPF", "true") {
                reader.platform("dotnet-wpf", 40, "It uses WPF.");
            } else if self.is("UseWindowsForms", "true") {
                reader.platform("dotnet-winforms", 40, "It uses Windows Forms.");
            }
        } else if self.is("OutputType", "Exe") {
            reader.note(Id::Main, "It is built into a program.");
            // Workers have a site's settings, and take nothing from ASP.NET.
            if self.sdks == ["Microsoft.NET.Sdk"] && !self.serves {
                reader.platform("dotnet", 45, "It is built without ASP.NET.");
            }
        } else if self.is("IsPackable", "true")
            || self.is("GeneratePackageOnBuild", "true")
            || self.has("PackageId")
        {
            reader.note(Id::Published, "It is packed for others to build upon.");
        } else if (self.is("OutputType", "Library") || sdk("Sdk.Razor")) && !is_site(reader) {
            reader.note(Id::Published, "It is built into a library.");
        } else if self.sdks.iter().any(|it| it == "Microsoft.NET.Sdk")
            && !self.has("OutputType")
            && !is_site(reader)
        {
            reader.note(Id::Published, "Without another word, its SDK builds a library.");
        }
        if package("Amazon.Lambda") {
            reader.platform("dotnet-awslambda", 43, "It depends on AWS Lambda's packages.");
        }
    }
}
