//! What the plan can be taken away as, for whoever looks for it by name.

/// The id of the button that saves a file of the plan, and what the file is: as the view "Take away" shows them, which
/// is drawn elsewhere.
pub const EXPORTS: [(&str, &str); 16] = [
    ("save-zip", "Everything, in one archive (sentry-plan.zip)"),
    ("save-markdown", "The report, as Markdown (sentry-plan.md)"),
    ("save-html", "The report, to print (sentry-plan.html)"),
    ("save-terraform", "Terraform (sentry.tf)"),
    ("save-terraform-imports", "Terraform, for what exists already (imports.tf)"),
    ("save-shell", "A script of API calls (sentry-plan.sh)"),
    ("save-ownership", "Ownership rules (ownership-rules.txt)"),
    ("save-code-mappings", "Code mappings (code-mappings.json)"),
    ("save-codeowners", "The file CODEOWNERS"),
    ("save-csv", "The table of projects (projects.csv)"),
    ("save-rollout", "Rollout plan, day by day (rollout.csv)"),
    ("save-ci", "The file for your builds (sentry-release.txt)"),
    ("save-sdk", "Code for the applications (sdk.md)"),
    ("save-svg", "The picture (sentry-plan.svg)"),
    ("save-json", "The plan, as JSON (plan.json)"),
    ("save-json-schema", "The schema of that JSON (plan.schema.json)"),
];
