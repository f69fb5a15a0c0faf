//! Python: one package for every framework.

use super::{Template, file, shell, source};
use crate::playbook::Age;

pub(super) fn template(platform: &str) -> Template {
    let extra = match platform {
        "python-django" => "[django]",
        "python-flask" => "[flask]",
        "python-fastapi" => "[fastapi]",
        "python-starlette" => "[starlette]",
        "python-celery" => "[celery]",
        "python-aiohttp" => "[aiohttp]",
        "python-bottle" => "[bottle]",
        "python-falcon" => "[falcon]",
        "python-quart" => "[quart]",
        "python-sanic" => "[sanic]",
        "python-tornado" => "[tornado]",
        "python-litestar" => "[litestar]",
        "python-chalice" => "[chalice]",
        "python-rq" => "[rq]",
        "python-pymongo" => "[pymongo]",
        _ => "",
    };
    let (imports, integration) = match platform {
        "python-awslambda" => (
            "from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration\n",
            "    integrations=[AwsLambdaIntegration()],\n",
        ),
        "python-gcpfunctions" => (
            "from sentry_sdk.integrations.gcp import GcpIntegration\n",
            "    integrations=[GcpIntegration()],\n",
        ),
        "python-chalice" => (
            "from sentry_sdk.integrations.chalice import ChaliceIntegration\n",
            "    integrations=[ChaliceIntegration()],\n",
        ),
        _ => ("", ""),
    };
    let place = match platform {
        "python-django" => "settings.py",
        "python-celery" | "python-rq" => "worker.py",
        _ => "main.py",
    };
    let text = INIT.replace("#IMPORTS\n", imports).replace("    #INTEGRATIONS\n", integration);
    let mut remarks = vec![
        "Integrations of installed frameworks switch themselves on. Call `init` before the application object is made.",
        "`send_default_pii` is off by default and deprecated; the new `data_collection` collects every category that it does not name as \
         soon as it is given, so neither stands here.",
    ];
    remarks.extend(match platform {
        "python-asgi" => Some("Wrap the application: `app = sentry_sdk.integrations.asgi.SentryAsgiMiddleware(app)`."),
        "python-wsgi" => Some("Wrap the application: `app = sentry_sdk.integrations.wsgi.SentryWsgiMiddleware(app)`."),
        "python-serverless" => Some("Put `@sentry_sdk.integrations.serverless.serverless_function` before each function."),
        "python-celery" => Some("Workers and what queues their tasks both need it; `SENTRY_ENVIRONMENT` has to be the same."),
        _ => None,
    });
    Template {
        install: shell(format!("pip install --upgrade 'sentry-sdk{extra}'")),
        files: vec![file(place, "python", text)],
        remarks,
        source: source(
            "https://docs.sentry.io/platforms/python/configuration/options/",
            Age::Current,
        ),
    }
}

const INIT: &str = r#"import os

import sentry_sdk
#IMPORTS


def before_send(event, hint):
    # The last look at an event: change it, or return None to drop it.
    event.pop("server_name", None)
    return event


sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    release=os.environ.get("SENTRY_RELEASE"),
    environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
    #INTEGRATIONS
    # Your own packages, where they are installed like other people's.
    in_app_include=["«module»"],
    in_app_exclude=[],
    # Classes, or their full names.
    ignore_errors=[KeyboardInterrupt],
    before_send=before_send,
)
sentry_sdk.set_tag("service", "«service»")
sentry_sdk.set_tag("team", "«team»")


# Where somebody is signed in: an id of your own rather than an e-mail address.
def signed_in(user_id):
    sentry_sdk.set_user({"id": user_id} if user_id else None)
"#;
