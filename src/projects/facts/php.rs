//! `composer.json`.

use super::super::table::Id;
use super::Reader;

pub(super) fn read(reader: &mut Reader) {
    let Some(manifest) = reader.json() else { return };
    if let Some(name) = manifest["name"].as_str() {
        reader.name_repository(name);
    }
    let requires = |name: &str| manifest["require"].get(name).is_some();
    let mut packages = manifest["require"].as_object().into_iter().flat_map(|it| it.keys());
    if let Some(sdk) = packages.find(|name| name.starts_with("sentry/")) {
        reader.reports(sdk);
    }
    if requires("laravel/framework") {
        reader.platform("php-laravel", 50, "It requires `laravel/framework`.");
    } else if requires("symfony/framework-bundle") || requires("symfony/symfony") {
        reader.platform("php-symfony", 48, "It requires Symfony's framework.");
    }
    match manifest["type"].as_str() {
        Some("library" | "symfony-bundle" | "composer-plugin") => {
            reader.note(Id::Published, "Its manifest says that it is a library.");
        }
        Some("project") => {
            reader.note(Id::Serves, "Its manifest says that it is a project.");
        }
        _ => {}
    }
}
