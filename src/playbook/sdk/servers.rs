//! Ruby, PHP, Go, Rust, Elixir; and what has no SDK.

use super::{Template, file, shell, source};
use crate::playbook::Age;

pub(super) fn ruby(platform: &str) -> Template {
    let rails = platform == "ruby-rails";
    let install =
        if rails { "bundle add sentry-ruby sentry-rails" } else { "bundle add sentry-ruby" };
    let mut files = vec![file(
        if rails { "config/initializers/sentry.rb" } else { "config/sentry.rb" },
        "ruby",
        if rails { RUBY.replace("require \"sentry-ruby\"\n\n", "") } else { RUBY.to_owned() },
    )];
    if platform == "ruby-rack" {
        files.push(file(
            "config.ru",
            "ruby",
            "require_relative \"config/sentry\"\n\nuse Sentry::Rack::CaptureExceptions\n",
        ));
    }
    Template {
        install: shell(install),
        files,
        remarks: vec![
            "`send_default_pii` is off unless you switch it on. Versions with `config.data_collection` collect user data and bodies unless \
             `user_info = false` and `http_bodies = []` are set there: look which one you have.",
        ],
        source: source("https://docs.sentry.io/platforms/ruby/configuration/options/", Age::Recent),
    }
}

const RUBY: &str = r#"require "sentry-ruby"

Sentry.init do |config|
  config.dsn = ENV["SENTRY_DSN"]
  config.release = ENV["SENTRY_RELEASE"]
  config.environment = ENV.fetch("SENTRY_ENVIRONMENT", "production")
  # Classes or their names, besides those that are left out anyway.
  config.excluded_exceptions += ["ActionController::BadRequest"]
  # Folders of your own code, below the application's root.
  config.app_dirs_pattern = /(bin|exe|app|config|lib)/
  # The last look at an event: change it, or return nil to drop it.
  config.before_send = lambda do |event, _hint|
    event.server_name = nil
    event
  end
end

Sentry.set_tags(service: "«service»")
Sentry.set_tags(team: "«team»")

# Where somebody is signed in: an id of your own rather than an e-mail address.
def signed_in(id)
  Sentry.set_user(id ? { id: id } : {})
end
"#;

pub(super) fn php(platform: &str) -> Template {
    let (install, files, remark) = match platform {
        "php-laravel" => (
            "composer require sentry/sentry-laravel\nphp artisan sentry:publish",
            vec![
                file("config/sentry.php", "php", LARAVEL),
                file("app/Providers/AppServiceProvider.php", "php", LARAVEL_SCOPE),
            ],
            "Put `Integration::handles($exceptions);` into `withExceptions` of `bootstrap/app.php`. The DSN stands in `.env` as \
             SENTRY_LARAVEL_DSN or SENTRY_DSN.",
        ),
        "php-symfony" => (
            "composer require sentry/sentry-symfony",
            vec![file("config/packages/sentry.yaml", "yaml", SYMFONY)],
            "The hook is a service of your own: its class has `__invoke` or a method that returns a closure.",
        ),
        _ => (
            "composer require sentry/sentry",
            vec![file("sentry.php", "php", PHP)],
            "Load it before the rest.",
        ),
    };
    Template {
        install: shell(install),
        files,
        remarks: vec![remark, "`send_default_pii` is off unless you switch it on."],
        source: source("https://docs.sentry.io/platforms/php/configuration/options/", Age::Recent),
    }
}

const PHP: &str = r#"<?php

require_once __DIR__ . '/vendor/autoload.php';

\Sentry\init([
    'dsn' => getenv('SENTRY_DSN') ?: null,
    'release' => getenv('SENTRY_RELEASE') ?: null,
    'environment' => getenv('SENTRY_ENVIRONMENT') ?: 'production',
    'in_app_exclude' => [__DIR__ . '/vendor'],
    'ignore_exceptions' => [\InvalidArgumentException::class],
    // The last look at an event: change it, or return null to drop it.
    'before_send' => static function (\Sentry\Event $event, ?\Sentry\EventHint $hint): ?\Sentry\Event {
        $event->setServerName('');

        return $event;
    },
]);

\Sentry\configureScope(static function (\Sentry\State\Scope $scope): void {
    $scope->setTag('service', '«service»');
    $scope->setTag('team', '«team»');
});

// Where somebody is signed in: an id of your own rather than an e-mail address.
function signedIn(string $id): void
{
    \Sentry\configureScope(static function (\Sentry\State\Scope $scope) use ($id): void {
        $scope->setUser(['id' => $id]);
    });
}
"#;

const LARAVEL: &str = r"<?php

return [
    'dsn' => env('SENTRY_LARAVEL_DSN', env('SENTRY_DSN')),
    'release' => env('SENTRY_RELEASE'),
    'environment' => env('SENTRY_ENVIRONMENT'),
    'ignore_exceptions' => [\Illuminate\Validation\ValidationException::class],
    // A class and a method rather than a closure, so that the configuration can be cached.
    'before_send' => [App\Sentry::class, 'beforeSend'],
];
";

const LARAVEL_SCOPE: &str = r"<?php

// In boot():
\Sentry\configureScope(static function (\Sentry\State\Scope $scope): void {
    $scope->setTag('service', '«service»');
    $scope->setTag('team', '«team»');
});
";

const SYMFONY: &str = r#"sentry:
  dsn: "%env(SENTRY_DSN)%"
  options:
    release: "%env(default::SENTRY_RELEASE)%"
    environment: "%kernel.environment%"
    in_app_exclude:
      - "%kernel.project_dir%/vendor"
      - "%kernel.cache_dir%"
    ignore_exceptions:
      - Symfony\Component\HttpKernel\Exception\NotFoundHttpException
    before_send: App\Sentry\BeforeSend
    tags:
      service: «service»
      team: «team»
"#;

pub(super) fn go(platform: &str) -> Template {
    let extra = match platform {
        "go-echo" => " github.com/getsentry/sentry-go/echo",
        "go-fasthttp" => " github.com/getsentry/sentry-go/fasthttp",
        "go-fiber" => " github.com/getsentry/sentry-go/fiber",
        "go-gin" => " github.com/getsentry/sentry-go/gin",
        "go-http" => " github.com/getsentry/sentry-go/http",
        "go-iris" => " github.com/getsentry/sentry-go/iris",
        "go-negroni" => " github.com/getsentry/sentry-go/negroni",
        _ => "",
    };
    let mut remarks = vec![
        "What is in-app follows from the module and GOROOT; there is no list to set.",
        "`SendDefaultPII` is off unless you switch it on.",
    ];
    remarks.extend(match platform {
        "go" => None,
        "go-martini" => Some("Newer versions of the SDK have no integration for Martini: recover in a handler of your own."),
        _ => Some("Add the integration's middleware, `New(Options{Repanic: true})`, before your own."),
    });
    Template {
        install: shell(format!("go get github.com/getsentry/sentry-go{extra}")),
        files: vec![file("main.go", "go", GO)],
        remarks,
        source: source("https://docs.sentry.io/platforms/go/configuration/options/", Age::Current),
    }
}

const GO: &str = r#"package main

import (
	"log"
	"os"
	"time"

	"github.com/getsentry/sentry-go"
)

func main() {
	err := sentry.Init(sentry.ClientOptions{
		Dsn:         os.Getenv("SENTRY_DSN"),
		Release:     os.Getenv("SENTRY_RELEASE"),
		Environment: os.Getenv("SENTRY_ENVIRONMENT"),
		// Regular expressions over the message.
		IgnoreErrors: []string{"^context canceled$"},
		// The last look at an event: change it, or return nil to drop it.
		BeforeSend: func(event *sentry.Event, hint *sentry.EventHint) *sentry.Event {
			event.ServerName = ""
			return event
		},
	})
	if err != nil {
		log.Fatalf("sentry: %s", err)
	}
	defer sentry.Flush(2 * time.Second)

	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetTag("service", "«service»")
		scope.SetTag("team", "«team»")
	})
}

// SignedIn takes an id of your own rather than an e-mail address.
func SignedIn(id string) {
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetUser(sentry.User{ID: id})
	})
}
"#;

pub(super) fn rust() -> Template {
    Template {
        install: shell("cargo add sentry"),
        files: vec![file("src/main.rs", "rust", RUST)],
        remarks: vec![
            "Keep the guard until the program ends: it sends what is left.",
            "There is no list of errors to leave out: return `None` from the hook. `send_default_pii` is off unless you switch it on.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/rust/configuration/options/",
            Age::Current,
        ),
    }
}

const RUST: &str = r#"fn main() {
    let options = sentry::ClientOptions::new()
        .maybe_release(std::env::var("SENTRY_RELEASE").ok())
        .environment(std::env::var("SENTRY_ENVIRONMENT").unwrap_or_else(|_| "production".into()))
        // Paths of your own code, where it is not the crate that is run.
        .in_app_include(["«module»::"])
        // The last look at an event: change it, or return None to drop it.
        .before_send(|mut event| {
            event.server_name = None;
            Some(event)
        });
    let dsn = std::env::var("SENTRY_DSN").unwrap_or_default();
    let _guard = sentry::init((dsn, options));

    sentry::configure_scope(|scope| {
        scope.set_tag("service", "«service»");
        scope.set_tag("team", "«team»");
    });
}

/// Takes an id of your own rather than an e-mail address.
pub fn signed_in(id: &str) {
    sentry::configure_scope(|scope| {
        scope.set_user(Some(sentry::User { id: Some(id.into()), ..Default::default() }));
    });
}
"#;

pub(super) fn elixir() -> Template {
    let install = super::Install {
        place: "mix.exs",
        language: "elixir",
        text: "{:sentry, \"~> 13.0\"},\n{:hackney, \"~> 1.20\"},\n".to_owned(),
    };
    Template {
        install,
        files: vec![
            file("config/runtime.exs", "elixir", ELIXIR),
            file("lib/«module»/sentry.ex", "elixir", ELIXIR_HOOK),
        ],
        remarks: vec![
            "Add `:logger.add_handler(:sentry, Sentry.LoggerHandler, %{})` where the application starts, so that crashes of processes are seen.",
            "There is no list of errors to leave out: return `nil` from the hook, or set a `filter`.",
        ],
        source: source(
            "https://docs.sentry.io/platforms/elixir/configuration/options/",
            Age::Current,
        ),
    }
}

const ELIXIR: &str = r#"import Config

config :sentry,
  dsn: System.get_env("SENTRY_DSN"),
  release: System.get_env("SENTRY_RELEASE"),
  environment_name: System.get_env("SENTRY_ENVIRONMENT", "production"),
  tags: %{
    service: "«service»",
    team: "«team»"
  },
  # Your own applications: their modules are in-app.
  in_app_otp_apps: [:«module»],
  before_send: {«Module».Sentry, :before_send}
"#;

const ELIXIR_HOOK: &str = r#"defmodule «Module».Sentry do
  # The last look at an event: change it, or return nil to drop it.
  def before_send(event) do
    %{event | server_name: nil}
  end

  # Where somebody is signed in: an id of your own rather than an e-mail address.
  def signed_in(id) do
    Sentry.Context.set_user_context(%{id: id})
  end
end
"#;

/// For what no SDK is made for: shells, and whatever can run a program.
pub(super) fn other() -> Template {
    Template {
        install: shell("npm install --global @sentry/cli"),
        files: vec![file("", "bash", OTHER)],
        remarks: vec![
            "No SDK is made for this. sentry-cli sends single events; where a program can send HTTP, events can be posted as envelopes.",
        ],
        source: source("https://docs.sentry.io/cli/send-event/", Age::Recent),
    }
}

const OTHER: &str = r##"#!/usr/bin/env bash
# SENTRY_DSN, SENTRY_RELEASE and SENTRY_ENVIRONMENT come from the environment.
set -eu

report() {
  sentry-cli send-event --message "$1" \
    --release "${SENTRY_RELEASE:-}" --env "${SENTRY_ENVIRONMENT:-production}" \
    --tag service:«service» --user id:"${USER:-nobody}"
}

trap 'report "failed in line $LINENO"' ERR
"##;
