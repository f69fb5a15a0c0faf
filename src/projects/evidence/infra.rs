//! Names of deployables in infrastructure's files: `k8s/cart.yaml`, `deploy-api.yml`,
//! `charts/cart`, `docker/worker/Dockerfile`. A component of the same name is deployed.

use super::super::table::Names;
use super::{Exclusion, Language, words};

/// So many names that begin alike are called after the product.
const PRODUCT: usize = 3;

/// Names that infrastructure mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeployNames {
    /// The name, normalised, with a file that bears it.
    names: Vec<(String, String)>,
    /// Of names of several words, the first, the others, and the file.
    of_products: Vec<(String, String, String)>,
    /// The same of code that sets up a cloud: `cdk/lib/reminders.ts`.
    stacks: Vec<(String, String)>,
    /// Folders of the repository's root-level container builds: `docker/Dockerfile`.
    pub root_dockerfile: Option<String>,
    /// The compose file nearest to the root, if there is one.
    pub compose: Option<String>,
}

impl DeployNames {
    /// Looks at one path: a file of `name` in a folder of the name `in_folder`, which `of_whole`
    /// says is the whole repository's and not one component's. Other people's files and generated ones are not looked at.
    pub fn note(
        &mut self,
        path: &str,
        name: &str,
        in_folder: &str,
        excluded: Option<Exclusion>,
        of_whole: bool,
    ) {
        if matches!(excluded, Some(Exclusion::Tests | Exclusion::Docs | Exclusion::Examples)) {
            return;
        }
        let is_container = name == "Dockerfile" || name == "Containerfile";
        let is_infra = excluded == Some(Exclusion::Infrastructure);
        // `build/images/orders/Dockerfile` is what builders keep of `orders`.
        if is_container && (is_infra || excluded == Some(Exclusion::Tooling)) {
            match in_folder {
                name if Names::get().has("images-of-the-whole", name) => {
                    if of_whole && is_infra {
                        self.root_dockerfile.get_or_insert_with(|| path.to_owned());
                    }
                }
                _ => self.add(in_folder, path),
            }
        }
        // A chart is called after what it deploys, wherever it lies.
        if name == "Chart.yaml" {
            self.add(in_folder, path);
        }
        if let Some(ending) = name
            .strip_prefix("Dockerfile.")
            .or_else(|| name.strip_prefix("Dockerfile-"))
            .or_else(|| name.strip_prefix("dockerfile."))
            .or_else(|| name.strip_prefix("Containerfile."))
            .or_else(|| name.strip_suffix(".Dockerfile"))
            .or_else(|| name.strip_suffix(".dockerfile"))
        {
            // `Dockerfile.orders.public`: what it is of stands first.
            let (first, rest) = ending.split_once('.').unwrap_or((ending, ""));
            let of = if rest.is_empty() { ending } else { first };
            self.add(of.strip_prefix("for-").unwrap_or(of), path);
            // `docker/Dockerfile.prod` is of nothing by name, and so of the whole.
            let (names, ending) = (Names::get(), ending.to_ascii_lowercase());
            if is_infra
                && of_whole
                && names.has("images-of-the-whole", in_folder)
                && names.has("deploys-nothing", &ending)
                && !names.has("images-of-builders", &ending)
            {
                self.root_dockerfile.get_or_insert_with(|| path.to_owned());
            }
        } else if is_infra && (name.ends_with(".yaml") || name.ends_with(".yml")) {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            self.add(stem, path);
            self.add(in_folder, path);
        } else if excluded == Some(Exclusion::Tooling)
            && matches!(name, "deployment.yaml" | "deployment.yml")
        {
            // Operators keep what Kubernetes is told in `config/mailer/deployment.yaml`.
            self.add(in_folder, path);
        } else if is_infra && let Some(stem) = name.strip_suffix(".tf") {
            // `service_mailer.tf` sets up what runs `mailer`.
            for prefix in ["service_", "service-", "cloudrun_", "lambda_", "ecs_"] {
                if let Some(rest) = stem.strip_prefix(prefix) {
                    self.add(rest, path);
                }
            }
        } else if let Some(workflow) = path.strip_prefix(".github/workflows/") {
            let stem = workflow.rsplit_once('.').map_or(workflow, |(stem, _)| stem);
            for prefix in ["deploy-", "deploy_", "release-", "publish-", "docker-", "cd-"] {
                if let Some(rest) = stem.strip_prefix(prefix) {
                    self.add(rest, path);
                }
            }
            for suffix in ["-deploy", "-release", "-publish", "-docker", "-cd"] {
                if let Some(rest) = stem.strip_suffix(suffix) {
                    self.add(rest, path);
                }
            }
        }
        if (name.ends_with(".yml") || name.ends_with(".yaml")) && name.contains("compose") {
            self.note_compose(path);
        }
    }

    /// Takes the compose file nearest to the root. What lies in a folder such as `.devcontainer` starts no product.
    fn note_compose(&mut self, path: &str) {
        let depth = |path: &str| path.matches('/').count();
        let nearer = |known: &String| (depth(path), path) < (depth(known), known.as_str());
        let hidden = path.starts_with('.') && path.contains('/') || path.contains("/.");
        if !hidden && self.compose.as_ref().is_none_or(nearer) {
            self.compose = Some(path.to_owned());
        }
    }

    /// Takes what a file of a program that sets up a cloud is named after.
    pub(in super::super) fn note_stack(&mut self, path: &str, name: &str) {
        if let Some(stem) = stem_of_stack(name) {
            self.stacks.push((stem, path.to_owned()));
        }
    }

    /// Takes the name of a folder that holds an image's recipe and no code.
    pub(in super::super) fn add(&mut self, name: &str, path: &str) {
        self.push(normal(name), path);
        let mut parts: Vec<&str> = name.split(['-', '_', '.']).collect();
        // `orders-deployment.yaml` and `orders-ingress.yaml` are both of `orders`.
        let is_kind = |part: &str| Names::get().has("deploys-kinds", &part.to_ascii_lowercase());
        if parts.len() > 1 && is_kind(parts[parts.len() - 1]) {
            parts.pop();
            self.push(normal(&parts.concat()), path);
        } else if parts.len() > 1 && is_kind(parts[0]) {
            parts.remove(0);
            self.push(normal(&parts.concat()), path);
        }
        if let [product, rest @ ..] = &parts[..]
            && !rest.is_empty()
            && !Names::get().has("deploys-settings", &product.to_ascii_lowercase())
        {
            self.of_products.push((normal(product), normal(&rest.concat()), path.to_owned()));
        }
    }

    fn push(&mut self, name: String, path: &str) {
        if name.len() > 2 && !Names::get().has("deploys-nothing", &name) {
            self.names.push((name, path.to_owned()));
        }
    }

    pub(in super::super) fn finish(&mut self) {
        // Several names that begin alike are called after the product: `shop-cart`, `shop-orders`.
        self.of_products.sort();
        self.of_products.dedup_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
        let named = std::mem::take(&mut self.of_products);
        for product in named.chunk_by(|a, b| a.0 == b.0).filter(|row| row.len() >= PRODUCT) {
            for (_, rest, path) in product {
                self.push(rest.clone(), path);
            }
        }
        for names in [&mut self.names, &mut self.stacks] {
            names.sort();
            names.dedup_by(|a, b| a.0 == b.0);
        }
    }

    /// The file of code that sets up what runs a component of this name, if there is one.
    #[must_use]
    pub fn stack(&self, name: &str) -> Option<&str> {
        find_in(&self.stacks, name)
    }

    /// The file that bears a component's name, if one does.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        find_in(&self.names, name)
    }
}

fn find_in<'n>(names: &'n [(String, String)], name: &str) -> Option<&'n str> {
    let name = normal(name);
    let at = names.binary_search_by(|(known, _)| known.as_str().cmp(&name)).ok()?;
    Some(&names[at].1)
}

/// What a file of code that sets up a cloud is named after: `reminders` of `reminders-stack.ts`.
fn stem_of_stack(name: &str) -> Option<String> {
    Language::of(name)?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut parts = words(stem);
    if parts.len() > 1 && parts.last().is_some_and(|last| Names::get().has("stack-ends", last)) {
        parts.pop();
    }
    let stem = parts.concat();
    (stem.len() > 2 && !Names::get().has("deploys-nothing", &stem)).then_some(stem)
}

/// Without case and without what joins words: `cart-service`, `cartservice`.
fn normal(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
