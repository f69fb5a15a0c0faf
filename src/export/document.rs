//! The plan itself, with the version and the schema that a reader goes by.

use crate::organization::Organization;

/// The JSON Schema of the document, as it is published beside the page.
pub const SCHEMA: &str = include_str!("../../assets/plan.schema.json");

/// The document, with its schema beside it.
pub fn write(organization: &Organization) -> String {
    let schema = "plan.schema.json".to_owned();
    let document = Organization { schema, ..organization.clone() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
