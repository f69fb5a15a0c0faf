//! Apps: Android, Apple, Dart and Flutter.

use super::{Install, Template, file, shell, source};
use crate::playbook::Age;

const NAMED: &str = "The SDK names the release after the app, its version and its build; set `release` only if the plan's trains ask for it.";

pub(super) fn android() -> Template {
    Template {
        install: Install {
            place: "build.gradle.kts",
            language: "kotlin",
            text: "plugins {\n    id(\"io.sentry.android.gradle\") version \"5.+\"\n}\n".to_owned(),
        },
        files: vec![
            file("App.kt", "kotlin", ANDROID),
            file("AndroidManifest.xml", "xml", MANIFEST),
        ],
        remarks: vec![
            NAMED,
            "The DSN is a field of BuildConfig, filled from the build's environment.",
            "`isSendDefaultPii` is off unless you switch it on.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/android/configuration/options/",
            Age::Recent,
        ),
    }
}

const ANDROID: &str = r#"import android.app.Application
import io.sentry.Sentry
import io.sentry.SentryOptions
import io.sentry.android.core.SentryAndroid
import io.sentry.protocol.User

class App : Application() {
    override fun onCreate() {
        super.onCreate()
        SentryAndroid.init(this) { options ->
            options.dsn = BuildConfig.SENTRY_DSN
            options.environment = BuildConfig.SENTRY_ENVIRONMENT
            // Packages of your own, besides the application's.
            options.addInAppInclude("com.example")
            options.addIgnoredExceptionForType(InterruptedException::class.java)
            options.setTag("service", "«service»")
            options.setTag("team", "«team»")
            // The last look at an event: change it, or return null to drop it.
            options.beforeSend = SentryOptions.BeforeSendCallback { event, _ ->
                event.serverName = null
                event
            }
        }
    }
}

/** Takes an id of your own rather than an e-mail address. */
fun signedIn(id: String) {
    Sentry.setUser(User().apply { this.id = id })
}
"#;

const MANIFEST: &str = r#"<application>
    <!-- The SDK is started by App. -->
    <meta-data android:name="io.sentry.auto-init" android:value="false" />
</application>
"#;

pub(super) fn apple() -> Template {
    Template {
        install: Install {
            place: "Package.swift",
            language: "swift",
            text:
                ".package(url: \"https://github.com/getsentry/sentry-cocoa\", from: \"9.0.0\"),\n"
                    .to_owned(),
        },
        files: vec![file("App.swift", "swift", APPLE)],
        remarks: vec![
            NAMED,
            "The DSN is a key of Info.plist, filled from a build setting: `$(SENTRY_DSN)`.",
            "What is in-app are the app's own binaries; `sendDefaultPii` is off unless you switch it on.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/apple/configuration/options/",
            Age::Recent,
        ),
    }
}

const APPLE: &str = r#"import Foundation
import Sentry

func startSentry() {
    SentrySDK.start { options in
        options.dsn = Bundle.main.object(forInfoDictionaryKey: "SENTRY_DSN") as? String
        options.environment = Bundle.main.object(forInfoDictionaryKey: "SENTRY_ENVIRONMENT") as? String ?? "production"
        // The last look at an event: change it, or return nil to drop it.
        options.beforeSend = { event in
            event.serverName = nil
            if event.exceptions?.first?.type == "NSURLErrorDomain" {
                return nil
            }
            return event
        }
    }
    SentrySDK.configureScope { scope in
        scope.setTag(value: "«service»", key: "service")
        scope.setTag(value: "«team»", key: "team")
    }
}

/// Takes an id of your own rather than an e-mail address.
func signedIn(id: String) {
    SentrySDK.setUser(User(userId: id))
}
"#;

pub(super) fn flutter() -> Template {
    let text = format!(
        "import 'package:flutter/widgets.dart';\nimport 'package:sentry_flutter/sentry_flutter.dart';\n\n\
         Future<void> main() async {{\n  await SentryFlutter.init(\n    (options) {{\n{DART}    }},\n    appRunner: () => runApp(SentryWidget(child: const App())),\n  );\n{DART_SCOPE}}}\n\n{DART_USER}\n\
         class App extends StatelessWidget {{\n  const App({{super.key}});\n\n  @override\n  Widget build(BuildContext context) => const SizedBox();\n}}\n"
    );
    Template {
        install: shell("flutter pub add sentry_flutter"),
        files: vec![file("lib/main.dart", "dart", text)],
        remarks: vec![
            NAMED,
            "Build with `--dart-define=SENTRY_DSN=…`.",
            "`sendDefaultPii` is off unless you switch it on.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/dart/guides/flutter/configuration/options/",
            Age::Recent,
        ),
    }
}

pub(super) fn dart() -> Template {
    let text = format!(
        "import 'package:sentry/sentry.dart';\n\nFuture<void> main() async {{\n  await Sentry.init((options) {{\n{}  }});\n{DART_SCOPE}}}\n\n{DART_USER}",
        DART.replace("\n      ", "\n    ").replacen("      ", "    ", 1)
    );
    Template {
        install: shell("dart pub add sentry"),
        files: vec![file("bin/main.dart", "dart", text)],
        remarks: vec![
            "Run with `--define=SENTRY_DSN=…`.",
            "`sendDefaultPii` is off unless you switch it on.",
        ],
        source: source("https://docs.sentry.io/platforms/dart/configuration/options/", Age::Recent),
    }
}

const DART: &str = "      options.dsn = const String.fromEnvironment('SENTRY_DSN');
      options.environment = const String.fromEnvironment('SENTRY_ENVIRONMENT', defaultValue: 'production');
      // Packages of your own, besides the application's.
      options.addInAppInclude('«module»');
      options.addExceptionFilterForType(FormatException);
      // The last look at an event: change it, or return null to drop it.
      options.beforeSend = (event, hint) {
        event.serverName = null;
        return event;
      };
";

const DART_SCOPE: &str = "  await Sentry.configureScope((scope) {
    scope.setTag('service', '«service»');
    scope.setTag('team', '«team»');
  });
";

const DART_USER: &str = "/// Takes an id of your own rather than an e-mail address.
Future<void> signedIn(String id) async {
  await Sentry.configureScope((scope) => scope.setUser(SentryUser(id: id)));
}
";
