//! Repositories with many of one thing beside many of another.

use super::word;
use serde_json::{Map, Value, json};

/// What is asked about a repository: its tree, and what `routeTree` takes.
pub struct Situation {
    pub paths: Vec<String>,
    pub people: String,
    pub ownership: Value,
}

pub type Make = fn(usize) -> Situation;

pub fn each(size: usize, one: impl Fn(usize) -> String) -> Vec<String> {
    (0..size).map(one).collect()
}

pub fn lines(size: usize, one: impl Fn(usize) -> String) -> String {
    (0..size).map(|at| one(at) + "\n").collect()
}

fn rules(paths: Vec<String>, rules: String) -> Situation {
    Situation { paths, people: String::new(), ownership: json!({ "rules": rules }) }
}

fn codeowners(
    paths: Vec<String>,
    text: String,
    owners: impl Iterator<Item = (String, String)>,
) -> Situation {
    let owners: Map<String, Value> = owners.map(|(name, owner)| (name, json!(owner))).collect();
    let file = json!({ "text": text, "owners": owners });
    Situation {
        paths,
        people: String::new(),
        ownership: json!({ "codeowners": file, "rules": "path:src/* #all\n" }),
    }
}

pub fn flat(size: usize) -> Vec<String> {
    each(size, |at| format!("src/a{at}.ts"))
}

pub const SITUATIONS: &[(&str, Make)] = &[
    ("a rule for each file", |n| {
        rules(flat(n), lines(n, |at| format!("path:src/a{at}.ts #t{at}")))
    }),
    ("rules that all match", |n| rules(flat(n), lines(n, |at| format!("path:src/* #t{at}")))),
    ("rules that all match, one owner", |n| rules(flat(n), lines(n, |_| "path:src/* #t".into()))),
    ("rules that all match in their own way", |n| {
        rules(flat(n), lines(n, |at| format!("path:s{}* #t{at}", "*".repeat(at % 9))))
    }),
    ("rules by name", |n| {
        rules(
            each(n, |at| format!("d/{}/a{at}.x{at}", at % 50)),
            lines(n, |at| format!("*.x{at} #t{at}")),
        )
    }),
    ("rules of several wildcards", |n| {
        rules(
            each(n, |at| format!("a/b/c/d/{at}.ts")),
            lines(n, |at| format!("*a*b*c*d*{}* #t", at % 10)),
        )
    }),
    ("rules of wildcards that never match", |n| {
        rules(
            each(n, |at| format!("a/b/c/d/{at}.ts")),
            lines(n, |at| format!("*a*b*c*{}*x #t", word(at))),
        )
    }),
    ("rules of letters between stars", |n| {
        let letter = |at: usize| char::from(b'a' + (at % 23) as u8);
        let four = |at: usize| [1, 23, 529, 12_167].map(|place| letter(at * 7_919 / place));
        rules(
            each(n, |at| format!("{}/{}.ts", word(at * 977), word(at * 7_919))),
            lines(n, |at| {
                let [a, b, c, d] = four(at);
                format!("*{a}*{b}*{c}*{d}* #t{}", at % 9)
            }),
        )
    }),
    ("lines of CODEOWNERS of letters between stars", |n| {
        let letter = |at: usize| char::from(b'a' + (at % 23) as u8);
        codeowners(
            each(n, |at| format!("{}/{}.ts", word(at * 977), word(at * 7_919))),
            lines(n, |at| {
                let [a, b, c] = [1, 23, 529].map(|place| letter(at * 7_919 / place));
                format!("*{a}*{b}*{c}* @acme/t")
            }),
            [("@acme/t".to_owned(), "#t".to_owned())].into_iter(),
        )
    }),
    ("lines of CODEOWNERS by endings of names", |n| {
        codeowners(
            each(n, |at| format!("d{}/a.{}", at % 50, word(at))),
            lines(n, |at| format!("*.{} @acme/t", word(at))),
            [("@acme/t".to_owned(), "#t".to_owned())].into_iter(),
        )
    }),
    ("lines of CODEOWNERS by parts of names", |n| {
        codeowners(
            each(n, |at| format!("src/{}.ts", word(at))),
            lines(n, |at| format!("*x{}* @acme/t", word(at))),
            [("@acme/t".to_owned(), "#t".to_owned())].into_iter(),
        )
    }),
    ("rules for parts of names", |n| {
        rules(
            each(n, |at| format!("src/{}.ts", word(at))),
            lines(n, |at| format!("path:*{}* #t", word(at))),
        )
    }),
    ("folders in folders, a rule each", |n| {
        let depth = |at: usize| "a/".repeat(at % 60);
        rules(
            each(n, |at| format!("{}{at}.ts", depth(at))),
            lines(n.min(60), |at| format!("path:{}* #t{at}", depth(at))),
        )
    }),
    ("a folder and an owner each", |n| {
        rules(each(n, |at| format!("d{at}/a.ts")), lines(n, |at| format!("path:d{at}/* #t{at}")))
    }),
    ("an owner in many folders", |n| {
        rules(
            each(n, |at| format!("d{}/a{at}.ts", at / 10)),
            lines(n, |at| format!("path:*/a{at}.ts #t{}", at % 30)),
        )
    }),
    ("owners of one rule", |n| {
        rules(flat(n), format!("path:src/*{}\n", each(n, |at| format!(" #t{at}")).concat()))
    }),
    ("unknown owners", |n| {
        let situation =
            rules(flat(9), lines(n, |at| format!("path:src/a{at}.ts #team-{}", word(at))));
        Situation { people: lines(n, |at| format!("#teams-{}", word(at * 7 + 3))), ..situation }
    }),
    ("unknown owners of one rule", |n| {
        let situation = rules(
            flat(9),
            format!("path:src/*{}\n", each(n, |at| format!(" #team-{}", word(at))).concat()),
        );
        Situation { people: lines(n, |at| format!("#teams-{}", word(at * 7 + 3))), ..situation }
    }),
    ("misspelt paths", |n| rules(flat(n), lines(n, |at| format!("path:scr/a{at}.ts #t")))),
    ("misspelt names", |n| {
        rules(
            each(n, |at| format!("src/name{}.ts", word(at))),
            lines(n, |at| format!("nmae{}.ts #t", word(at))),
        )
    }),
    ("other case", |n| rules(flat(n), lines(n, |at| format!("path:SRC/A{at}.ts #t")))),
    ("rules that later ones cover", |n| {
        rules(flat(n), lines(n, |at| format!("path:src/a{}* #t{at}", at % 10)))
    }),
    ("lines of CODEOWNERS", |n| {
        codeowners(
            flat(n),
            lines(n, |at| format!("/src/a{at}.ts @acme/t{at}")),
            (0..n).map(|at| (format!("@acme/t{at}"), format!("#t{at}"))),
        )
    }),
    ("lines of CODEOWNERS that all match", |n| {
        codeowners(
            flat(n),
            lines(n, |at| format!("* @acme/t{at}")),
            (0..n).map(|at| (format!("@acme/t{at}"), format!("#t{at}"))),
        )
    }),
    ("lines of CODEOWNERS with wildcards", |n| {
        codeowners(
            flat(n),
            lines(n, |at| format!("*s*a*{}*t* @acme/t", at % 100)),
            [("@acme/t".to_owned(), "#t".to_owned())].into_iter(),
        )
    }),
    ("owners of a line", |n| {
        let text = format!("/src/{}\n", each(n, |at| format!(" @acme/t{at}")).concat());
        codeowners(flat(n), text, (0..n).map(|at| (format!("@acme/t{at}"), format!("#t{at}"))))
    }),
    ("owners whom nobody knows", |n| {
        codeowners(
            flat(n),
            lines(n, |at| format!("/src/a{at}.ts @acme/{}", word(at))),
            std::iter::empty(),
        )
    }),
    ("names that are nearly known", |n| {
        let situation = codeowners(
            flat(9),
            lines(n, |at| format!("/src/a{at}.ts @acme/team-{}", word(at))),
            std::iter::empty(),
        );
        Situation {
            people: lines(n, |at| format!("#t{at} = @acme/taem-{}", word(at * 7))),
            ..situation
        }
    }),
    ("sections", |n| {
        let mut situation = codeowners(
            flat(n),
            lines(n, |at| format!("[S{at}]\n/src/a{at}.ts @acme/t{at}")),
            (0..n).map(|at| (format!("@acme/t{at}"), format!("#t{at}"))),
        );
        situation.ownership["codeowners"]["dialect"] = json!("gitlab");
        situation
    }),
    ("sections that all match", |n| {
        let mut situation = codeowners(
            flat(n),
            lines(n, |at| format!("[S{at}]\n* @acme/t{at}")),
            (0..n).map(|at| (format!("@acme/t{at}"), format!("#t{at}"))),
        );
        situation.ownership["codeowners"]["dialect"] = json!("gitlab");
        situation
    }),
    ("mappings", |n| {
        let mappings: Vec<Value> = (0..n)
            .map(|at| json!({ "stackRoot": format!("a{at}/"), "sourceRoot": format!("d{at}/") }))
            .collect();
        Situation {
            ownership: json!({ "rules": "*.ts #t\n", "mappings": mappings }),
            ..rules(each(n, |at| format!("d{at}/a.ts")), String::new())
        }
    }),
    ("mappings of one folder", |n| {
        let mappings: Vec<Value> = (0..n)
            .map(|at| json!({ "stackRoot": format!("a{at}/"), "sourceRoot": "src/" }))
            .collect();
        Situation {
            ownership: json!({ "rules": "*.ts #t\n", "mappings": mappings }),
            ..rules(flat(n), String::new())
        }
    }),
    ("mappings to one root", |n| {
        let mappings: Vec<Value> = (0..n)
            .map(|at| json!({ "stackRoot": "a/", "sourceRoot": format!("d{at}/") }))
            .collect();
        Situation {
            ownership: json!({ "rules": "*.ts #t\n", "mappings": mappings }),
            ..rules(each(n, |at| format!("d{at}/a.ts")), String::new())
        }
    }),
    ("files of one name", |n| {
        rules(each(n, |at| format!("d{at}/index.ts")), "index.ts #t\n".into())
    }),
];
