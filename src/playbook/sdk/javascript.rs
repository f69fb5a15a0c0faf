//! JavaScript and TypeScript: browsers, servers, functions, frameworks, apps.

use super::{File, Template, file, shell, source};
use crate::playbook::Age;

/// Where the code runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    Browser,
    Server,
}

pub(super) fn template(platform: &str) -> Template {
    let (package, address) = package(platform);
    let install = match platform {
        "deno" => shell("deno add npm:@sentry/deno"),
        "bun" => shell("bun add @sentry/bun"),
        "react-native" => shell("npx @sentry/wizard@latest -i reactNative"),
        "capacitor" | "ionic" => shell("npm install @sentry/capacitor @sentry/browser"),
        _ => shell(format!("npm install {package}")),
    };
    let mut remarks = vec![TRAP];
    remarks.extend(match platform {
        "javascript-nextjs" => Some("Both files are needed: browsers and servers report to the same project. `npx @sentry/wizard@latest -i nextjs` makes them, and wraps the build."),
        "node-awslambda" => Some("Load it before the handler: `NODE_OPTIONS=\"--import ./instrument.mjs\"`; or take Sentry's Lambda layer."),
        it if it.starts_with("node-cloudflare") => Some("Workers have no `process.env`: the settings are bindings, handed over with every request."),
        it if it.starts_with("node") => Some("Load it before anything else: `node --import ./instrument.mjs app.mjs`."),
        "capacitor" | "ionic" => Some("Hand the framework's own `init` over as the second argument, as in `init(options, Angular.init)`, so that its errors are seen, too."),
        "react-native" => Some("The SDK names the release after the app; set `release` only if the plan's trains ask for it."),
        "javascript-angular" => Some("Angular's own builder knows no variables: `import.meta.env.NG_APP_…` needs `ng add @ngx-env/builder`. Without it, put the three values into `src/environments/environment.ts`, which your build writes; a DSN is no secret."),
        _ => None,
    });
    if platform == "react-native" {
        remarks.push("`EXPO_PUBLIC_…` is filled in by Expo alone. Without Expo it stays undefined: take `react-native-config`, or constants that your build writes; a DSN is no secret.");
    }
    Template {
        install,
        files: files(platform, package),
        remarks,
        source: source(address, Age::Current),
    }
}

const TRAP: &str = "Version 11 collects cookies, headers, bodies, queries, AI messages and variables unless `dataCollection` \
    switches them off, and has no `sendDefaultPii` any more; 10.57 and later do so as soon as the option is there. Whatever is left \
    out of it is on.";

#[rustfmt::skip] // One line per platform reads as a table.
fn package(platform: &str) -> (&'static str, &'static str) {
    match platform {
        "javascript-nextjs" => ("@sentry/nextjs", "https://docs.sentry.io/platforms/javascript/guides/nextjs/"),
        "javascript-remix" => ("@sentry/remix", "https://docs.sentry.io/platforms/javascript/guides/remix/"),
        "javascript-react-router" => ("@sentry/react-router", "https://docs.sentry.io/platforms/javascript/guides/react-router/"),
        "javascript-nuxt" => ("@sentry/nuxt", "https://docs.sentry.io/platforms/javascript/guides/nuxt/"),
        "javascript-astro" => ("@sentry/astro", "https://docs.sentry.io/platforms/javascript/guides/astro/"),
        "javascript-gatsby" => ("@sentry/gatsby", "https://docs.sentry.io/platforms/javascript/guides/gatsby/"),
        "javascript-sveltekit" => ("@sentry/sveltekit", "https://docs.sentry.io/platforms/javascript/guides/sveltekit/"),
        "javascript-solidstart" => ("@sentry/solidstart", "https://docs.sentry.io/platforms/javascript/guides/solidstart/"),
        "javascript-tanstackstart-react" => ("@sentry/tanstackstart-react", "https://docs.sentry.io/platforms/javascript/guides/tanstackstart-react/"),
        "javascript-react" => ("@sentry/react", "https://docs.sentry.io/platforms/javascript/guides/react/"),
        "javascript-vue" => ("@sentry/vue", "https://docs.sentry.io/platforms/javascript/guides/vue/"),
        "javascript-angular" => ("@sentry/angular", "https://docs.sentry.io/platforms/javascript/guides/angular/"),
        "javascript-svelte" => ("@sentry/svelte", "https://docs.sentry.io/platforms/javascript/guides/svelte/"),
        "javascript-solid" => ("@sentry/solid", "https://docs.sentry.io/platforms/javascript/guides/solid/"),
        "javascript-ember" => ("@sentry/ember", "https://docs.sentry.io/platforms/javascript/guides/ember/"),
        "react-native" => ("@sentry/react-native", "https://docs.sentry.io/platforms/react-native/"),
        "electron" => ("@sentry/electron", "https://docs.sentry.io/platforms/javascript/guides/electron/"),
        "capacitor" | "ionic" => ("@sentry/capacitor", "https://docs.sentry.io/platforms/javascript/guides/capacitor/"),
        "cordova" => ("sentry-cordova", "https://docs.sentry.io/platforms/javascript/guides/cordova/"),
        "bun" => ("@sentry/bun", "https://docs.sentry.io/platforms/javascript/guides/bun/"),
        "deno" => ("@sentry/deno", "https://docs.sentry.io/platforms/javascript/guides/deno/"),
        "node-nestjs" => ("@sentry/nestjs", "https://docs.sentry.io/platforms/javascript/guides/nestjs/"),
        "node-awslambda" => ("@sentry/aws-serverless", "https://docs.sentry.io/platforms/javascript/guides/aws-lambda/"),
        "node-gcpfunctions" => ("@sentry/google-cloud-serverless", "https://docs.sentry.io/platforms/javascript/guides/gcp-functions/"),
        "node-cloudflare-workers" | "node-cloudflare-pages" => ("@sentry/cloudflare", "https://docs.sentry.io/platforms/javascript/guides/cloudflare/"),
        it if it.starts_with("node") => ("@sentry/node", "https://docs.sentry.io/platforms/javascript/guides/node/"),
        _ => ("@sentry/browser", "https://docs.sentry.io/platforms/javascript/"),
    }
}

/// A file that runs in browsers or on a server: where it lies, and the setting that holds the DSN.
struct Place(&'static str, Runs, &'static str);

#[rustfmt::skip] // One line per platform reads as a table.
fn files(platform: &str, package: &str) -> Vec<File> {
    use Runs::{Browser, Server};
    let vite = "import.meta.env.VITE_";
    let server = "process.env.";
    let places: Vec<Place> = match platform {
        "javascript-nextjs" => vec![Place("instrumentation-client.ts", Browser, "process.env.NEXT_PUBLIC_"), Place("sentry.server.config.ts", Server, server)],
        "javascript-nuxt" => vec![Place("sentry.client.config.ts", Browser, vite), Place("sentry.server.config.ts", Server, server)],
        "javascript-astro" => vec![Place("sentry.client.config.js", Browser, "import.meta.env.PUBLIC_"), Place("sentry.server.config.js", Server, server)],
        "javascript-sveltekit" => vec![Place("src/hooks.client.ts", Browser, vite), Place("src/instrumentation.server.ts", Server, server)],
        "javascript-remix" | "javascript-react-router" => vec![Place("app/entry.client.tsx", Browser, vite), Place("instrument.server.mjs", Server, server)],
        "javascript-solidstart" => vec![Place("src/entry-client.tsx", Browser, vite), Place("src/instrument.server.ts", Server, server)],
        "javascript-tanstackstart-react" => vec![Place("src/router.tsx", Browser, vite), Place("instrument.server.mjs", Server, server)],
        "javascript-gatsby" => vec![Place("sentry.config.js", Browser, "process.env.GATSBY_")],
        "javascript-angular" => vec![Place("src/main.ts", Browser, "import.meta.env.NG_APP_")],
        "javascript-ember" => vec![Place("app/app.js", Browser, vite)],
        "capacitor" | "ionic" | "cordova" => vec![Place("src/main.ts", Browser, vite)],
        "react-native" => vec![Place("App.tsx", Browser, "process.env.EXPO_PUBLIC_")],
        "electron" => vec![Place("main.js", Server, server), Place("renderer.js", Browser, vite)],
        "node-cloudflare-workers" | "node-cloudflare-pages" => return vec![file("src/index.ts", "typescript", worker())],
        "deno" => vec![Place("instrument.ts", Server, "Deno.env.get(")],
        it if it.starts_with("javascript") => vec![Place("src/instrument.js", Browser, vite)],
        _ => vec![Place("instrument.mjs", Server, server)],
    };
    places.into_iter().map(|place| init(platform, package, &place)).collect()
}

fn init(platform: &str, package: &str, Place(path, runs, prefix): &Place) -> File {
    let package = match (platform, runs) {
        ("electron", Runs::Server) => "@sentry/electron/main",
        ("electron", Runs::Browser) => "@sentry/electron/renderer",
        _ => package,
    };
    let setting = |name: &str| match prefix.ends_with('(') {
        true => format!("{prefix}\"{name}\")"),
        false => format!("{prefix}{name}"),
    };
    let (dsn, release, environment) =
        (setting("SENTRY_DSN"), setting("SENTRY_RELEASE"), setting("SENTRY_ENVIRONMENT"));
    let lists = match runs {
        Runs::Browser => BROWSER_LISTS,
        Runs::Server => SERVER_LISTS,
    };
    let language =
        if path.ends_with(".ts") || path.ends_with(".tsx") { "typescript" } else { "javascript" };
    let text = format!(
        "import * as Sentry from \"{package}\";\n\n\
         Sentry.init({{\n  dsn: {dsn},\n  release: {release},\n  environment: {environment},\n\
         \x20 initialScope: {{\n    tags: {{\n      service: \"«service»\",\n      team: \"«team»\",\n    }},\n  }},\n\
         {lists}{COLLECTION}{BEFORE_SEND}}});\n\n{USER}"
    );
    file(*path, language, text)
}

const BROWSER_LISTS: &str =
    "  // A text is found anywhere in `type: value`; a regular expression can be exact.
  ignoreErrors: [\"ResizeObserver loop\", /^AbortError: /],
  // Scripts of others: extensions, and what tag managers bring.
  denyUrls: [/^chrome-extension:\\/\\//, /^moz-extension:\\/\\//, /^safari-web-extension:\\/\\//],
";

const SERVER_LISTS: &str =
    "  // A text is found anywhere in `type: value`; a regular expression can be exact.
  ignoreErrors: [\"ECONNRESET\", /^AbortError: /],
";

const COLLECTION: &str =
    "  // Nothing about requests and users by itself. What is not named here is on.
  dataCollection: {
    userInfo: false,
    cookies: false,
    httpHeaders: false,
    httpBodies: [],
    urlQueryParams: false,
    graphQL: { document: false, variables: false },
    genAI: { inputs: false, outputs: false },
    mcp: { inputs: false, outputs: false },
    databaseQueryData: false,
    queues: false,
    stackFrameVariables: false,
  },
";

const BEFORE_SEND: &str = "  beforeSend(event) {
    // The last look at an event: change it, or return null to drop it.
    delete event.server_name;
    return event;
  },
";

const USER: &str =
    "// Where somebody is signed in: an id of your own rather than an e-mail address.
export function signedIn(id) {
  Sentry.setUser(id ? { id } : null);
}
";

fn worker() -> String {
    let init = format!(
        "  (env) => ({{\n    dsn: env.SENTRY_DSN,\n    release: env.SENTRY_RELEASE,\n    environment: env.SENTRY_ENVIRONMENT,\n\
         \x20   initialScope: {{\n      tags: {{\n        service: \"«service»\",\n        team: \"«team»\",\n      }},\n    }},\n{}{}{}  }}),\n",
        indented(SERVER_LISTS),
        indented(COLLECTION),
        indented(BEFORE_SEND)
    );
    format!(
        "import * as Sentry from \"@sentry/cloudflare\";\n\nexport default Sentry.withSentry(\n{init}\
         \x20 {{\n    async fetch(request, env, context) {{\n      // Your worker.\n      return new Response(\"ok\");\n    }},\n  }},\n);\n"
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
