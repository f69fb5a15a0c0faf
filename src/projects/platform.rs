//! Sentry's project platforms: slugs, names, and where their programs run.
//!
//! Source: the list of the Terraform provider `jianyuan/sentry`, which equals what
//! Sentry's API takes; names as the product shows them.

/// Where a program runs, as far as a split depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// In browsers.
    Browser,
    /// In browsers and on a server, from one code base with one SDK.
    FullStack,
    /// On a server, or on a terminal.
    Server,
    /// As functions of a cloud.
    Function,
    /// On phones.
    Mobile,
    /// On desktops.
    Desktop,
    /// In a game engine.
    Game,
}

/// One of Sentry's platforms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform {
    /// The slug, as the API takes it.
    pub slug: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// Where its programs run.
    pub surface: Surface,
}

/// Access
impl Platform {
    /// The platform of a slug. A binary search.
    #[must_use]
    pub fn find(slug: &str) -> Option<&'static Self> {
        let at = PLATFORMS.binary_search_by(|platform| platform.slug.cmp(slug)).ok()?;
        Some(&PLATFORMS[at])
    }

    /// All of them, by slug.
    #[must_use]
    pub fn all() -> &'static [Self] {
        PLATFORMS
    }

    /// The language or system that the slug starts with: `python` of `python-django`.
    #[must_use]
    pub fn family(slug: &str) -> &str {
        let first = slug.split('-').next().unwrap_or(slug);
        if first == "kotlin" { "java" } else { first }
    }
}

const fn platform(slug: &'static str, name: &'static str, surface: Surface) -> Platform {
    Platform { slug, name, surface }
}

#[rustfmt::skip] // One line per platform reads as a table.
const PLATFORMS: &[Platform] = &[
    platform("android", "Android", Surface::Mobile),
    platform("apple", "Apple", Surface::Mobile),
    platform("apple-ios", "iOS", Surface::Mobile),
    platform("apple-macos", "macOS", Surface::Desktop),
    platform("bun", "Bun", Surface::Server),
    platform("capacitor", "Capacitor", Surface::Mobile),
    platform("cordova", "Cordova", Surface::Mobile),
    platform("dart", "Dart", Surface::Server),
    platform("deno", "Deno", Surface::Server),
    platform("dotnet", ".NET", Surface::Server),
    platform("dotnet-aspnet", "ASP.NET", Surface::Server),
    platform("dotnet-aspnetcore", "ASP.NET Core", Surface::Server),
    platform("dotnet-awslambda", "AWS Lambda (.NET)", Surface::Function),
    platform("dotnet-gcpfunctions", "Google Cloud Functions (.NET)", Surface::Function),
    platform("dotnet-maui", "Multi-platform App UI (MAUI)", Surface::Mobile),
    platform("dotnet-uwp", "UWP", Surface::Desktop),
    platform("dotnet-winforms", "Windows Forms", Surface::Desktop),
    platform("dotnet-wpf", "WPF", Surface::Desktop),
    platform("dotnet-xamarin", "Xamarin", Surface::Mobile),
    platform("electron", "Electron", Surface::Desktop),
    platform("elixir", "Elixir", Surface::Server),
    platform("flutter", "Flutter", Surface::Mobile),
    platform("go", "Go", Surface::Server),
    platform("go-echo", "Echo", Surface::Server),
    platform("go-fasthttp", "FastHTTP", Surface::Server),
    platform("go-fiber", "Fiber", Surface::Server),
    platform("go-gin", "Gin", Surface::Server),
    platform("go-http", "Net/Http", Surface::Server),
    platform("go-iris", "Iris", Surface::Server),
    platform("go-martini", "Martini", Surface::Server),
    platform("go-negroni", "Negroni", Surface::Server),
    platform("godot", "Godot Engine", Surface::Game),
    platform("ionic", "Ionic", Surface::Mobile),
    platform("java", "Java", Surface::Server),
    platform("java-log4j2", "Log4j 2.x", Surface::Server),
    platform("java-logback", "Logback", Surface::Server),
    platform("java-spring", "Spring", Surface::Server),
    platform("java-spring-boot", "Spring Boot", Surface::Server),
    platform("javascript", "Browser JavaScript", Surface::Browser),
    platform("javascript-angular", "Angular", Surface::Browser),
    platform("javascript-astro", "Astro", Surface::FullStack),
    platform("javascript-ember", "Ember", Surface::Browser),
    platform("javascript-gatsby", "Gatsby", Surface::Browser),
    platform("javascript-nextjs", "Next.js", Surface::FullStack),
    platform("javascript-nuxt", "Nuxt", Surface::FullStack),
    platform("javascript-react", "React", Surface::Browser),
    platform("javascript-react-router", "React Router Framework", Surface::FullStack),
    platform("javascript-remix", "Remix", Surface::FullStack),
    platform("javascript-solid", "Solid", Surface::Browser),
    platform("javascript-solidstart", "SolidStart", Surface::FullStack),
    platform("javascript-svelte", "Svelte", Surface::Browser),
    platform("javascript-sveltekit", "SvelteKit", Surface::FullStack),
    platform("javascript-tanstackstart-react", "TanStack Start React", Surface::FullStack),
    platform("javascript-vue", "Vue", Surface::Browser),
    platform("kotlin", "Kotlin", Surface::Server),
    platform("minidump", "Minidump", Surface::Desktop),
    platform("native", "Native", Surface::Desktop),
    platform("native-qt", "Qt", Surface::Desktop),
    platform("nintendo-switch", "Nintendo Switch", Surface::Game),
    platform("node", "Node.js", Surface::Server),
    platform("node-awslambda", "AWS Lambda (Node)", Surface::Function),
    platform("node-azurefunctions", "Azure Functions (Node)", Surface::Function),
    platform("node-cloudflare-pages", "Cloudflare Pages", Surface::Function),
    platform("node-cloudflare-workers", "Cloudflare Workers", Surface::Function),
    platform("node-connect", "Connect", Surface::Server),
    platform("node-express", "Express", Surface::Server),
    platform("node-fastify", "Fastify", Surface::Server),
    platform("node-gcpfunctions", "Google Cloud Functions (Node)", Surface::Function),
    platform("node-hapi", "Hapi", Surface::Server),
    platform("node-hono", "Hono", Surface::Server),
    platform("node-koa", "Koa", Surface::Server),
    platform("node-nestjs", "Nest.js", Surface::Server),
    platform("other", "Other", Surface::Server),
    platform("php", "PHP", Surface::Server),
    platform("php-laravel", "Laravel", Surface::Server),
    platform("php-symfony", "Symfony", Surface::Server),
    platform("playstation", "PlayStation", Surface::Game),
    platform("powershell", "PowerShell", Surface::Server),
    platform("python", "Python", Surface::Server),
    platform("python-aiohttp", "AIOHTTP", Surface::Server),
    platform("python-asgi", "ASGI", Surface::Server),
    platform("python-awslambda", "AWS Lambda (Python)", Surface::Function),
    platform("python-bottle", "Bottle", Surface::Server),
    platform("python-celery", "Celery", Surface::Server),
    platform("python-chalice", "Chalice", Surface::Function),
    platform("python-django", "Django", Surface::Server),
    platform("python-falcon", "Falcon", Surface::Server),
    platform("python-fastapi", "FastAPI", Surface::Server),
    platform("python-flask", "Flask", Surface::Server),
    platform("python-gcpfunctions", "Google Cloud Functions (Python)", Surface::Function),
    platform("python-litestar", "Litestar", Surface::Server),
    platform("python-pylons", "Pylons", Surface::Server),
    platform("python-pymongo", "PyMongo", Surface::Server),
    platform("python-pyramid", "Pyramid", Surface::Server),
    platform("python-quart", "Quart", Surface::Server),
    platform("python-rq", "RQ (Redis Queue)", Surface::Server),
    platform("python-sanic", "Sanic", Surface::Server),
    platform("python-serverless", "Serverless (Python)", Surface::Function),
    platform("python-starlette", "Starlette", Surface::Server),
    platform("python-tornado", "Tornado", Surface::Server),
    platform("python-tryton", "Tryton", Surface::Server),
    platform("python-wsgi", "WSGI", Surface::Server),
    platform("react-native", "React Native", Surface::Mobile),
    platform("ruby", "Ruby", Surface::Server),
    platform("ruby-rack", "Rack Middleware", Surface::Server),
    platform("ruby-rails", "Rails", Surface::Server),
    platform("rust", "Rust", Surface::Server),
    platform("unity", "Unity", Surface::Game),
    platform("unreal", "Unreal Engine", Surface::Game),
    platform("xbox", "Xbox", Surface::Game),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(PLATFORMS.is_sorted_by_key(|platform| platform.slug));
        assert_eq!(Platform::find("python-django").map(|found| found.name), Some("Django"));
        assert_eq!(Platform::find("perl"), None, "Sentry has no such project platform");
    }
}
