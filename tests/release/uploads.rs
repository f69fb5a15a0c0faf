//! What is uploaded, and from where.

use sentry_general::organization::Organization;
use sentry_general::playbook::release::upload;

#[test]
fn androids_mapping_lies_in_the_module() {
    for (root, source, mapping) in [
        ("app", "", "./app/build"),
        ("android/app", "android/app/src/main/java/", "./android/app/build"),
        ("mobile", "mobile/src/main/kotlin", "./mobile/build"),
        ("android", "android/app/src/main/java", "./android/app/build"),
        ("android", "androidx/app/src/main/java", "./android/build"),
        ("", "", "./app/build"),
        ("", "phone/src/main/java/", "./phone/build"),
        ("", "src/main/java/", "./build"),
        ("src/phone", "src/phone/src/main/java/", "./src/phone/build"),
        ("", "src/phone/src/main/java/", "./src/phone/build"),
    ] {
        let json = format!(
            r#"{{"organization": "acme", "projects": [{{"slug": "it", "platform": "android", "root": "{root}",
            "mapping": {{"stackRoot": "", "sourceRoot": "{source}"}}}}]}}"#
        );
        let organization = Organization::from_json(&json).expect("a plan");
        let line = &upload::upload(&organization.projects[0]).lines[0];
        let expected = format!(
            "sentry-cli proguard upload -p it {mapping}/outputs/mapping/release/mapping.txt"
        );
        assert_eq!(*line, expected, "of {root:?} with sources in {source:?}");
    }
}
