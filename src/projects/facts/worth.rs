//! Which files have contents that tell anything, by their names.

/// How much the contents of a file of this name tell, 0 for the most; none if nothing here
/// reads it. Of YAML files only those are read for certain whose names or folders say that
/// they deploy something.
#[must_use]
pub fn worth(path: &str) -> Option<u8> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    Some(match name {
        "package.json" | "composer.json" | "pubspec.yaml" | "pyproject.toml" | "Pipfile"
        | "Cargo.toml" | "go.mod" | "Gemfile" | "pom.xml" | "build.gradle" | "build.gradle.kts"
        | "mix.exs" => 0,
        _ if name.starts_with("requirements") && name.ends_with(".txt") => 0,
        _ if [".csproj", ".fsproj", ".vbproj"].iter().any(|end| name.ends_with(end)) => 0,
        _ if name.starts_with("Procfile") => 1,
        _ if yaml && name.contains("compose") => 1,
        "serverless.yml" | "serverless.yaml" | "template.yaml" | "template.yml" => 1,
        "catalog-info.yaml" | "catalog-info.yml" | "render.yaml" | "fly.toml" => 1,
        "ecosystem.config.js" | "ecosystem.config.cjs" => 1,
        "lerna.json" | "nx.json" | "turbo.json" | "rush.json" | "project.json" => 2,
        "angular.json" | "go.work" => 2,
        _ if name.ends_with(".sln") || name.ends_with(".slnx") => 2,
        "pnpm-workspace.yaml" | "pnpm-workspace.yml" => 2,
        _ if name.ends_with(".gradle") || name.ends_with(".gradle.kts") => 2,
        _ if name == "Dockerfile" || name.starts_with("Dockerfile.") => 3,
        _ if is_ci(path) || name.ends_with(".service") => 3,
        _ if yaml && folder.split('/').any(|part| DEPLOYING.contains(&part)) => 4,
        _ => return None,
    })
}

/// Whether anything is read of a file of this name: any YAML file may be a manifest of
/// Kubernetes.
#[must_use]
pub fn is_read(path: &str) -> bool {
    worth(path).is_some() || path.ends_with(".yaml") || path.ends_with(".yml")
}

/// Whether a file says what CI does.
pub(super) fn is_ci(path: &str) -> bool {
    path == ".gitlab-ci.yml"
        || path.starts_with(".github/workflows/")
            && (path.ends_with(".yml") || path.ends_with(".yaml"))
}

/// Folders of Kubernetes manifests.
const DEPLOYING: &[&str] =
    &["k8s", "kubernetes", "kube", "deploy", "deployment", "deployments", "manifests", "kustomize"];
