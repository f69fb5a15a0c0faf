//! Folders that hold no application, by their names.

/// Why a folder gets no project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// Other people's code.
    Vendored,
    /// Written by a tool.
    Generated,
    /// Tests.
    Tests,
    /// Documentation, and the site that shows it.
    Docs,
    /// Examples, samples, templates for others.
    Examples,
    /// How things are deployed, not what.
    Infrastructure,
    /// Helpers of those who build it.
    Tooling,
}

const VENDORED: &[&str] = &[
    "node_modules",
    "bower_components",
    "vendor",
    "vendors",
    "third_party",
    "third-party",
    "3rdparty",
    "thirdparty",
    "external",
    "extern",
    "deps",
    "site-packages",
    "venv",
    "pods",
    "carthage",
    "submodules",
    "external-crates",
    "external_libs",
    "godeps",
];
const GENERATED: &[&str] = &[
    "dist",
    "out",
    "target",
    "obj",
    "__pycache__",
    "coverage",
    "htmlcov",
    "__generated__",
    "generated",
    "gen",
    "genproto",
    "storybook-static",
];
const TESTS: &[&str] = &[
    "test",
    "tests",
    "__tests__",
    "testing",
    "spec",
    "specs",
    "e2e",
    "testdata",
    "fixtures",
    "integration",
    "integration-tests",
    "integration_tests",
    "integrationtests",
    "e2e-tests",
    "e2e_tests",
    "testlib",
    "test-utils",
    "testutils",
    "test-fixtures",
    "test-apps",
    "test_apps",
    "test-app",
    "mocks",
    "__mocks__",
    "cypress",
    "playwright",
    "loadtest",
    "load-tests",
    "loadtests",
    "perf",
    "acceptance",
    "uitests",
    "test-resources",
    "smoke-tests",
    "smoke-test",
    "k6",
    "conformance",
    "fuzz",
    "test-harness",
    "test_harness",
    "testharness",
    "qa",
    "androidtest",
];
const DOCS: &[&str] = &[
    "docs",
    "doc",
    "documentation",
    "docs-site",
    "docs_site",
    "docsite",
    "website",
    "site",
    "storybook",
    "wiki",
    "whitepaper",
    "rfcs",
    "adr",
    "book",
    "docs-web",
    "www-docs",
    "apidocs",
    "api-docs",
    "guides",
    "marketing-site-docs",
    "changelogs",
];
const EXAMPLES: &[&str] = &[
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "playground",
    "playgrounds",
    "tutorial",
    "tutorials",
    "templates",
    "template",
    "starter",
    "starters",
    "boilerplate",
    "sandbox",
    "sandboxes",
    "quickstart",
    "quickstarts",
    "getting-started",
    "cookbook",
    "recipes",
    "showcase",
    "experiments",
    "experimental",
    "archive",
    "archived",
    "deprecated",
    "skeleton",
    "scaffold",
    "scaffolding",
    "scaffolds",
    "benchmark",
    "benchmarks",
    "bench",
    "_examples",
    "example-apps",
    "sample-apps",
    "workshop",
    "prototypes",
    "prototype",
    "notebooks",
];
const INFRASTRUCTURE: &[&str] = &[
    "terraform",
    "k8s",
    "kubernetes",
    "helm",
    "helm-chart",
    "helm-charts",
    "chart",
    "charts",
    "deploy",
    "deployment",
    "deployments",
    "infra",
    "infrastructure",
    "ansible",
    "docker",
    "dockerfiles",
    "kustomize",
    "packaging",
    "pulumi",
    "nix",
    "pipeline",
    "pipelines",
    "manifests",
    "kubernetes-manifests",
    "istio-manifests",
    "ops",
    "devops",
    "hosting",
    "compose",
    "puppet",
    "chef",
    "vagrant",
    "installer",
    "installers",
    "snap",
    "flatpak",
    "debian",
    "rpm",
    "base-images",
    "images",
    "production",
    "release",
    "cloudformation",
    "cdk",
    "containers",
];
const TOOLING: &[&str] = &[
    "tools",
    "tool",
    "tooling",
    "scripts",
    "script",
    "hack",
    "build",
    "ci",
    "dev",
    "devtools",
    "dev-tools",
    "buildsrc",
    "build-logic",
    "build-plugin",
    "build-plugins",
    "build-tools",
    "build_tools",
    "xtask",
    "codegen",
    "codemods",
    "eslint",
    "misc",
    "utils",
    "util",
    "contrib",
    "dotnet-tools",
    "maintenance",
    "bootstrap",
    "bin",
    "linters",
    "automation",
    "generators",
    "migrations",
    "stubs",
    "gradle",
    "patches",
    "wwwroot",
    "config",
    "configs",
    "etc",
    "proto",
    "protos",
    "protobuf",
    "schemas",
    "fastlane",
    "metadata",
    "locales",
    "i18n",
];

impl Exclusion {
    /// What a folder's name says, if anything. Names below a Java-like package tree are
    /// not asked: there, `com/example` is a package.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if name.starts_with('.') && name.len() > 1 {
            return Some(Self::Tooling);
        }
        let name = name.to_ascii_lowercase();
        let lists = [
            (VENDORED, Self::Vendored),
            (GENERATED, Self::Generated),
            (TESTS, Self::Tests),
            (DOCS, Self::Docs),
            (EXAMPLES, Self::Examples),
            (INFRASTRUCTURE, Self::Infrastructure),
            (TOOLING, Self::Tooling),
        ];
        let listed = lists.into_iter().find(|(names, _)| names.contains(&name.as_str()));
        listed.map(|(_, exclusion)| exclusion).or_else(|| Self::of_ending(&name))
    }

    fn of_ending(name: &str) -> Option<Self> {
        let parts: Vec<&str> = name.split(['-', '_', '.']).collect();
        let (first, last) = (parts[0], parts[parts.len() - 1]);
        let is_test = |part: &str| {
            matches!(
                part,
                "test"
                    | "tests"
                    | "e2e"
                    | "unittests"
                    | "integrationtests"
                    | "testing"
                    | "testutils"
            ) || part.ends_with("tests") && part.len() > 5
        };
        if parts.len() > 1 && (is_test(last) || first == "e2e" || first == "test")
            || name.ends_with("tests")
        {
            Some(Self::Tests)
        } else if parts.len() > 1
            && matches!(
                last,
                "example"
                    | "examples"
                    | "sample"
                    | "samples"
                    | "playground"
                    | "benchmarks"
                    | "benchmark"
            )
            || parts.len() > 1 && matches!(first, "example" | "examples" | "sample" | "samples")
        {
            Some(Self::Examples)
        } else if parts.len() > 1 && matches!(last, "docs") {
            Some(Self::Docs)
        } else {
            None
        }
    }

    /// What is said of such a folder.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Vendored => "other people's code, which runs inside your applications",
            Self::Generated => "written by a tool",
            Self::Tests => "tests; their failures are reported by your CI",
            Self::Docs => "documentation",
            Self::Examples => "examples or templates, which nobody runs in production",
            Self::Infrastructure => "says how things are deployed, and holds no application",
            Self::Tooling => "helpers for those who build the software",
        }
    }
}
