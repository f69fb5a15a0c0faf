//! Writes a set of paths as the tools would, for round trips.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A folder: names to folders, or to nothing for a file.
#[derive(Debug, Default)]
pub(crate) struct Folder(BTreeMap<String, Option<Folder>>);

impl Folder {
    /// The folder that holds `paths`; a path through a file is left out.
    pub(crate) fn of(paths: &[String]) -> Self {
        let mut root = Self::default();
        for path in paths {
            root.insert(path);
        }
        root
    }

    fn insert(&mut self, path: &str) {
        match path.split_once('/') {
            None => {
                self.0.entry(path.to_owned()).or_insert(None);
            }
            Some((name, rest)) => {
                let inner = self.0.entry(name.to_owned()).or_insert_with(|| Some(Self::default()));
                if let Some(inner) = inner {
                    inner.insert(rest);
                }
            }
        }
    }

    /// The files, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files: Vec<String> =
            self.walk().into_iter().filter(|node| !node.is_folder).map(|node| node.path).collect();
        files.sort_unstable();
        files
    }

    /// All below, each folder before what is in it.
    fn walk(&self) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.walk_into("", &[], &mut nodes);
        nodes
    }

    fn walk_into(&self, above: &str, lasts: &[bool], nodes: &mut Vec<Node>) {
        for (index, (name, inner)) in self.0.iter().enumerate() {
            let path = if above.is_empty() { name.clone() } else { format!("{above}/{name}") };
            let mut lasts = lasts.to_vec();
            lasts.push(index + 1 == self.0.len());
            let node = Node { path, name: name.clone(), is_folder: inner.is_some(), lasts };
            let (path, lasts) = (node.path.clone(), node.lasts.clone());
            nodes.push(node);
            if let Some(inner) = inner {
                inner.walk_into(&path, &lasts, nodes);
            }
        }
    }
}

struct Node {
    path: String,
    name: String,
    is_folder: bool,
    /// From the top down, whether it is the last of its folder.
    lasts: Vec<bool>,
}

/// The name of a way to write a folder, and how.
type Way = (&'static str, fn(&Folder) -> String);

/// Every way there is.
pub(crate) const WAYS: [Way; 19] = [
    ("git ls-files", |folder| folder.files().iter().map(|path| quoted(path) + "\n").collect()),
    ("git ls-files -z", |folder| folder.files().iter().map(|path| format!("{path}\0")).collect()),
    ("find", |folder| lines(folder, |node| format!("./{}", node.path)).replacen("", ".\n", 1)),
    ("fd", |folder| lines(folder, |node| format!("{}{}", node.path, slash(node)))),
    ("git ls-tree", |folder| files(folder, |path| format!("100644 blob {ID}\t{}", quoted(path)))),
    ("git ls-files -s", |folder| files(folder, |path| format!("100644 {ID} 0\t{}", quoted(path)))),
    ("git status", |folder| files(folder, |path| format!("?? {}", quoted(path)))),
    ("git diff --name-status", |folder| files(folder, |path| format!("A\t{}", quoted(path)))),
    ("tree", |folder| tree(folder, ["│   ", "├── ", "└── "])),
    ("tree --charset=ascii", |folder| tree(folder, ["|   ", "|-- ", "`-- "])),
    ("tree -J", tree_json),
    ("tree -X", tree_xml),
    ("dir /s /b", |folder| {
        lines(folder, |node| format!("C:\\r\\{}", node.path.replace('/', "\\")))
    }),
    ("ls -R", ls),
    ("du -a", |folder| lines(folder, |node| format!("4\t./{}", node.path)) + "8\t.\n"),
    ("tar tvf", |folder| {
        lines(folder, |node| {
            let mode = if node.is_folder { 'd' } else { '-' };
            format!("{mode}rw-r--r-- jo/jo 12 2024-01-01 12:00 {}{}", node.path, slash(node))
        })
    }),
    ("GitHub", |folder| {
        let items: Vec<_> = folder
            .walk()
            .iter()
            .map(|node| {
                let kind = if node.is_folder { "tree" } else { "blob" };
                serde_json::json!({ "path": node.path, "type": kind, "sha": ID })
            })
            .collect();
        serde_json::json!({ "sha": ID, "tree": items, "truncated": false }).to_string()
    }),
    ("indented", |folder| {
        lines(folder, |node| {
            format!("{}{}{}", "\t".repeat(node.lasts.len() - 1), node.name, slash(node))
        })
    }),
    ("Markdown", |folder| {
        lines(folder, |node| format!("{}- `{}`", "  ".repeat(node.lasts.len() - 1), node.name))
    }),
];

const ID: &str = "45b983be36b73c0788dc9cbcb76cbb80fc7bb057";

fn slash(node: &Node) -> &'static str {
    if node.is_folder { "/" } else { "" }
}

fn lines(folder: &Folder, line: impl Fn(&Node) -> String) -> String {
    folder.walk().iter().map(|node| line(node) + "\n").collect()
}

fn files(folder: &Folder, line: impl Fn(&str) -> String) -> String {
    folder.files().iter().map(|path| line(path) + "\n").collect()
}

/// As git quotes: what is not plain ASCII, in octal.
fn quoted(path: &str) -> String {
    if path.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\') {
        return path.to_owned();
    }
    let mut text = "\"".to_owned();
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => write!(text, "\\{}", byte as char),
            b' '..=b'~' => write!(text, "{}", byte as char),
            byte => write!(text, "\\{byte:03o}"),
        }
        .expect("a string takes all");
    }
    text + "\""
}

fn tree(folder: &Folder, [bar, branch, last]: [&str; 3]) -> String {
    let nodes = folder.walk();
    let mut text = ".\n".to_owned();
    for node in &nodes {
        let (own, above) = node.lasts.split_last().expect("a node is in the root or below");
        for is_last in above {
            text += if *is_last { "    " } else { bar };
        }
        text += if *own { last } else { branch };
        text += &node.name;
        text.push('\n');
    }
    let folders = nodes.iter().filter(|node| node.is_folder).count();
    text + &format!("\n{folders} directories, {} files\n", nodes.len() - folders)
}

fn tree_json(folder: &Folder) -> String {
    // By hand, since in `tree`'s order the name is before what is below.
    fn contents(folder: &Folder) -> String {
        let items = folder.0.iter().map(|(name, inner)| {
            let name = serde_json::Value::from(name.as_str());
            match inner {
                None => format!(r#"{{"type":"file","name":{name}}}"#),
                Some(inner) => {
                    let below = contents(inner);
                    format!(r#"{{"type":"directory","name":{name},"contents":{below}}}"#)
                }
            }
        });
        format!("[{}]", items.collect::<Vec<_>>().join(",\n"))
    }
    format!(r#"[{{"type":"directory","name":".","contents":{}}}]"#, contents(folder))
}

fn tree_xml(folder: &Folder) -> String {
    fn contents(folder: &Folder, text: &mut String) {
        for (name, inner) in &folder.0 {
            let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            match inner {
                None => *text += &format!("<file name=\"{name}\"></file>\n"),
                Some(inner) => {
                    *text += &format!("<directory name=\"{name}\">\n");
                    contents(inner, text);
                    *text += "</directory>\n";
                }
            }
        }
    }
    let mut text = "<?xml version=\"1.0\"?>\n<tree>\n<directory name=\".\">\n".to_owned();
    contents(folder, &mut text);
    text + "</directory>\n</tree>\n"
}

fn ls(folder: &Folder) -> String {
    fn contents(folder: &Folder, path: &str, text: &mut String) {
        *text += &format!("{path}:\n");
        for name in folder.0.keys() {
            *text += &format!("{name}\n");
        }
        text.push('\n');
        for (name, inner) in &folder.0 {
            if let Some(inner) = inner {
                contents(inner, &format!("{path}/{name}"), text);
            }
        }
    }
    let mut text = String::new();
    contents(folder, ".", &mut text);
    text
}
