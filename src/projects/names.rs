//! Names and slugs by Sentry's rules.
//!
//! A slug holds lower-case letters, digits, `-` and `_`, at most fifty of them, and is not
//! all digits; it is unique in the organization. Sources: `sentry/models/project.py`
//! (`slugify_instance` with `max_length=50`) and the published API schema.

use super::evidence::words;
use super::platform::Platform;
use super::project::Place;
use crate::text::unique::Unique;

/// The longest slug that Sentry takes.
pub const MAX_SLUG: usize = 50;

/// The slug of a name: what Sentry's form would suggest.
#[must_use]
pub fn slugify(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        let letter = letter.to_ascii_lowercase();
        if letter.is_ascii_alphanumeric() || letter == '_' {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_SLUG);
    let slug = slug.trim_matches(['-', '_']).to_owned();
    if !slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("project-{slug}").chars().take(MAX_SLUG).collect();
    }
    slug
}

/// Folder names that say too little alone.
const GENERIC: &[&str] = &[
    "src",
    "app",
    "apps",
    "source",
    "code",
    "main",
    "cmd",
    "packages",
    "lib",
    "resources",
    "js",
    "javascript",
    "assets",
    "static",
];

/// Names for projects in the order given, each unique. `repository` names what is at the
/// root.
#[must_use]
#[inline(never)]
pub fn name_all(places: &[(Place, &'static str)], repository: Option<&str>) -> Vec<String> {
    let mut slugs = Unique::new('-', MAX_SLUG);
    let all: Vec<Vec<String>> =
        places.iter().map(|(place, platform)| candidates(place, platform, repository)).collect();
    // Of `Billing API` and `billing-api`, the second is called by its slug already.
    let own: Vec<bool> = places
        .iter()
        .zip(&all)
        .map(|((place, _), all)| {
            let folder = place.root.rsplit('/').next().unwrap_or_default();
            all.first().is_some_and(|it| it == folder && slugify(it) == folder && slugs.take(it))
        })
        .collect();
    let name = |(all, own): (Vec<String>, bool)| {
        if own {
            return all.into_iter().next().unwrap_or_default();
        }
        let free = all.iter().find_map(|name| {
            let slug = slugify(name);
            let is_free = !slug.is_empty() && slugs.take(&slug);
            // Sentry takes a name of as many letters as a slug has.
            is_free.then(|| if name.len() > MAX_SLUG { slug } else { name.clone() })
        });
        free.unwrap_or_else(|| {
            let last = slugify(all.last().map_or("", String::as_str));
            slugs.name(if last.is_empty() { "project" } else { &last })
        })
    };
    all.into_iter().zip(own).map(name).collect()
}

/// Ever longer names for a place.
#[inline(never)]
fn candidates(place: &Place, platform: &str, repository: Option<&str>) -> Vec<String> {
    let parts: Vec<String> =
        place.root.split('/').filter(|part| !part.is_empty()).map(readable).collect();
    let telling = parts.iter().rposition(|part| !GENERIC.contains(&part.as_str()));
    let start = telling.unwrap_or(0);
    let family = Platform::family(platform).to_owned();
    let with = |base: String| match &place.process {
        Some(process) => format!("{base}-{}", readable(process)),
        None => base,
    };
    let mut bases: Vec<String> = Vec::new();
    if parts.is_empty() || telling.is_none() {
        let short = if family == "javascript" { "frontend".to_owned() } else { family.clone() };
        match repository {
            Some(repository) if parts.is_empty() => {
                bases.push(readable(repository));
                bases.push(format!("{}-{short}", readable(repository)));
            }
            Some(repository) => {
                bases.push(format!("{}-{short}", readable(repository)));
                bases.push(format!("{}-{}", readable(repository), parts.join("-")));
            }
            None if parts.is_empty() => bases.extend(["app".to_owned(), format!("{short}-app")]),
            None => bases.extend([short.clone(), format!("{short}-app"), parts.join("-")]),
        }
    } else {
        // Of `app/javascript`, the folder around tells nothing: name it for what it is.
        let tail = parts[start..].to_vec();
        let asset = start + 1 < parts.len() && family == "javascript";
        bases.push(if asset { format!("{}-frontend", tail[0]) } else { tail[0].clone() });
        bases.extend((0..start).rev().map(|from| parts[from..].join("-")));
        bases.push(format!("{}-{family}", parts.join("-")));
    }
    bases.into_iter().map(with).collect()
}

/// A folder's name as words with hyphens: `Ordering.API` is `ordering-api`.
fn readable(name: &str) -> String {
    words(name).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_sentrys_rules() {
        for (name, slug) in [
            ("Shop API", "shop-api"),
            ("  ", ""),
            ("2024", "project-2024"),
            ("Zahlung & Café", "zahlung-caf"),
            ("snake_case", "snake_case"),
        ] {
            assert_eq!(slugify(name), slug, "the slug of {name:?}");
        }
        assert_eq!(slugify(&"a".repeat(80)).len(), MAX_SLUG, "a slug has fifty characters at most");
    }

    #[test]
    fn equal_names_are_told_apart_by_the_folders_around() {
        let places = ["shop/api", "blog/api", "api"].map(|root| (Place::at(root), "go"));
        assert_eq!(name_all(&places, None), ["api", "blog-api", "api-go"]);
    }

    #[test]
    fn a_folder_called_like_a_slug_gets_it() {
        let folders = ["services/Billing API", "services/billing_api", "services/billing-api"];
        let places = folders.map(|root| (Place::at(root), "node"));
        let names = name_all(&places, None);
        assert_eq!(names[2], "billing-api");
        assert_eq!(names[0], "services-billing-api", "the others are told apart as ever");
    }

    #[test]
    fn no_name_is_longer_than_sentry_takes() {
        let long = "a-service-whose-name-goes-on-for-more-than-fifty-letters";
        let roots =
            [format!("x/{long}"), format!("y/{long}"), format!("x/{long}-2"), "z".repeat(90)];
        let places = roots.map(|root| (Place::at(&root), "go"));
        let mut names = name_all(&places, None);
        assert!(names.iter().all(|it| it.len() <= MAX_SLUG && slugify(it) == *it), "{names:?}");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 4, "no two alike: {names:?}");
    }
}
