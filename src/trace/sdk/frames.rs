//! The frames of a file, one for each usual way to build and run it.

use super::{Family, Sdk};
use crate::trace::{Frame, munge};

/// A file as far as its frames depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The path in the repository.
    pub path: &'a str,
    /// The path below the folder that is built and deployed.
    pub below: &'a str,
    /// How deep the project's folder lies below that folder: bundlers name files from there.
    pub ups: usize,
    /// The path below the folder that code is imported from, where there is such a folder:
    /// of Python packages, of `src/main/java`, of Dart's `lib`, of a .NET project.
    pub import: Option<&'a str>,
    /// The package's name: Dart's.
    pub package: &'a str,
}

/// Frames
impl Sdk {
    /// The frames of a file as rules see them, one for each usual way to build and run it.
    #[must_use]
    pub fn frames(&self, source: &Source) -> Vec<Frame> {
        let Source { path, below, import, package, .. } = *source;
        let name = path.rsplit('/').next().unwrap_or(path);
        let checkout = format!("/home/runner/work/shop/shop/{path}");
        let both = |one: String| (one.clone(), one);
        let named = |abs: String| (name.to_owned(), abs);
        let ways: Vec<(String, String)> = match self.family {
            Family::Python => {
                let of = |abs: String| (python(import, name).unwrap_or_else(|| abs.clone()), abs);
                vec![of(format!("/app/{below}")), of(format!("/srv/checkout/{path}"))]
            }
            Family::Node => server(source),
            Family::Browser => browser(source),
            Family::FullStack => [browser(source), server(source)].concat(),
            Family::ReactNative => {
                let up = "../".repeat(source.ups);
                vec![
                    (below.to_owned(), format!("app:///{below}")),
                    (format!("{up}{below}"), format!("app:///{up}{below}")),
                ]
            }
            Family::Jvm => return vec![self.of_class(import, below, name)],
            Family::Dotnet => {
                let file = |abs: String| (import.unwrap_or(&abs).to_owned(), abs);
                let windows = format!("C:\\agent\\_work\\1\\s\\{}", path.replace('/', "\\"));
                vec![file(format!("/src/{below}")), file(format!("/_/{path}")), both(windows)]
            }
            Family::Unity => vec![both(below.to_owned()), both(checkout)],
            Family::Go => vec![
                named(format!("/app/{below}")),
                named(checkout),
                named(format!("example.com/acme/shop/{below}")),
            ],
            Family::Ruby => {
                let first = below.split('/').next().unwrap_or_default();
                let own = APP_FOLDERS.contains(&first);
                let file = if own { below } else { name };
                let file = |abs: String| (file.to_owned(), abs);
                vec![file(format!("/app/{below}")), file(format!("/srv/checkout/{path}"))]
            }
            Family::Php => vec![
                (format!("/{below}"), format!("/var/www/html/{below}")),
                both(format!("/app/{below}")),
                both(format!("/srv/checkout/{path}")),
            ],
            Family::Rust | Family::Native => {
                vec![named(format!("/app/{below}")), named(checkout)]
            }
            Family::Apple => vec![named(format!("/Users/runner/work/shop/shop/{path}"))],
            Family::Dart | Family::Flutter => match import {
                Some(import) => vec![named(format!("package:{package}/{import}"))],
                None => vec![both(name.to_owned())],
            },
            Family::Elixir => vec![both(import.unwrap_or(below).to_owned())],
            Family::PowerShell => vec![both(format!("/app/{below}")), both(checkout)],
            Family::Godot => vec![both(format!("res://{}", import.unwrap_or(below)))],
        };
        ways.into_iter().map(|(file, abs)| self.frame(file, abs, None, package)).collect()
    }

    /// A frame of the JVM: all that tells the folder is the class's name. Where Kotlin's
    /// sources leave out what all packages begin with, that is in front of the folders.
    fn of_class(&self, import: Option<&str>, below: &str, name: &str) -> Frame {
        let path = import.map_or_else(|| format!("com/example/{below}"), str::to_owned);
        let (package, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let class = file.rsplit_once('.').map_or(file, |(bare, _)| bare).replace('.', "_");
        let package = package.replace('/', ".");
        let module = if package.is_empty() { class } else { format!("{package}.{class}") };
        self.frame(name.to_owned(), name.to_owned(), Some(module), "")
    }

    fn frame(
        &self,
        filename: String,
        abs_path: String,
        module: Option<String>,
        package: &str,
    ) -> Frame {
        let mut frame = Frame {
            filename: Some(filename),
            abs_path: Some(abs_path),
            module,
            package: (!package.is_empty()).then(|| package.to_owned()),
            in_app: self.own_in_app(),
            ..Frame::default()
        };
        let (platform, sdk) = match self.family {
            Family::Jvm => ("java", None),
            Family::Apple => ("cocoa", None),
            Family::Flutter => ("other", Some("sentry.dart.flutter")),
            _ => ("", None),
        };
        frame.munged = munge(&frame, platform, sdk);
        frame
    }
}

/// Python's file name; none if it is the absolute path.
fn python(import: Option<&str>, name: &str) -> Option<String> {
    let import = import?;
    // A package's own file is a module without a dot, whose bare name is taken.
    let is_package = import.split('/').count() == 2 && name == "__init__.py";
    Some(if is_package { name.to_owned() } else { import.to_owned() })
}

/// Node: run as it is, or by source maps.
fn server(source: &Source) -> Vec<(String, String)> {
    let Source { path, below, .. } = *source;
    let run = format!("/app/{below}");
    let checkout = format!("/usr/src/app/{path}");
    vec![
        (run.clone(), run),
        (checkout.clone(), checkout),
        (format!("../{below}"), format!("app:///{below}")),
    ]
}

/// Bundled by webpack, by Vite, by Turbopack.
fn browser(source: &Source) -> Vec<(String, String)> {
    let Source { path, below, ups, .. } = *source;
    let up = "../".repeat(ups);
    let webpack = if ups == 0 { format!("./{below}") } else { format!("{up}{below}") };
    let turbopack = format!("turbopack:///[project]/{path}");
    vec![
        (webpack.clone(), format!("webpack:///{webpack}")),
        (format!("../../{up}{below}"), format!("https://shop.example/{below}")),
        (turbopack.clone(), turbopack),
    ]
}

/// The folders of a Ruby application whose code counts as its own.
pub(crate) const APP_FOLDERS: [&str; 7] = ["app", "bin", "config", "exe", "lib", "spec", "test"];
