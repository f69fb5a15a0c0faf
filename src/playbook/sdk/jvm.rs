//! Java and Kotlin on servers.

use super::{Install, Template, file, source};
use crate::playbook::Age;

pub(super) fn template(platform: &str) -> Template {
    let artefact = match platform {
        "java-spring-boot" => "sentry-spring-boot-starter-jakarta",
        "java-spring" => "sentry-spring-jakarta",
        "java-log4j2" => "sentry-log4j2",
        "java-logback" => "sentry-logback",
        _ => "sentry",
    };
    let install = Install {
        place: "build.gradle.kts",
        language: "kotlin",
        text: format!(
            "dependencies {{\n    implementation(platform(\"io.sentry:sentry-bom:8.+\"))\n    implementation(\"io.sentry:{artefact}\")\n}}\n"
        ),
    };
    let (files, remark) = match platform {
        "java-spring-boot" => (
            vec![
                file("application.properties", "properties", SPRING_BOOT),
                file("BeforeSend.java", "java", SPRING_HOOK),
            ],
            "Packages below the application's own class are in-app by themselves.",
        ),
        "java-log4j2" | "java-logback" => (
            vec![file("Errors.java", "java", JAVA)],
            "Add the SentryAppender to the logger's configuration: warnings become breadcrumbs, errors events. Initialise once, here or there.",
        ),
        "kotlin" => (vec![file("Errors.kt", "kotlin", KOTLIN)], "Call it first in `main`."),
        _ => (vec![file("Errors.java", "java", JAVA)], "Call it first in `main`."),
    };
    Template {
        install,
        files,
        remarks: vec![
            remark,
            "`sendDefaultPii` is off unless you switch it on. Newer versions have `dataCollection`; what it does not name is collected.",
        ],
        source: source("https://docs.sentry.io/platforms/java/configuration/options/", Age::Recent),
    }
}

const JAVA: &str = r#"import io.sentry.Sentry;
import io.sentry.protocol.User;

final class Errors {
    static void init() {
        Sentry.init(options -> {
            options.setDsn(System.getenv("SENTRY_DSN"));
            options.setRelease(System.getenv("SENTRY_RELEASE"));
            options.setEnvironment(System.getenv("SENTRY_ENVIRONMENT"));
            // Packages of your own.
            options.addInAppInclude("com.example");
            options.addIgnoredExceptionForType(InterruptedException.class);
            options.setTag("service", "«service»");
            options.setTag("team", "«team»");
            // The last look at an event: change it, or return null to drop it.
            options.setBeforeSend((event, hint) -> {
                event.setServerName(null);
                return event;
            });
        });
    }

    /** Takes an id of your own rather than an e-mail address. */
    static void signedIn(String id) {
        User user = new User();
        user.setId(id);
        Sentry.setUser(user);
    }
}
"#;

const KOTLIN: &str = r#"import io.sentry.Sentry
import io.sentry.SentryOptions
import io.sentry.protocol.User

fun initErrors() {
    Sentry.init { options ->
        options.dsn = System.getenv("SENTRY_DSN")
        options.release = System.getenv("SENTRY_RELEASE")
        options.environment = System.getenv("SENTRY_ENVIRONMENT")
        // Packages of your own.
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

/** Takes an id of your own rather than an e-mail address. */
fun signedIn(id: String) {
    Sentry.setUser(User().apply { this.id = id })
}
"#;

const SPRING_BOOT: &str = r"sentry.dsn=${SENTRY_DSN:}
sentry.release=${SENTRY_RELEASE:}
sentry.environment=${SENTRY_ENVIRONMENT:production}
sentry.tags.service=«service»
sentry.tags.team=«team»
# Your own packages, besides the application's.
sentry.in-app-includes=com.example
sentry.ignored-exceptions-for-type=java.lang.InterruptedException
";

const SPRING_HOOK: &str = r"import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import org.springframework.stereotype.Component;

/** The last look at an event: change it, or return null to drop it. */
@Component
class BeforeSend implements SentryOptions.BeforeSendCallback {
    @Override
    public SentryEvent execute(SentryEvent event, Hint hint) {
        event.setServerName(null);
        return event;
    }
}
";
