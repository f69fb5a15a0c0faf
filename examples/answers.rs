//! Answers requests of the JavaScript interface natively, to be compared with the engine in WebAssembly.
//!
//! Reads a line of JSON for each request from standard input, and prints one for each answer, as
//! `tests/node/native.mjs` writes and reads them. A call holds its arguments as `pack.js` packs them, so that what is
//! refused is refused in the same words. A session holds what the page asks one after the other; its answer has the messages
//! themselves, since only Rust can write them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sentry_general::api::plain::{Fields, Plain, decode};
use sentry_general::api::{
    self, AlertsRequest, Codeowners, CompareRequest, DeriveRequest, LiveRequest,
    OrganizationRequest, PlanRequest, RouteRequest, SimulateRequest, TreeInput,
};
use sentry_general::organization::Organization;
use sentry_general::pipeline::{self, Command, Config, File};
use sentry_general::session::protocol::{
    self, Answer, Envelope, Explore, Input, Open, Request, TreeOptions, VERSION, View,
};
use sentry_general::session::{self, Session};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Write};

/// A line of standard input.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Asked {
    /// A function and its arguments.
    Call(String, Vec<Packed>),
    /// What a page asks: a word for the request, and its text.
    Session(Vec<(String, String)>),
}

/// A value, as `pack.js` packs it.
#[derive(Deserialize)]
struct Packed {
    bytes: String,
    texts: Vec<String>,
    /// What it is called where it has no field.
    name: String,
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Asked::Call(name, arguments) => match call(&name, arguments) {
                Ok(Answered { json, columns }) => {
                    format!(r#"{{"answer":{json},"columns":{}}}"#, Value::Object(columns))
                }
                Err(wrong) => json!({ "error": wrong }).to_string(),
            },
            Asked::Session(asks) => json!(messages(asks)).to_string(),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

/// An answer, and what goes beside it in columns of numbers.
struct Answered {
    json: String,
    columns: Map<String, Value>,
}

type Given = Result<Answered, String>;

/// `exports.rs` without JavaScript.
fn call(name: &str, arguments: Vec<Packed>) -> Given {
    let mut arguments = arguments.into_iter();
    let mut next = || arguments.next().map_or_else(|| Err("an argument is missing".into()), plain);
    let (value, called) = next()?;
    let fields = |value: Plain| value.fields("request");
    match name {
        "parseTree" => {
            let mut tree = api::parse_tree(&value.read::<String>(&called)?);
            let paths = std::mem::take(&mut tree.paths);
            give(&tree)?.beside("paths", &paths)
        }
        "parseRules" => give(&api::parse_rules(&value.read::<String>(&called)?)),
        "parseTrace" => give(&api::parse_trace(&value.read::<String>(&called)?)),
        "importCodeowners" => give(&api::import_codeowners(&value.read::<Codeowners>(&called)?)),
        "routeTree" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            let routed = api::route_tree(&tree, request.rest::<RouteRequest>()?);
            give(&routed)?.beside("ownerOf", &routed.owner_of)?.beside("ruleOf", &routed.rule_of)
        }
        "simulate" => {
            let mut request = fields(value)?;
            let tree = tree_if_any(&mut request)?;
            give(&api::simulate(tree.as_ref(), request.rest::<SimulateRequest>()?)?)
        }
        "explainPath" => {
            let mut request = fields(value)?;
            let tree = tree_if_any(&mut request)?;
            let path: String = request.take("path")?;
            give(&api::explain_path(tree.as_ref(), &path, request.rest::<RouteRequest>()?)?)
        }
        "adviseRules" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            let people: Option<String> = request.take_if_any("people")?;
            let project: Option<String> = request.take_if_any("project")?;
            let rest = request.rest::<RouteRequest>()?;
            give(&api::advise_rules(&tree, people.as_deref(), project.as_deref(), rest))
        }
        "compareReview" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            let compared = api::compare_review(&tree, request.rest::<RouteRequest>()?);
            give(&compared)?.beside("groupOf", &compared.group_of)
        }
        "guessMappings" => give(&api::guess_mappings(&value.read::<TreeInput>(&called)?)),
        "deriveMappings" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            give(&api::derive_mappings(&tree, request.rest::<DeriveRequest>()?)?)
        }
        "coverage" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            let folder: Option<String> = request.take_if_any("folder")?;
            give(&api::coverage(&tree, folder.as_deref(), request.rest::<RouteRequest>()?)?)
        }
        "compareRules" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            let compared = api::compare_rules(&tree, request.rest::<CompareRequest>()?);
            give(&compared)?.beside("moveOf", &compared.move_of)
        }
        "planProjects" => {
            let mut request = fields(value)?;
            let tree: TreeInput = request.take("tree")?;
            give(&api::plan_projects(&tree, request.rest::<PlanRequest>()?))
        }
        "planOrganization" => {
            give(&api::plan_organization(value.read::<OrganizationRequest>(&called)?)?)
        }
        "playbook" => give(&api::playbook(&value.read::<Organization>(&called)?)),
        "compareLive" => {
            let mut request = fields(value)?;
            let tree = tree_if_any(&mut request)?;
            give(&api::compare_live(tree.as_ref(), &request.rest::<LiveRequest>()?))
        }
        "previewAlerts" => {
            let mut request = fields(value)?;
            let tree = tree_if_any(&mut request)?;
            give(&api::preview_alerts(tree.as_ref(), request.rest::<AlertsRequest>()?)?)
        }
        "exportPlan" => {
            let (format, format_called) = next()?;
            let format: String = format.read(&format_called)?;
            give(&api::export_plan(&value.read::<Organization>(&called)?, &format)?)
        }
        "answerFence" => {
            let Ok(answer) = Session::embedded(&value.read::<String>(&called)?);
            give(&answer)
        }
        "fenceOfLink" => give(&session::fence_of_link(&value.read::<String>(&called)?)?),
        "pipelineReads" => {
            let mut request = fields(value)?;
            let command: Command = request.take("command")?;
            let config: Option<File> = request.take_if_any("config")?;
            let options: Option<Config> = request.take_if_any("options")?;
            give(&pipeline::reads(command, config.as_ref(), &options.unwrap_or_default()))
        }
        "pipelineRun" => give(&pipeline::run(&value.read(&called)?)),
        _ => Err(format!("no function is called {name}")),
    }
}

fn plain(Packed { bytes, texts, name }: Packed) -> Result<(Plain, String), String> {
    let bytes = STANDARD.decode(bytes).map_err(|error| error.to_string())?;
    let value = decode(&bytes, texts).ok_or("what was packed can't be read")?;
    Ok((value, name))
}

fn tree_if_any(request: &mut Fields) -> Result<Option<TreeInput>, String> {
    request.take_if_any("tree")
}

fn give(value: &impl Serialize) -> Given {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, Exact);
    value.serialize(&mut serializer).map_err(|error| error.to_string())?;
    let json = String::from_utf8(text).map_err(|error| error.to_string())?;
    Ok(Answered { json, columns: Map::new() })
}

impl Answered {
    fn beside(mut self, name: &str, column: &impl Serialize) -> Given {
        let column = serde_json::to_value(column).map_err(|error| error.to_string())?;
        self.columns.insert(name.to_owned(), column);
        Ok(self)
    }
}

/// A short float as the double that it stands for, as JavaScript gets it.
struct Exact;

impl serde_json::ser::Formatter for Exact {
    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, f64::from(value))
    }
}

/// What the page sends for each ask, and what is answered: bytes in base64, and a text beside them.
fn messages(asks: Vec<(String, String)>) -> Vec<Value> {
    let mut session = Session::default();
    let asked = (1..).zip(asks).map(|(serial, (word, text))| {
        let (request, beside) = request(&word, text, serial);
        let sent = protocol::encode(&Envelope { serial, request: request.clone() });
        let (replies, text) = session.handle(request, beside.clone());
        let answer = Answer { version: VERSION, serial, replies, step: session.take_step() };
        let answered = STANDARD.encode(protocol::encode(&answer));
        json!({ "sent": STANDARD.encode(sent), "beside": beside, "answered": answered, "text": text })
    });
    asked.collect()
}

const VIEWS: [View; 8] = [
    View::Coverage,
    View::Review,
    View::Simulate,
    View::Projects,
    View::Playbook,
    View::Export,
    View::Compare,
    View::Map,
];

/// A request by its word: an input's name, a view's number, or another.
fn request(word: &str, text: String, revision: u32) -> (Request, Option<String>) {
    if let Some(input) = Input::ALL.into_iter().find(|input| format!("{input:?}") == word) {
        return (Request::Input { input, revision, kept: revision.is_multiple_of(2) }, Some(text));
    }
    let request = match word {
        "Tree" => {
            return (Request::Tree { revision, options: TreeOptions::default() }, Some(text));
        }
        "Explain" => Request::Explain { path: text },
        "Explore" => Request::Explore(Explore {
            search: text,
            count: 50,
            open: Open::AllBut(Vec::new()),
            ..Explore::default()
        }),
        "Contents" => Request::Contents(text),
        "Recognise" => Request::Recognise { start: text },
        "Unpack" => Request::Unpack { fragment: text },
        "Keep" => Request::Keep,
        "Advise" => Request::Advise,
        view => {
            Request::View(view.parse().map_or(View::Coverage, |at: usize| VIEWS[at % VIEWS.len()]))
        }
    };
    (request, None)
}
