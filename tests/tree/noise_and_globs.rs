//! Noise is left out visibly; globs include and exclude.

use crate::support::{files, read_all, read_default};
use sentry_general::tree::{Format, NoiseKind, ReadOptions, Strip, read};

/// Checks which files stay of a `find` listing of these.
#[track_caller]
fn check_noise(paths: &[&str], stay: &[&str]) {
    let text: String = paths.iter().map(|path| format!("./{path}\n")).collect();
    let listing = read_default(&text);
    assert_eq!(files(&listing), stay, "what stays of {paths:?}: {:?}", listing.left_out);
    let counted: u32 = listing.left_out.iter().map(|group| group.files).sum();
    assert_eq!(counted as usize, paths.len() - stay.len(), "each left-out file is in a group");
    assert!(listing.account.is_balanced(), "each record counts once");
    assert_eq!(files(&read_all(&text, Strip::Offer)), paths, "the switch keeps all");
}

#[test]
fn what_only_a_tool_names_so_is_noise() {
    check_noise(
        &[
            "src/a.ts",
            "node_modules/x/index.js",
            "web/node_modules/y/node_modules/z.js",
            ".git/HEAD",
            ".github/CODEOWNERS",
            "py/__pycache__/a.pyc",
            "py/a.py",
            ".DS_Store",
            "ios/Pods/AF/a.m",
            ".venv/bin/python",
            ".next/build.json",
        ],
        &["src/a.ts", ".github/CODEOWNERS", "py/a.py"],
    );
}

#[test]
fn names_that_may_be_source_need_evidence() {
    check_noise(
        &["Cargo.toml", "target/debug/a", "src/target/mod.rs"],
        &["Cargo.toml", "src/target/mod.rs"],
    );
    check_noise(&["build/webpack.js", "package.json"], &["build/webpack.js", "package.json"]);
    check_noise(&["app/build.gradle", "app/build/x.class"], &["app/build.gradle"]);
    check_noise(
        &["package.json", "dist/a.js", "docs/dist/b.md"],
        &["package.json", "docs/dist/b.md"],
    );
    check_noise(&["vendor/lib/a.go", "go.mod"], &["vendor/lib/a.go", "go.mod"]);
    check_noise(&["vendor/modules.txt", "vendor/lib/a.go", "go.mod"], &["go.mod"]);
    check_noise(&["bin/rails", "Gemfile"], &["bin/rails", "Gemfile"]);
    check_noise(
        &["api/Api.csproj", "api/obj/x.json", "api/bin/Debug/a.dll", "obj/a.c"],
        &["api/Api.csproj", "obj/a.c"],
    );
    check_noise(&["env/prod.yaml"], &["env/prod.yaml"]);
    check_noise(&["env/pyvenv.cfg", "env/lib/x.py", "a.py"], &["a.py"]);
}

#[test]
fn noise_is_grouped_by_name() {
    let text = "./a/node_modules/x.js\n./a/node_modules/y.js\n./b/node_modules/z.js\n./c.ts\n./.DS_Store\n";
    let groups: Vec<_> = read_default(text)
        .left_out
        .into_iter()
        .map(|group| (group.name, group.kind, group.example, group.folders, group.files))
        .collect();
    assert_eq!(
        groups,
        [
            ("node_modules", NoiseKind::Dependencies, "a/node_modules".to_owned(), 2, 3),
            (".DS_Store", NoiseKind::System, ".DS_Store".to_owned(), 0, 1),
        ],
        "most files first"
    );
}

/// Someone who commits `node_modules` wants to see it.
#[test]
fn what_git_tracks_is_no_noise() {
    let listing = read_default("a.ts\nnode_modules/x.js\n");
    assert_eq!(files(&listing), ["a.ts", "node_modules/x.js"], "sorted as git sorts");
    let listing = read_default(".git/HEAD\na.ts\nnode_modules/x.js\n");
    assert_eq!(files(&listing), ["a.ts"], "git never lists its own folder");
    let text = "{\"tree\":[{\"path\":\"node_modules/x.js\",\"type\":\"blob\"}]}";
    assert_eq!(files(&read_default(text)), ["node_modules/x.js"]);
}

#[track_caller]
fn check_globs(include: &[&str], exclude: &[&str], stay: &[&str]) {
    let text = "docs/a.md\nsrc/api.test.ts\nsrc/api.ts\nsrc/pay/api.ts\ntools/docs/b.md\n";
    let own = |globs: &[&str]| globs.iter().map(|&glob| glob.to_owned()).collect();
    let options =
        ReadOptions { include: own(include), exclude: own(exclude), ..ReadOptions::default() };
    let listing = read(text, &options);
    assert_eq!(files(&listing), stay, "with {include:?} but {exclude:?}");
    assert_eq!(listing.filtered as usize, 5 - stay.len(), "the others are counted");
    assert_eq!(listing.format, Format::GitLsFiles);
}

#[test]
fn globs_include_and_exclude() {
    check_globs(&["*.ts"], &[], &["src/api.test.ts", "src/api.ts", "src/pay/api.ts"]);
    check_globs(&["*.ts"], &["*.test.ts"], &["src/api.ts", "src/pay/api.ts"]);
    check_globs(&["docs/"], &[], &["docs/a.md", "tools/docs/b.md"]);
    check_globs(&["/docs"], &[], &["docs/a.md"]);
    check_globs(
        &[],
        &["src/pay"],
        &["docs/a.md", "src/api.test.ts", "src/api.ts", "tools/docs/b.md"],
    );
    check_globs(&[" ", "src/*.ts"], &[], &["src/api.test.ts", "src/api.ts"]);
}

#[test]
fn a_bad_glob_is_named_and_the_others_work() {
    let options = ReadOptions {
        exclude: vec!["*.md".to_owned(), "src/[".to_owned(), "!x".to_owned()],
        ..ReadOptions::default()
    };
    let listing = read("a.md\nb.ts\n", &options);
    assert_eq!(files(&listing), ["b.ts"], "the good glob works");
    let messages: Vec<_> = listing.problems.iter().map(|p| (p.code, p.message.as_str())).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].1.starts_with("The exclude glob 2, `src/[`, is not valid"), "{messages:?}");
    assert!(messages.iter().all(|(code, _)| *code == "tree/bad-glob"));
}
