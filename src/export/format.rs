/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// All the others.
    Zip,
    /// The report, to be read or put into a repository.
    Markdown,
    /// The report as a page that prints well.
    Html,
    /// Everything for Terraform.
    Terraform,
    /// What there is already, for Terraform to take over.
    TerraformImports,
    /// A script that carries the plan out by Sentry's API.
    Shell,
    /// Code mappings for `sentry-cli`.
    CodeMappings,
    /// Ownership rules to paste.
    Ownership,
    /// The rules as a file for code review.
    Codeowners,
    /// The table of projects.
    Csv,
    /// In which order the plan is carried out, with days.
    Rollout,
    /// The CI service's file, which makes releases.
    Ci,
    /// What goes into each application.
    Sdk,
    /// The picture of the organization.
    Svg,
    /// The plan itself.
    Json,
    /// What a plan looks like.
    Schema,
}

/// Access
impl Format {
    /// All, the one most wanted first.
    pub const ALL: [Self; 16] = [
        Self::Zip,
        Self::Markdown,
        Self::Html,
        Self::Terraform,
        Self::TerraformImports,
        Self::Shell,
        Self::Ownership,
        Self::CodeMappings,
        Self::Codeowners,
        Self::Csv,
        Self::Rollout,
        Self::Ci,
        Self::Sdk,
        Self::Svg,
        Self::Json,
        Self::Schema,
    ];

    /// The format of an id, or of the ending that files of it usually have.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        let usual = match id {
            "md" => Some(Self::Markdown),
            "tf" | "hcl" => Some(Self::Terraform),
            "sh" | "bash" => Some(Self::Shell),
            _ => None,
        };
        usual.or_else(|| Self::ALL.into_iter().find(|format| format.id() == id))
    }

    /// Its name in the JavaScript interface. Never changes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Terraform => "terraform",
            Self::TerraformImports => "terraform-imports",
            Self::Shell => "shell",
            Self::CodeMappings => "code-mappings",
            Self::Ownership => "ownership",
            Self::Codeowners => "codeowners",
            Self::Csv => "csv",
            Self::Rollout => "rollout",
            Self::Ci => "ci",
            Self::Sdk => "sdk",
            Self::Svg => "svg",
            Self::Json => "json",
            Self::Schema => "json-schema",
        }
    }

    /// The name of a file of it, without folder.
    #[must_use]
    pub fn filename(self) -> &'static str {
        match self {
            Self::Zip => "sentry-plan.zip",
            Self::Markdown => "sentry-plan.md",
            Self::Html => "sentry-plan.html",
            Self::Terraform => "sentry.tf",
            Self::TerraformImports => "imports.tf",
            Self::Shell => "sentry-plan.sh",
            Self::CodeMappings => "code-mappings.json",
            Self::Ownership => "ownership-rules.txt",
            Self::Codeowners => "CODEOWNERS",
            Self::Csv => "projects.csv",
            Self::Rollout => "rollout.csv",
            Self::Ci => "sentry-release.txt",
            Self::Sdk => "sdk.md",
            Self::Svg => "sentry-plan.svg",
            Self::Json => "plan.json",
            Self::Schema => "plan.schema.json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Zip => "application/zip",
            Self::Markdown | Self::Sdk => "text/markdown",
            Self::Html => "text/html",
            Self::Terraform
            | Self::TerraformImports
            | Self::Ownership
            | Self::Codeowners
            | Self::Ci => "text/plain",
            Self::Shell => "application/x-sh",
            Self::Csv | Self::Rollout => "text/csv",
            Self::Svg => "image/svg+xml",
            Self::CodeMappings | Self::Json => "application/json",
            Self::Schema => "application/schema+json",
        }
    }

    /// For people: what it is.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Zip => "Everything, in one archive",
            Self::Markdown => "The report, as Markdown",
            Self::Html => "The report, to print",
            Self::Terraform => "Terraform",
            Self::TerraformImports => "Terraform, for what exists already",
            Self::Shell => "A script of API calls",
            Self::CodeMappings => "Code mappings",
            Self::Ownership => "Ownership rules",
            Self::Codeowners => "CODEOWNERS",
            Self::Csv => "The table of projects",
            Self::Rollout => "Rollout plan, day by day",
            Self::Ci => "The file for your builds",
            Self::Sdk => "Code for the applications",
            Self::Svg => "The picture",
            Self::Json => "The plan, as JSON",
            Self::Schema => "The schema of that JSON",
        }
    }

    /// For people: who needs it, and what for.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Zip => "To keep, or to send to whoever carries it out.",
            Self::Markdown => {
                "For those who decide: put it into a pull request, a wiki or the repository."
            }
            Self::Html => {
                "The same on paper: open it in a browser and print it, or save it as PDF. It stands alone and runs no script."
            }
            Self::Terraform => {
                "For those who keep Sentry as code: teams, projects, rules, code mappings, alerts. Needs the provider `jianyuan/sentry`."
            }
            Self::TerraformImports => {
                "Import blocks. Keep those for teams and projects that are in Sentry already, put the file next to the other one, and delete the rest."
            }
            Self::Shell => {
                "For a set-up without Terraform: needs `bash` and `curl`. It prints what it would do, and does it with `--apply`."
            }
            Self::CodeMappings => {
                "For `sentry-cli code-mappings upload`: which path of a stack trace is which path of the repository."
            }
            Self::Ownership => "To paste into each project’s settings, under Ownership Rules.",
            Self::Codeowners => {
                "The rules written back for code review, as far as its patterns can say them."
            }
            Self::Csv => "For a spreadsheet: projects, teams, platforms, folders.",
            Self::Rollout => {
                "For a spreadsheet or a calendar: what is done on which working day, and by which team. The first day is set in the playbook."
            }
            Self::Ci => {
                "For the CI service chosen in the playbook: it makes and deploys releases of every project."
            }
            Self::Sdk => {
                "For whoever sets the SDK up: what to install and where to initialise it, for each project."
            }
            Self::Svg => "For slides and documents: organization, teams, projects, folders.",
            Self::Json => "For programs, and for `exportPlan` of the JavaScript interface.",
            Self::Schema => "For editors and programs that check the plan.",
        }
    }
}
