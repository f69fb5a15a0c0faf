//! The JavaScript interface: carries values over, and nothing else.

use super::values::{Request, give, give_many, said, set, strings, take};
use js_sys::{Error, Int32Array};
use sentry_general::api::{
    self, AlertsRequest, Codeowners, CompareRequest, DeriveRequest, LiveRequest,
    OrganizationRequest, PlanRequest, RouteRequest, SimulateRequest, TreeInput,
};
use sentry_general::organization::Organization;
use sentry_general::pipeline::{self, Command, Config, File};
use sentry_general::session::{self, Session};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = concat!(
    include_str!("types/routing.d.ts"),
    "\n",
    include_str!("types/plan.d.ts"),
    "\n",
    include_str!("types/live.d.ts")
);

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads a file listing in any of the known formats.
#[wasm_bindgen(js_name = parseTree, unchecked_return_type = "ParsedTree")]
pub fn parse_tree(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    let mut tree = api::parse_tree(&take::<String>(text, "text")?);
    let paths = std::mem::take(&mut tree.paths);
    let given = give_many(&tree)?;
    set(&given, "paths", &strings(&paths)?)?;
    Ok(given)
}

/// Reads ownership rules as Sentry does, and goes on after its first error.
#[wasm_bindgen(js_name = parseRules, unchecked_return_type = "ParsedRules")]
pub fn parse_rules(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give_many(&api::parse_rules(&take::<String>(text, "text")?))
}

/// Imports a CODEOWNERS file as Sentry does, line by line.
#[wasm_bindgen(js_name = importCodeowners, unchecked_return_type = "ImportedCodeowners")]
pub fn import_codeowners(
    #[wasm_bindgen(unchecked_param_type = "Codeowners")] file: &JsValue,
) -> Result<JsValue, Error> {
    give_many(&api::import_codeowners(&take::<Codeowners>(file, "file")?))
}

/// Who gets the errors of each file.
#[wasm_bindgen(js_name = routeTree, unchecked_return_type = "RoutedTree")]
pub fn route_tree(
    #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    let routed = api::route_tree(&tree, request.rest::<RouteRequest>()?);
    let given = give_many(&routed)?;
    set(&given, "ownerOf", &Int32Array::from(routed.owner_of.as_slice()))?;
    set(&given, "ruleOf", &Int32Array::from(routed.rule_of.as_slice()))?;
    Ok(given)
}

/// Reads the text of a stack trace, or the JSON of events.
#[wasm_bindgen(js_name = parseTrace, unchecked_return_type = "ParsedTrace")]
pub fn parse_trace(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give_many(&api::parse_trace(&take::<String>(text, "text")?))
}

/// Who gets the error of one event, and why.
#[wasm_bindgen(unchecked_return_type = "Simulation")]
pub fn simulate(
    #[wasm_bindgen(unchecked_param_type = "SimulateRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: Option<TreeInput> = request.take_if_any("tree")?;
    give_many(&said(api::simulate(tree.as_ref(), request.rest::<SimulateRequest>()?))?)
}

/// Why the errors of one file go where they go.
#[wasm_bindgen(js_name = explainPath, unchecked_return_type = "PathExplanation")]
pub fn explain_path(
    #[wasm_bindgen(unchecked_param_type = "ExplainRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: Option<TreeInput> = request.take_if_any("tree")?;
    let path: String = request.take("path")?;
    give_many(&said(api::explain_path(tree.as_ref(), &path, request.rest::<RouteRequest>()?))?)
}

/// All advice on rules, CODEOWNERS file, people and code mappings.
#[wasm_bindgen(js_name = adviseRules, unchecked_return_type = "RulesAdvice")]
pub fn advise_rules(
    #[wasm_bindgen(unchecked_param_type = "AdviseRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    let people: Option<String> = request.take_if_any("people")?;
    let project: Option<String> = request.take_if_any("project")?;
    let request = request.rest::<RouteRequest>()?;
    give_many(&api::advise_rules(&tree, people.as_deref(), project.as_deref(), request))
}

/// Where code review and error routing disagree.
#[wasm_bindgen(js_name = compareReview, unchecked_return_type = "ReviewComparison")]
pub fn compare_review(
    #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    let compared = api::compare_review(&tree, request.rest::<RouteRequest>()?);
    let given = give_many(&compared)?;
    set(&given, "groupOf", &Int32Array::from(compared.group_of.as_slice()))?;
    Ok(given)
}

/// Code mappings guessed from the names of files.
#[wasm_bindgen(js_name = guessMappings, unchecked_return_type = "GuessedMappings")]
pub fn guess_mappings(
    #[wasm_bindgen(unchecked_param_type = "string | string[]")] tree: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::guess_mappings(&take::<TreeInput>(tree, "tree")?))
}

/// Code mappings as Sentry derives them from an error's frames.
#[wasm_bindgen(js_name = deriveMappings, unchecked_return_type = "DerivedMappings")]
pub fn derive_mappings(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    give(&said(api::derive_mappings(&tree, request.rest::<DeriveRequest>()?))?)
}

/// Who owns how much of a folder, and what each rule does.
#[wasm_bindgen(unchecked_return_type = "Coverage")]
pub fn coverage(
    #[wasm_bindgen(unchecked_param_type = "CoverageRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    let folder: Option<String> = request.take_if_any("folder")?;
    give_many(&said(api::coverage(&tree, folder.as_deref(), request.rest::<RouteRequest>()?))?)
}

/// Which files change hands between two states of the rules.
#[wasm_bindgen(js_name = compareRules, unchecked_return_type = "RulesComparison")]
pub fn compare_rules(
    #[wasm_bindgen(unchecked_param_type = "CompareRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    let compared = api::compare_rules(&tree, request.rest::<CompareRequest>()?);
    let given = give_many(&compared)?;
    set(&given, "moveOf", &Int32Array::from(compared.move_of.as_slice()))?;
    Ok(given)
}

/// How the repository is split into projects.
#[wasm_bindgen(js_name = planProjects, unchecked_return_type = "PlannedProjects")]
pub fn plan_projects(
    #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: TreeInput = request.take("tree")?;
    give_many(&api::plan_projects(&tree, request.rest::<PlanRequest>()?))
}

/// How the repositories of an organization are split into projects, as one plan.
#[wasm_bindgen(js_name = planOrganization, unchecked_return_type = "PlannedOrganization")]
pub fn plan_organization(
    #[wasm_bindgen(unchecked_param_type = "OrganizationRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    give_many(&said(api::plan_organization(take::<OrganizationRequest>(request, "request")?))?)
}

/// How a plan is carried out, in chapters.
#[wasm_bindgen(unchecked_return_type = "Playbook")]
pub fn playbook(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::playbook(&take::<Organization>(plan, "plan")?))
}

/// What is in Sentry today, beside a plan.
#[wasm_bindgen(js_name = compareLive, unchecked_return_type = "LiveComparison")]
pub fn compare_live(
    #[wasm_bindgen(unchecked_param_type = "LiveRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: Option<TreeInput> = request.take_if_any("tree")?;
    give_many(&api::compare_live(tree.as_ref(), &request.rest::<LiveRequest>()?))
}

/// Who would be told of errors by the alerts of a plan, and how often.
#[wasm_bindgen(js_name = previewAlerts, unchecked_return_type = "AlertsPreview")]
pub fn preview_alerts(
    #[wasm_bindgen(unchecked_param_type = "AlertsRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let tree: Option<TreeInput> = request.take_if_any("tree")?;
    give_many(&said(api::preview_alerts(tree.as_ref(), request.rest::<AlertsRequest>()?))?)
}

/// Makes a file of a plan.
#[wasm_bindgen(js_name = exportPlan, unchecked_return_type = "ExportedFile")]
pub fn export_plan(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &JsValue,
) -> Result<JsValue, Error> {
    let format = take::<String>(format, "format")?;
    give(&said(api::export_plan(&take::<Organization>(plan, "plan")?, &format))?)
}

/// Answers a fence: a situation as plain text, and what is asked about it.
#[wasm_bindgen(js_name = answerFence, unchecked_return_type = "AnsweredFence")]
pub fn answer_fence(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    let Ok(answer) = Session::embedded(&take::<String>(text, "text")?);
    give(&answer)
}

/// The text of a fence that holds what a link to the advisor holds.
#[wasm_bindgen(js_name = fenceOfLink)]
pub fn fence_of_link(
    #[wasm_bindgen(unchecked_param_type = "string")] link: &JsValue,
) -> Result<String, Error> {
    said(session::fence_of_link(&take::<String>(link, "link")?))
}

/// Which files an answer of the command line needs.
#[wasm_bindgen(js_name = pipelineReads, skip_typescript)]
pub fn pipeline_reads(request: &JsValue) -> Result<JsValue, Error> {
    let mut request = Request::read(request)?;
    let command: Command = request.take("command")?;
    let config: Option<File> = request.take_if_any("config")?;
    let options: Option<Config> = request.take_if_any("options")?;
    give_many(&pipeline::reads(command, config.as_ref(), &options.unwrap_or_default()))
}

/// An answer of the command line, printed.
#[wasm_bindgen(js_name = pipelineRun, skip_typescript)]
pub fn pipeline_run(request: &JsValue) -> Result<JsValue, Error> {
    give_many(&pipeline::run(&take(request, "request")?))
}
