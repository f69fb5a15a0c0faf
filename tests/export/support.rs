//! Plans to make files of.

use proptest::prelude::*;
use sentry_general::document::{Channel, Messenger};
use sentry_general::export::{Format, export};
use sentry_general::organization::{
    Aside, Mapping, Organization, Person, Project, Question, QuestionOption, Reason, Repository,
    Team,
};

/// An organization as somebody would plan it: two repositories, three projects, two teams.
pub fn shop() -> Organization {
    let mut shop = Organization {
        organization: "acme".into(),
        repositories: vec![repository("acme/shop"), repository("acme/tools")].into(),
        teams: vec![team("web", &["@acme/web"]), team("payments", &[])],
        projects: vec![
            project("shop-web", "acme/shop", "apps/web", "javascript-nextjs", &["web"]),
            project(
                "billing-api",
                "acme/shop",
                "services/billing",
                "python-django",
                &["payments", "web"],
            ),
            project("tools", "acme/tools", "", "go", &[]),
        ],
        libraries: vec![aside("libs/ui", "It runs inside the applications that use it.")],
        excluded: vec![aside("docs", "No project: documentation.")],
        left_over: 12,
        ..Organization::default()
    };
    shop.projects[0].rules = "path:* #web\n".into();
    shop.projects[1].rules = "# broad first\npath:* #web\npath:billing/tax/* #payments jo@acme.io\nurl:*/pay* #payments\n".into();
    shop.projects[1].mapping =
        Mapping { stack_root: "billing/".into(), source_root: "services/billing/billing/".into() };
    let yes = QuestionOption {
        label: "Yes".into(),
        effect: "Its own project.".into(),
        ..QuestionOption::default()
    };
    shop.questions.push(Question {
        repository: "acme/tools".into(),
        text: "Is `tools` deployed on its own?".into(),
        options: vec![yes],
    });
    shop
}

/// Whatever may stand in a document: one text in every field.
pub fn all_of(text: &str) -> Organization {
    let mut organization = shop();
    let t = || text.to_owned();
    organization.organization = t();
    organization.choices.branch = t();
    organization.choices.environments = t();
    let channel = Channel { by: Messenger::PagerDuty, to: t() };
    organization.choices.alerts.channels.insert(t(), channel);
    for repository in &mut organization.repositories {
        repository.name = t();
        repository.codeowners = t();
        repository.rules = t();
    }
    organization.teams = vec![Team { slug: t(), code_owners: vec![t()] }];
    for project in &mut organization.projects {
        project.slug = t();
        project.name = t();
        project.repository = t();
        project.root = t();
        project.process = Some(t());
        project.platform = t();
        project.teams = vec![t(), t()];
        project.rules = t();
        project.repository_rules = t();
        project.mapping = Mapping { stack_root: t(), source_root: t() };
        project.mappings = vec![project.mapping.clone()];
        project.reasons = vec![Reason { principle: t(), text: t(), evidence: vec![t()] }];
        project.would_help = vec![t()];
    }
    organization.people = vec![Person { address: t(), code_owners: vec![t()] }];
    for repository in &mut organization.repositories {
        repository.codeowners = t();
    }
    for aside in organization.libraries.iter_mut().chain(&mut organization.excluded) {
        (aside.root, aside.reason) = (t(), t());
    }
    for question in &mut organization.questions {
        (question.repository, question.text) = (t(), t());
        question.options[0].label = t();
        question.options[0].effect = t();
    }
    organization
}

/// Texts that mean something in some language that is written.
pub const HOSTILE: [&str; 38] = [
    "",
    " ",
    "\"; rm -rf ~; \"",
    "'; rm -rf ~ #",
    "$(touch /tmp/x) `id` ${HOME} $HOME",
    "${var.organization} %{ if true }x%{ endif }",
    "$${x} %%{y} $$$${z}",
    "\\\" \\n \\",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style></title></code></pre><!-- -->",
    "&lt;b&gt; &amp; &#x41;",
    "a | b || c \\| d",
    "`one` ``two`` ```three",
    "**bold** _it_ ~~no~~ [x](javascript:alert(1)) ![y](http://e.example/z)",
    "https://evil.example/x www.evil.example jo@evil.example @acme/all",
    "# heading\n- list\n1. one\n> quote\n| a | b |\n|---|---|\n\n```\nfence\n```",
    "one\ntwo\r\nthree\rfour\tfive",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "'=1",
    "\t=1",
    "\u{202e}gnp.exe \u{2066}x\u{2069}",
    "zero\u{200b}width\u{feff}\u{2028}line",
    "\u{0}\u{1}\u{1b}[31mred\u{7f}\u{9b}",
    "../../etc/passwd",
    "CON.txt",
    "-rf",
    "--apply",
    "MONITOR EOT EOF",
    "${{ secrets.TOKEN }} << parameters.x >> $[[ inputs.y ]]",
    "日本語 ünï 😀",
    "12345",
    "#${path.cwd}",
    "${file(\"/etc/passwd\")}%{for x in y}",
    "``` <img src=x onerror=alert(1)> ```",
    "path:* #web\npath:pay/* #pay jo@acme.io",
];

/// What a file never holds: letters that are left out of every one before it is quoted.
const LEFT_OUT: [char; 6] = ['\u{1}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{2028}', '\u{feff}'];

/// Every hostile text alone, with a letter that is left out after its first letter, and with
/// one between all letters: what is left out afterwards must not join what was kept apart.
pub fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = HOSTILE.iter().map(|it| (*it).to_owned()).collect();
    for (at, text) in HOSTILE.iter().enumerate() {
        let mark = LEFT_OUT[at % LEFT_OUT.len()];
        let mut letters = text.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        texts.push(format!("{first}{mark}{}", letters.as_str()));
        // Between a carriage return and a line feed it would make two lines of one.
        let text = text.replace("\r\n", "\n");
        texts.push(text.chars().flat_map(|letter| [letter, mark]).collect());
    }
    texts
}

/// Texts of any kind, those that mean something more often.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        2 => "[\\$%{}`\"'\\\\|<>&;#\\*_\\[\\]()!~@:/.=+\\- \n]{1,12}",
        2 => "[a-z]{1,6}",
        1 => "\\PC{1,8}",
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

/// What a file says of a text: line ends are line feeds, and what a terminal obeys, what turns
/// the direction of writing and what no language holds is left out.
pub fn printable(text: &str) -> String {
    let left_out = |it: char| {
        it.is_control() && !matches!(it, '\n' | '\t')
            || matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(it, '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
            || u32::from(it) & 0xffff >= 0xfffe
    };
    text.replace("\r\n", "\n").replace('\r', "\n").replace(left_out, "")
}

/// The text of a file.
pub fn file(organization: &Organization, format: Format) -> String {
    export(organization, format).text().expect("a file of text").to_owned()
}

fn repository(name: &str) -> Repository {
    Repository { name: name.into(), files: 100, ..Repository::default() }
}

fn team(slug: &str, code_owners: &[&str]) -> Team {
    let code_owners = code_owners.iter().map(|it| (*it).to_owned()).collect();
    Team { slug: slug.into(), code_owners }
}

fn project(slug: &str, repository: &str, root: &str, platform: &str, teams: &[&str]) -> Project {
    let source_root = if root.is_empty() { String::new() } else { format!("{root}/") };
    Project {
        slug: slug.into(),
        name: slug.into(),
        repository: repository.into(),
        root: root.into(),
        platform: platform.into(),
        teams: teams.iter().map(|it| (*it).to_owned()).collect(),
        confidence: 0.75,
        mapping: Mapping { stack_root: String::new(), source_root },
        files: 40,
        reasons: vec![Reason {
            principle: "one-app".into(),
            text: "A program starts here.".into(),
            evidence: vec![format!("{root}/main")],
        }],
        ..Project::default()
    }
}

fn aside(root: &str, reason: &str) -> Aside {
    Aside { repository: "acme/shop".into(), root: root.into(), reason: reason.into() }
}
