//! Native code, consoles, and game engines.

use super::{Install, Template, file, shell, source};
use crate::playbook::Age;

pub(super) fn native(platform: &str) -> Template {
    let install = Install {
        place: "CMakeLists.txt",
        language: "cmake",
        text: "find_package(sentry CONFIG REQUIRED)\ntarget_link_libraries(app PRIVATE sentry::sentry)\n".to_owned(),
    };
    let mut remarks = vec![
        "The SDK reads SENTRY_DSN, SENTRY_RELEASE and SENTRY_ENVIRONMENT from the environment by itself. What is in-app is set in the project: stack \
         trace rules.",
    ];
    let age = match platform {
        "native" | "native-qt" => Age::Current,
        "minidump" => {
            remarks.push("Where a crash handler of your own uploads minidumps, tags go along as form fields: `sentry[tags][service]`.");
            Age::Recent
        }
        _ => {
            remarks.push("The SDK of this console stands in a private repository: ask for access in the project's settings. The calls are the same.");
            Age::Unverified
        }
    };
    Template {
        install,
        files: vec![file("errors.c", "c", NATIVE)],
        remarks,
        source: source("https://docs.sentry.io/platforms/native/configuration/options/", age),
    }
}

const NATIVE: &str = r#"#include <sentry.h>
#include <stdlib.h>

/* The last look at an event: change it, or free it and return null to drop it. */
static sentry_value_t before_send(sentry_value_t event, void *hint, void *data) {
    (void)hint;
    (void)data;
    sentry_value_remove_by_key(event, "server_name");
    return event;
}

void start_sentry(void) {
    sentry_options_t *options = sentry_options_new();
    sentry_options_set_dsn(options, getenv("SENTRY_DSN"));
    sentry_options_set_release(options, getenv("SENTRY_RELEASE"));
    sentry_options_set_environment(options, getenv("SENTRY_ENVIRONMENT"));
    sentry_options_set_database_path(options, ".sentry-native");
    sentry_options_set_before_send(options, before_send, NULL);
    sentry_init(options);
    sentry_set_tag("service", "«service»");
    sentry_set_tag("team", "«team»");
}

/* Takes an id of your own rather than an e-mail address. */
void signed_in(const char *id) {
    sentry_value_t user = sentry_value_new_object();
    sentry_value_set_by_key(user, "id", sentry_value_new_string(id));
    sentry_set_user(user);
}

void stop_sentry(void) { sentry_close(); }
"#;

pub(super) fn unity() -> Template {
    Template {
        install: Install {
            place: "Window > Package Manager > Add package from git URL",
            language: "text",
            text: "https://github.com/getsentry/unity.git\n".to_owned(),
        },
        files: vec![file("Assets/Scripts/ErrorOptions.cs", "csharp", UNITY)],
        remarks: vec![
            "Choose the class under Tools > Sentry > Options Config. In players for consoles and browsers there is no environment: the DSN goes into that window.",
            "`SendDefaultPii` is off unless you switch it on.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/unity/configuration/options/programmatic-configuration/",
            Age::Recent,
        ),
    }
}

const UNITY: &str = r#"using System;
using Sentry;
using Sentry.Unity;

public class ErrorOptions : SentryOptionsConfiguration
{
    public override void Configure(SentryUnityOptions options)
    {
        options.Dsn = Environment.GetEnvironmentVariable("SENTRY_DSN") ?? options.Dsn;
        options.Release = Environment.GetEnvironmentVariable("SENTRY_RELEASE") ?? options.Release;
        options.Environment = Environment.GetEnvironmentVariable("SENTRY_ENVIRONMENT") ?? options.Environment;
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
    }

    // An id of your own rather than a name.
    public static void SignedIn(string id) =>
        SentrySdk.ConfigureScope(scope => scope.User = new SentryUser { Id = id });
}
"#;

pub(super) fn unreal() -> Template {
    Template {
        install: Install {
            place: "",
            language: "text",
            text: "Install the plugin \"Sentry\" from Fab or from a release of getsentry/sentry-unreal, and switch it on.\n".to_owned(),
        },
        files: vec![file("Errors.cpp", "cpp", UNREAL)],
        remarks: vec![
            "Switch off \"Initialize SDK automatically\" in Project Settings > Plugins > Sentry. A DSN in these settings does the same without code.",
            "The hook is a class of its own, below USentryBeforeSendHandler.",
        ],
        source: source("https://docs.sentry.io/platforms/unreal/configuration/options/", Age::Recent),
    }
}

const UNREAL: &str = r#"void UErrors::Configure(USentrySettings* Settings)
{
    Settings->Dsn = FPlatformMisc::GetEnvironmentVariable(TEXT("SENTRY_DSN"));
    Settings->Release = FPlatformMisc::GetEnvironmentVariable(TEXT("SENTRY_RELEASE"));
    Settings->Environment = FPlatformMisc::GetEnvironmentVariable(TEXT("SENTRY_ENVIRONMENT"));
    Settings->SendDefaultPii = false;
    // The last look at an event: change it, or return nullptr to drop it.
    Settings->BeforeSendHandler = UErrorsBeforeSend::StaticClass();
}

void UErrors::Start()
{
    FConfigureSettingsDelegate OnConfigure;
    OnConfigure.BindDynamic(this, &UErrors::Configure);
    USentrySubsystem* Sentry = GEngine->GetEngineSubsystem<USentrySubsystem>();
    Sentry->InitializeWithSettings(OnConfigure);
    Sentry->SetTag(TEXT("service"), TEXT("«service»"));
    Sentry->SetTag(TEXT("team"), TEXT("«team»"));
}
"#;

pub(super) fn godot() -> Template {
    Template {
        install: shell(
            "# AssetLib in the editor, or unpack a release of getsentry/sentry-godot into:\nmkdir -p addons/sentry",
        ),
        files: vec![file("main_loop.gd", "gdscript", GODOT)],
        remarks: vec![
            "Switch off Auto Init in Project Settings > Sentry > Options, and make ProjectMainLoop the main loop type.",
            "The SDK would name the release after the project's name and version.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/godot/configuration/options/",
            Age::Current,
        ),
    }
}

const GODOT: &str = r#"class_name ProjectMainLoop
extends SceneTree


func _initialize() -> void:
	SentrySDK.init(func(options: SentryOptions) -> void:
		options.dsn = OS.get_environment("SENTRY_DSN")
		options.release = OS.get_environment("SENTRY_RELEASE")
		options.environment = OS.get_environment("SENTRY_ENVIRONMENT")
		options.before_send = _before_send
	)
	SentrySDK.set_tag("service", "«service»")
	SentrySDK.set_tag("team", "«team»")


# The last look at an event: change it, or return null to drop it.
func _before_send(event: SentryEvent) -> SentryEvent:
	return event


# Takes an id of your own rather than a name.
func signed_in(id: String) -> void:
	var user := SentryUser.new()
	user.id = id
	SentrySDK.set_user(user)
"#;
