//! `go.mod` and `go.work`.

use super::super::table::Id;
use super::Reader;
use super::workspace::Kind;

/// A module, its platform, and how surely. Routers that large programs have only because they
/// use a part of them (`fasthttp`, `negroni`, `martini`) are left out: `go` holds for each.
const FRAMEWORKS: &[(&str, &str, u8)] = &[
    ("github.com/gin-gonic/gin", "go-gin", 20),
    ("github.com/labstack/echo", "go-echo", 19),
    ("github.com/gofiber/fiber", "go-fiber", 18),
    ("github.com/kataras/iris", "go-iris", 17),
];

pub(super) fn read(reader: &mut Reader) {
    for line in reader.text.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        if let Some(module) = line.strip_prefix("module ") {
            reader.name_repository(module.trim());
        }
    }
    let text = reader.text;
    let requires = |module: &str| {
        text.lines().any(|line| line.contains(module) && !line.contains("// indirect"))
    };
    if requires("github.com/getsentry/sentry-go") {
        reader.reports("github.com/getsentry/sentry-go");
    }
    for &(module, platform, weight) in FRAMEWORKS {
        if requires(module) {
            reader.platform(platform, weight, format!("It requires `{module}`."));
        }
    }
}

pub(super) fn read_work(reader: &mut Reader) {
    let mut modules: Vec<String> = Vec::new();
    let mut inside = false;
    for line in reader.text.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let listed = match line.strip_prefix("use") {
            Some(rest) if rest.trim() == "(" => {
                inside = true;
                continue;
            }
            Some(rest) if rest.starts_with([' ', '\t']) => rest,
            _ if line == ")" => {
                inside = false;
                continue;
            }
            _ if inside => line,
            _ => continue,
        };
        let listed = listed.trim().trim_matches(['"', '`']);
        if !listed.is_empty() {
            modules.push(globset::escape(listed));
        }
    }
    if !modules.is_empty() {
        reader.note(Id::Workspace, "It is the roof over modules.");
        reader.workspace(Kind::Go, modules.iter().map(String::as_str), true);
    }
}
