//! The JavaScript interface: carries values over, and nothing else.

use js_sys::{Array, Error, Int32Array, JSON, Object, Reflect};
use sentry_general::api::{
    self, Codeowners, CompareRequest, DeriveRequest, OrganizationRequest, PlanRequest,
    RouteRequest, SimulateRequest, TreeInput,
};
use sentry_general::organization::Organization;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

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
    give(&api::parse_tree(&take_text(text, "text")?))
}

/// Reads ownership rules as Sentry does, and goes on after its first error.
#[wasm_bindgen(js_name = parseRules, unchecked_return_type = "ParsedRules")]
pub fn parse_rules(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::parse_rules(&take_text(text, "text")?))
}

/// Imports a CODEOWNERS file as Sentry does, line by line.
#[wasm_bindgen(js_name = importCodeowners, unchecked_return_type = "ImportedCodeowners")]
pub fn import_codeowners(
    #[wasm_bindgen(unchecked_param_type = "Codeowners")] file: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::import_codeowners(&take::<Codeowners>(file, &[])?))
}

/// Who gets the errors of each file.
#[wasm_bindgen(js_name = routeTree, unchecked_return_type = "RoutedTree")]
pub fn route_tree(
    #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let request = take::<RouteRequest>(request, &["tree"])?;
    let routed = api::route_tree(&tree, request);
    let given = give(&routed)?;
    Reflect::set(&given, &"ownerOf".into(), &Int32Array::from(routed.owner_of.as_slice()))?;
    Reflect::set(&given, &"ruleOf".into(), &Int32Array::from(routed.rule_of.as_slice()))?;
    Ok(given)
}

/// Reads the text of a stack trace, or the JSON of events.
#[wasm_bindgen(js_name = parseTrace, unchecked_return_type = "ParsedTrace")]
pub fn parse_trace(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::parse_trace(&take_text(text, "text")?))
}

/// Who gets the error of one event, and why.
#[wasm_bindgen(unchecked_return_type = "Simulation")]
pub fn simulate(
    #[wasm_bindgen(unchecked_param_type = "SimulateRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree_if_any(request)?;
    let request = take::<SimulateRequest>(request, &["tree"])?;
    answer(&api::simulate(tree.as_ref(), request))
}

/// Why the errors of one file go where they go.
#[wasm_bindgen(js_name = explainPath, unchecked_return_type = "PathExplanation")]
pub fn explain_path(
    #[wasm_bindgen(unchecked_param_type = "ExplainRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree_if_any(request)?;
    let path = take_text(&field(request, "path")?, "path")?;
    let request = take::<RouteRequest>(request, &["tree", "path"])?;
    answer(&api::explain_path(tree.as_ref(), &path, request))
}

/// All advice on rules, CODEOWNERS file, people and code mappings.
#[wasm_bindgen(js_name = adviseRules, unchecked_return_type = "RulesAdvice")]
pub fn advise_rules(
    #[wasm_bindgen(unchecked_param_type = "AdviseRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let (people, project) =
        (take_text_if_any(request, "people")?, take_text_if_any(request, "project")?);
    let request = take::<RouteRequest>(request, &["tree", "people", "project"])?;
    give(&api::advise_rules(&tree, people.as_deref(), project.as_deref(), request))
}

/// Where code review and error routing disagree.
#[wasm_bindgen(js_name = compareReview, unchecked_return_type = "ReviewComparison")]
pub fn compare_review(
    #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let request = take::<RouteRequest>(request, &["tree"])?;
    let compared = api::compare_review(&tree, request);
    let given = give(&compared)?;
    Reflect::set(&given, &"groupOf".into(), &Int32Array::from(compared.group_of.as_slice()))?;
    Ok(given)
}

/// Code mappings guessed from the names of files.
#[wasm_bindgen(js_name = guessMappings, unchecked_return_type = "GuessedMappings")]
pub fn guess_mappings(
    #[wasm_bindgen(unchecked_param_type = "string | string[]")] tree: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::guess_mappings(&as_tree(tree)?))
}

/// Code mappings as Sentry derives them from an error's frames.
#[wasm_bindgen(js_name = deriveMappings, unchecked_return_type = "DerivedMappings")]
pub fn derive_mappings(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    answer(&api::derive_mappings(&tree, take::<DeriveRequest>(request, &["tree"])?))
}

/// Who owns how much of a folder, and what each rule does.
#[wasm_bindgen(unchecked_return_type = "Coverage")]
pub fn coverage(
    #[wasm_bindgen(unchecked_param_type = "CoverageRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let folder = take_text_if_any(request, "folder")?;
    let request = take::<RouteRequest>(request, &["tree", "folder"])?;
    answer(&api::coverage(&tree, folder.as_deref(), request))
}

/// Which files change hands between two states of the rules.
#[wasm_bindgen(js_name = compareRules, unchecked_return_type = "RulesComparison")]
pub fn compare_rules(
    #[wasm_bindgen(unchecked_param_type = "CompareRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let request = take::<CompareRequest>(request, &["tree"])?;
    let compared = api::compare_rules(&tree, request);
    let given = give(&compared)?;
    Reflect::set(&given, &"moveOf".into(), &Int32Array::from(compared.move_of.as_slice()))?;
    Ok(given)
}

/// How the repository is split into projects.
#[wasm_bindgen(js_name = planProjects, unchecked_return_type = "PlannedProjects")]
pub fn plan_projects(
    #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    give(&api::plan_projects(&tree, take::<PlanRequest>(request, &["tree"])?))
}

/// How the repositories of an organisation are split into projects, as one plan.
#[wasm_bindgen(js_name = planOrganization, unchecked_return_type = "PlannedOrganization")]
pub fn plan_organization(
    #[wasm_bindgen(unchecked_param_type = "OrganizationRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    answer(&api::plan_organization(take::<OrganizationRequest>(request, &[])?))
}

/// How a plan is carried out, in chapters.
#[wasm_bindgen(unchecked_return_type = "Playbook")]
pub fn playbook(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::playbook(&take::<Organization>(plan, &[])?))
}

/// Makes a file of a plan.
#[wasm_bindgen(js_name = exportPlan, unchecked_return_type = "ExportedFile")]
pub fn export_plan(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &JsValue,
) -> Result<JsValue, Error> {
    let format = take_text(format, "format")?;
    answer(&api::export_plan(&take::<Organization>(plan, &[])?, &format))
}

fn field(request: &JsValue, name: &str) -> Result<JsValue, Error> {
    Reflect::get(request, &name.into()).map_err(|_| Error::new("the request must be an object"))
}

fn take_text_if_any(request: &JsValue, name: &str) -> Result<Option<String>, Error> {
    let value = field(request, name)?;
    if value.is_undefined() { Ok(None) } else { take_text(&value, name).map(Some) }
}

fn take_text(value: &JsValue, name: &str) -> Result<String, Error> {
    value.as_string().ok_or_else(|| Error::new(&format!("{name} must be a string")))
}

fn take_tree(request: &JsValue) -> Result<TreeInput, Error> {
    as_tree(&field(request, "tree")?)
}

fn take_tree_if_any(request: &JsValue) -> Result<Option<TreeInput>, Error> {
    let tree = field(request, "tree")?;
    if tree.is_undefined() { Ok(None) } else { as_tree(&tree).map(Some) }
}

fn as_tree(tree: &JsValue) -> Result<TreeInput, Error> {
    if let Some(text) = tree.as_string() {
        return Ok(TreeInput::Listing(text));
    }
    let paths = tree
        .dyn_ref::<Array>()
        .ok_or_else(|| Error::new("tree must be a string or an array of strings"))?;
    let paths = paths.iter().enumerate().map(|(at, path)| take_text(&path, &format!("tree[{at}]")));
    paths.collect::<Result<_, _>>().map(TreeInput::Paths)
}

/// The request without the fields `taken`, which were taken already. It goes through
/// JSON: that ends at cycles, and errors tell the path of the field.
fn take<T: DeserializeOwned>(request: &JsValue, taken: &[&str]) -> Result<T, Error> {
    let request =
        request.dyn_ref::<Object>().ok_or_else(|| Error::new("the request must be an object"))?;
    let rest = Object::assign(&Object::new(), request);
    for name in taken {
        Reflect::delete_property(&rest, &(*name).into())?;
    }
    for entry in Object::entries(&rest).iter() {
        let entry = Array::from(&entry);
        if entry.get(1).is_function() || entry.get(1).is_symbol() {
            let name = entry.get(0).as_string().unwrap_or_default();
            return Err(Error::new(&format!("{name} must be a plain value")));
        }
    }
    let text = JSON::stringify(&rest).map_err(|error| {
        let reason = error.dyn_into::<Error>().map(|error| String::from(error.message()));
        Error::new(&format!("the request must hold plain values: {}", reason.unwrap_or_default()))
    })?;
    let text = String::from(text);
    let mut from = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.inner().to_string();
        // serde_json adds a place in the text, which the caller never saw.
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let path = if path == "." { String::new() } else { format!("{path}: ") };
        Error::new(&format!("{path}{reason}"))
    })
}

fn answer(value: &Result<impl Serialize, String>) -> Result<JsValue, Error> {
    give(value.as_ref().map_err(|error| Error::new(error))?)
}

fn give(value: &impl Serialize) -> Result<JsValue, Error> {
    // What may be absent is left out by the values themselves; what the contract calls
    // null, such as nobody's assignee, is null.
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}
