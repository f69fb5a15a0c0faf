//! The archive, opened by other programs.

use crate::support::{all_of, shop};
use sentry_general::export::{
    Format, contents, entry, export, export_all, export_project, projects_with,
};
use sentry_general::organization::Organization;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes a plan's archive where another program can open it.
fn written(name: &str, organization: &Organization) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, export(organization, Format::Zip).bytes()).expect("a file");
    path
}

/// A member of an archive by Python or by `unzip`; none if there is neither.
fn unpack(archive: &Path, member: &str) -> Option<Vec<u8>> {
    let python = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nimport datetime\n[datetime.datetime(*i.date_time) for i in z.infolist()]\nsys.stdout.buffer.write(z.read(sys.argv[2]))";
    let with_python =
        Command::new("python3").args(["-c", python]).arg(archive).arg(member).output();
    let with_unzip = || Command::new("unzip").arg("-p").arg(archive).arg(member).output();
    let output = with_python.or_else(|_| with_unzip()).ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

#[test]
fn every_member_is_what_its_own_export_is() {
    for (name, organization) in [("shop.zip", shop()), ("hostile.zip", all_of("../\"; rm -rf ~"))] {
        let archive = written(name, &organization);
        for file in export_all(&organization) {
            match unpack(&archive, &file.filename) {
                Some(bytes) => {
                    assert!(bytes == file.bytes(), "{} is as it is alone", file.filename);
                }
                None => eprintln!("skipped: neither python3 nor unzip is installed"),
            }
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (one, other) = (export(&shop(), Format::Zip), export(&shop(), Format::Zip));
    assert!(one == other, "an archive holds no time of day");
}

#[test]
fn there_is_a_file_for_each_project() {
    let names: Vec<_> = export_all(&shop()).into_iter().map(|file| file.filename).collect();
    let expected = [
        "sentry-plan.md",
        "sentry-plan.html",
        "terraform/sentry.tf",
        "terraform/existing/imports.tf",
        "sentry-plan.sh",
        "ownership/shop-web.ownership",
        "ownership/billing-api.ownership",
        "code-mappings/shop-web.json",
        "code-mappings/billing-api.json",
        "code-mappings/tools.json",
        "codeowners/acme-shop/CODEOWNERS",
        "codeowners/acme-tools/CODEOWNERS",
        "projects.csv",
        "rollout.csv",
        "ci/sentry-release.yml",
        "sdk/shop-web.md",
        "sdk/billing-api.md",
        "sdk/tools.md",
        "sentry-plan.svg",
        "plan.json",
        "plan.schema.json",
    ];
    for name in expected {
        assert!(names.iter().any(|it| it == name), "{name} is among {names:?}");
    }
}

#[test]
fn what_is_listed_is_what_is_written() {
    for organization in [shop(), all_of("../\"; rm -rf ~"), Organization::default()] {
        let listed: Vec<_> =
            contents(&organization).into_iter().map(|it| (it.filename, it.mime)).collect();
        let written = export_all(&organization).into_iter().map(|it| (it.filename, it.mime));
        assert_eq!(listed, written.collect::<Vec<_>>());
        for format in Format::ALL {
            let file = export(&organization, format);
            assert_eq!(entry(&organization, format).filename, file.filename, "{format:?}");
            for slug in projects_with(&organization, format) {
                assert!(
                    export_project(&organization, format, slug).is_some(),
                    "{format:?} of {slug}"
                );
            }
        }
    }
}

#[test]
fn every_format_is_declared_for_typescript_and_found_by_its_id() {
    let declared = include_str!("../../src/bin/engine/types/plan.d.ts");
    let (_, alternatives) = declared.split_once("export type ExportFormat =").expect("the type");
    let (alternatives, _) = alternatives.split_once("/**").expect("those of one project");
    let ids: Vec<&str> = alternatives.split('"').skip(1).step_by(2).collect();
    assert_eq!(ids, Format::ALL.map(Format::id));
    assert!(ids.iter().all(|id| Format::find(id).is_some_and(|format| format.id() == *id)));
}
