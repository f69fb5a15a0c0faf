use super::Frame;

/// The path that Sentry makes up for a frame besides `filename` and `abs_path`,
/// on the platforms that do not report a path of the repository.
///
/// | event | needs | path |
/// |---|---|---|
/// | `java` | `module`, `abs_path` | the package as folders, then the file: see [`java_path`] |
/// | `cocoa` | `package`, `abs_path` | from the first folder that is the package |
/// | `other` with the SDK `sentry.dart.flutter` | `package`, `abs_path` | what follows `package:` and the package |
///
/// All other platforms, JavaScript included, have none. `platform` is that of
/// the event, never that of the frame.
///
/// Source: `sentry/utils/event_frames.py`.
#[must_use]
pub fn munge(frame: &Frame, platform: &str, sdk: Option<&str>) -> Option<String> {
    let present = |text: &'_ Option<String>| text.clone().filter(|text| !text.is_empty());
    let abs_path = present(&frame.abs_path)?;
    let munged = match (platform, sdk) {
        ("java", _) => java_path(&present(&frame.module)?, &abs_path),
        ("cocoa", _) => cocoa_path(&present(&frame.package)?, &abs_path),
        ("other", Some("sentry.dart.flutter")) => {
            flutter_path(&present(&frame.package)?, &abs_path)
        }
        _ => None,
    };
    munged.filter(|path| !path.is_empty())
}

/// The path of a Java or Kotlin frame: `com.acme.app.Main$run$1` in `Main.kt` is
/// `com/acme/app/Main.kt`.
///
/// A file name that is none (without `.`, or with `$`, as of synthetic classes)
/// gives the module up to its first `$` instead, without an extension. A module
/// without a package has no path.
///
/// Source: `get_path_from_module` in `sentry/issues/auto_source_code_config`.
#[must_use]
pub fn java_path(module: &str, abs_path: &str) -> Option<String> {
    if abs_path.contains('$') || !abs_path.contains('.') {
        let class = module.split('$').next().unwrap_or(module);
        return Some(class.replace('.', "/"));
    }
    let (package, _) = module.rsplit_once('.')?;
    Some(format!("{}/{abs_path}", package.replace('.', "/")))
}

fn cocoa_path(package: &str, abs_path: &str) -> Option<String> {
    let package = package.trim_matches('/');
    let folders: Vec<&str> = abs_path.trim_matches('/').split('/').collect();
    let start = folders.iter().position(|folder| *folder == package)?;
    Some(folders[start..].join("/"))
}

/// There is no border behind the package: of `package:shop_app/a.dart` and the
/// package `shop`, `_app/a.dart` is left.
fn flutter_path(package: &str, abs_path: &str) -> Option<String> {
    if !abs_path.starts_with("package:") {
        return None;
    }
    let name = format!("package:{package}");
    let at = abs_path.find(&name)?;
    let rest = format!("{}{}", &abs_path[..at], &abs_path[at + name.len()..]);
    Some(rest.trim_matches('/').to_owned())
}
