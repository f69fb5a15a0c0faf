//! Whose code a frame is, and what it was before the compiler.

/// The type and the method that a state machine of `async` was made of, as the SDK names
/// them: `Shop.Cart.<Total>d__3` and `MoveNext()` are `Shop.Cart` and `Total`.
///
/// Source: `DemangleAsyncFunctionName` in sentry-dotnet's `DebugStackTrace`. There the
/// machine stands behind a `+`; in text it is a dot.
pub(super) fn state_machine<'l>(module: &'l str, function: &str) -> Option<(&'l str, &'l str)> {
    function.strip_prefix("MoveNext").filter(|rest| rest.is_empty() || *rest == "()")?;
    let (head, number) = module.rsplit_once(">d__")?;
    let (outer, method) = head.rsplit_once('<')?;
    let outer = outer.strip_suffix(['.', '+'])?;
    let plain = method.chars().all(|c| c.is_alphanumeric() || c == '_');
    (plain && number.bytes().all(|b| b.is_ascii_digit())).then_some((outer, method))
}

/// Whether a type is of a library that the SDK knows. A prefix is whole parts.
///
/// Source: `InAppExclude` in sentry-dotnet's `SentryOptions`, as listed in its
/// documentation; newer versions may know more.
pub(super) fn is_foreign(module: &str) -> bool {
    const PREFIXES: [&str; 40] = [
        "System",
        "Mono",
        "Sentry",
        "Microsoft",
        "MS",
        "ABI.Microsoft",
        "WinRT",
        "UIKit",
        "Newtonsoft.Json",
        "FSharp",
        "Serilog",
        "Giraffe",
        "NLog",
        "Npgsql",
        "RabbitMQ",
        "Hangfire",
        "IdentityServer4",
        "AWSSDK",
        "Polly",
        "Swashbuckle",
        "FluentValidation",
        "Autofac",
        "Stackexchange.Redis",
        "Dapper",
        "RestSharp",
        "SkiaSharp",
        "IdentityModel",
        "SqlitePclRaw",
        "Xamarin",
        "Android",
        "Google",
        "MongoDB",
        "Remotion.Linq",
        "AutoMapper",
        "Nest",
        "Owin",
        "MahApps.Metro",
        "LightInject",
        "IBM.XMS",
        "Grpc",
    ];
    PREFIXES.iter().any(|prefix| {
        let rest = module
            .get(..prefix.len())
            .filter(|start| start == prefix)
            .map(|_| &module[prefix.len()..]);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '+']))
    })
}
