//! .NET, and PowerShell, which uses its SDK.

use super::{Template, file, shell, source};
use crate::playbook::Age;

pub(super) fn template(platform: &str) -> Template {
    let (package, before, after) = match platform {
        "dotnet-aspnetcore" => (
            "Sentry.AspNetCore",
            "var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.UseSentry(options =>\n",
            ");\n",
        ),
        "dotnet-maui" => {
            ("Sentry.Maui", "// In MauiProgram.cs:\nbuilder.UseSentry(options =>\n", ");\n")
        }
        "dotnet-gcpfunctions" => (
            "Sentry.Google.Cloud.Functions",
            "// The startup class reads the same settings from appsettings.json.\nSentrySdk.Init(options =>\n",
            ");\n",
        ),
        "dotnet-aspnet" => (
            "Sentry.AspNet",
            "// In Application_Start of Global.asax.cs:\nSentrySdk.Init(options =>\n",
            ");\n",
        ),
        "dotnet-awslambda" => ("Sentry.AspNetCore", "SentrySdk.Init(options =>\n", ");\n"),
        _ => ("Sentry", "SentrySdk.Init(options =>\n", ");\n"),
    };
    let options = match platform {
        "dotnet-aspnet" => {
            OPTIONS.replace("    options.Dsn", "    options.AddAspNet();\n    options.Dsn")
        }
        _ => OPTIONS.to_owned(),
    };
    let mut remarks = vec![
        "`SendDefaultPii` is off unless you switch it on.",
        "With `SENTRY_DSN`, `SENTRY_RELEASE` and `SENTRY_ENVIRONMENT` in the environment those three lines can go.",
    ];
    remarks.extend(match platform {
        "dotnet-wpf" | "dotnet-winforms" | "dotnet-uwp" => Some("Initialise before the first window; set `IsGlobalModeEnabled = true`, and report what the framework's own handler of unhandled exceptions gets."),
        "dotnet-xamarin" => Some("Xamarin is out of support; the SDK's newer versions are for MAUI."),
        "dotnet-awslambda" => Some("Set `FlushOnCompletedRequest = true`, as the process sleeps between calls."),
        _ => None,
    });
    let text = format!("using Sentry;\n\n{before}{options}{after}\n{SCOPE}");
    Template {
        install: shell(format!("dotnet add package {package}")),
        files: vec![file("Program.cs", "csharp", text)],
        remarks,
        source: source(
            "https://docs.sentry.io/platforms/dotnet/configuration/options/",
            Age::Recent,
        ),
    }
}

const OPTIONS: &str = r#"{
    options.Dsn = Environment.GetEnvironmentVariable("SENTRY_DSN");
    options.Release = Environment.GetEnvironmentVariable("SENTRY_RELEASE");
    options.Environment = Environment.GetEnvironmentVariable("SENTRY_ENVIRONMENT");
    // Namespaces of your own.
    options.AddInAppInclude("«Module»");
    options.AddExceptionFilterForType<OperationCanceledException>();
    options.DefaultTags["service"] = "«service»";
    options.DefaultTags["team"] = "«team»";
    // The last look at an event: change it, or return null to drop it.
    options.SetBeforeSend((sentryEvent, hint) =>
    {
        sentryEvent.ServerName = null;
        return sentryEvent;
    });
}"#;

const SCOPE: &str = r#"// Where somebody is signed in: an id of your own rather than an e-mail address.
static void SignedIn(string id) =>
    SentrySdk.ConfigureScope(scope => scope.User = new SentryUser { Id = id });
"#;

pub(super) fn powershell() -> Template {
    Template {
        install: shell("pwsh -Command 'Install-Module -Name Sentry -Scope CurrentUser'"),
        files: vec![file("script.ps1", "powershell", POWERSHELL)],
        remarks: vec![
            "`SendDefaultPii` is off unless you switch it on; without it the machine's name is left out.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/powershell/configuration/options/",
            Age::Current,
        ),
    }
}

const POWERSHELL: &str = r"Import-Module Sentry

Start-Sentry {
    $_.Dsn = $env:SENTRY_DSN
    $_.Release = $env:SENTRY_RELEASE
    $_.Environment = $env:SENTRY_ENVIRONMENT
    # The last look at an event: change it, or return $null to drop it.
    $_.SetBeforeSend([System.Func[Sentry.SentryEvent, Sentry.SentryEvent]] {
        param([Sentry.SentryEvent]$event_)
        $event_.SetTag('service', '«service»')
        $event_.SetTag('team', '«team»')
        return $event_
    })
}

Edit-SentryScope {
    # An id of your own rather than a name.
    $_.User = [Sentry.SentryUser]@{ Id = '1' }
}
";
