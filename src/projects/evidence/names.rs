//! What a folder's own name says, and the name of the folder around it.

/// What a name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something that runs: `api`, `worker`, `web`.
    Application,
    /// Something that ends like one: `cart-service`, `shop-web`.
    LikeApplication,
    /// Something that others build upon: `common`, `core`.
    Library,
    /// Something that its builders use: `migrate`, `codegen`.
    Tool,
    /// What starts the others on a developer's machine.
    Orchestrator,
    /// Other people's software, deployed beside one's own: `postgres`, `nginx`.
    ThirdParty,
    /// Nothing.
    Unknown,
}

/// What the folder around promises of each folder in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Applications: `apps`, `services`.
    Applications,
    /// Libraries: `packages`, `libs`.
    Libraries,
    /// Commands: `cmd`.
    Commands,
    /// Nothing.
    Unknown,
}

const APPLICATION: &[&str] = &[
    "frontend",
    "backend",
    "server",
    "api",
    "web",
    "webapp",
    "app",
    "worker",
    "workers",
    "admin",
    "dashboard",
    "portal",
    "gateway",
    "www",
    "mobile",
    "desktop",
    "android",
    "ios",
    "service",
    "apiserver",
    "webserver",
    "bot",
    "scheduler",
    "front",
    "back",
    "webui",
    "console",
    "site",
    "bff",
    "host",
    "consumer",
    "daemon",
    "backoffice",
    "storefront",
    "application",
    "operator",
    "webclient",
    "webfrontend",
    "apigateway",
    "cms",
    "spa",
    "agent",
];
const FRONT: &[&str] = &["client", "ui", "ux", "website", "studio", "landing", "marketing"];
const LIBRARY: &[&str] = &[
    "common",
    "commons",
    "shared",
    "core",
    "lib",
    "libs",
    "library",
    "utils",
    "util",
    "types",
    "sdk",
    "config",
    "model",
    "models",
    "domain",
    "contracts",
    "abstractions",
    "infrastructure",
    "proto",
    "protos",
    "schema",
    "schemas",
    "helpers",
    "testing",
    "plugin",
    "plugins",
    "extension",
    "extensions",
    "theme",
    "themes",
    "components",
    "kit",
    "toolkit",
    "tokens",
    "eslint",
    "tsconfig",
    "preset",
    "presets",
    "bindings",
    "ffi",
    "macros",
    "macro",
    "derive",
    "internal",
    "base",
    "runtime",
    "engine",
    "parser",
    "lang",
    "client",
    "clients",
    "data",
    "database",
    "db",
    "persistence",
    "application",
    "framework",
    "adapter",
    "adapters",
    "provider",
    "providers",
    "connector",
    "connectors",
    "driver",
    "drivers",
    "icons",
    "assets",
    "fonts",
    "logging",
    "logger",
    "telemetry",
    "interfaces",
    "entities",
    "dto",
    "api-client",
    "bom",
    "starter",
    "autoconfigure",
    "embed",
    "wasm",
    "resources",
    "localization",
    "protocol",
    "wrapper",
    "module",
    "hooks",
    "styles",
    "package",
];
const TOOL: &[&str] = &[
    "tool",
    "tools",
    "cli",
    "ctl",
    "migrate",
    "migrator",
    "migration",
    "migrations",
    "codegen",
    "generator",
    "generate",
    "gen",
    "benchmark",
    "benchmarks",
    "bench",
    "lint",
    "linter",
    "inspect",
    "inspector",
    "check",
    "checker",
    "seed",
    "seeder",
    "dump",
    "fmt",
    "loadgen",
    "loadgenerator",
    "simulator",
    "emulator",
    "mock",
    "fake",
    "debug",
    "doc",
    "docs",
    "docgen",
    "test",
    "tests",
    "tester",
    "e2e",
    "analyzer",
    "analyser",
    "validate",
    "validator",
    "diff",
    "convert",
    "converter",
    "importer",
    "exporter",
    "import",
    "export",
    "setup",
    "install",
    "installer",
    "bootstrap",
    "init",
    "example",
    "wait",
    "healthcheck",
    "version",
    "scripts",
    "updater",
    "upgrade",
    "cleanup",
    "playground",
    "demo",
    "spec",
    "template",
    "analyze",
    "profiler",
    "fixtures",
    "storybook",
    "console-runner",
    "dbmigrator",
    "databasemigrator",
    "dbup",
    "keygen",
    "sample",
    "samples",
    "launcher",
    "patcher",
    "report",
    "help",
    "lsp",
    "repl",
];

const THIRD_PARTY: &[&str] = &[
    "postgres",
    "postgresql",
    "mysql",
    "mariadb",
    "redis",
    "mongo",
    "mongodb",
    "nginx",
    "envoy",
    "traefik",
    "haproxy",
    "caddy",
    "clickhouse",
    "elasticsearch",
    "opensearch",
    "kibana",
    "grafana",
    "prometheus",
    "jaeger",
    "zipkin",
    "loki",
    "tempo",
    "kafka",
    "zookeeper",
    "rabbitmq",
    "nats",
    "minio",
    "keycloak",
    "vault",
    "consul",
    "otelcol",
    "collector",
    "memcached",
    "cassandra",
    "mailhog",
    "mailpit",
    "localstack",
    "etcd",
    "fluentd",
    "fluentbit",
    "logstash",
    "filebeat",
    "sentry",
    "selenium",
    "chromium",
    "ubuntu",
    "alpine",
    "debian",
];

/// The words of a name, in lower case: of `cart-serviceAPI`, `cart`, `service`, `api`.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    let mut open = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() {
            open = false;
            previous_lower = false;
            continue;
        }
        if !open || previous_lower && letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        open = true;
        previous_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words
}

impl Role {
    /// What a folder's name promises; `front` says whether its code is for browsers.
    #[must_use]
    pub fn of(name: &str, front: bool) -> Self {
        let words = words(name);
        let Some(last) = words.last().map(String::as_str) else { return Self::Unknown };
        let first = words[0].as_str();
        let alone = words.len() == 1;
        let joined = words.concat();
        if joined.ends_with("apphost") || joined.ends_with("servicedefaults") {
            return Self::Orchestrator;
        }
        if THIRD_PARTY.contains(&joined.as_str()) {
            return Self::ThirdParty;
        }
        if front && alone && FRONT.contains(&last) {
            return Self::Application;
        }
        if TOOL.contains(&last) || TOOL.contains(&joined.as_str()) {
            return Self::Tool;
        }
        if APPLICATION.contains(&joined.as_str()) {
            return Self::Application;
        }
        if LIBRARY.contains(&last)
            || !alone && matches!(first, "lib" | "eslint" | "common" | "shared")
        {
            return Self::Library;
        }
        let ends = [
            "service", "server", "api", "worker", "gateway", "webapp", "frontend", "backend",
            "app", "web",
        ];
        if APPLICATION.contains(&last)
            || ends.iter().any(|end| last.len() > end.len() + 2 && last.ends_with(end))
        {
            return Self::LikeApplication;
        }
        if front && FRONT.contains(&last)
            || !alone
                && matches!(
                    first,
                    "app"
                        | "service"
                        | "web"
                        | "frontend"
                        | "backend"
                        | "server"
                        | "srv"
                        | "svc"
                        | "ui"
                )
        {
            return Self::LikeApplication;
        }
        if TOOL.contains(&first) {
            return Self::Tool;
        }
        Self::Unknown
    }
}

impl Group {
    /// What the name of the folder around promises.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "apps" | "services" | "microservices" | "micro-services" | "applications"
            | "deployables" | "lambdas" | "functions" | "jobs" | "daemons" | "servers"
            | "workers" | "backends" | "frontends" | "webapps" | "msa" | "service" | "svc" => {
                Self::Applications
            }
            "packages" | "libs" | "lib" | "libraries" | "crates" | "modules" | "internal"
            | "pkg" | "plugins" | "components" | "extensions" | "shared" | "common" | "core"
            | "engines" | "feature" | "features" | "internal-packages" | "sdk" | "sdks"
            | "integrations" | "buildingblocks" | "addons" | "ee" | "clients" | "bundles"
            | "providers" | "connectors" | "adapters" => Self::Libraries,
            "cmd" | "cmds" | "command" | "commands" => Self::Commands,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        assert_eq!(words("cart-serviceApi"), ["cart", "service", "api"]);
        assert_eq!(words("Ordering.API"), ["ordering", "api"]);
        assert_eq!(Role::of("Ordering.API", false), Role::LikeApplication);
        assert_eq!(Role::of("checkoutservice", false), Role::LikeApplication);
        assert_eq!(Role::of("client", true), Role::Application);
        assert_eq!(Role::of("client", false), Role::Library);
        assert_eq!(Role::of("db-migrate", false), Role::Tool);
        assert_eq!(Role::of("payments", false), Role::Unknown);
    }
}
