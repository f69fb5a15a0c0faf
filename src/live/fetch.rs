//! A script that fetches what is read here, for `bash`, `curl` and `jq`.
//!
//! It only reads: every call is a GET. The token comes from the environment and reaches `curl` by
//! a file descriptor. Each answer becomes a line of one file, with the address that it is from,
//! since ownership rules do not say whose they are; what is refused is written down, too.
//!
//! Source: Sentry's API reference of 2026, *Pagination*: the `Link` header names the next cursor,
//! with `results="true"` while there is more.

use crate::organization::Organization;
use crate::text::shell::quote;

/// What the script is called.
pub const FILENAME: &str = "sentry-today.sh";

/// The script, for the server and organization that were chosen.
#[must_use]
pub fn script(organization: &Organization) -> String {
    let server = match organization.choices.edition.api_host() {
        Some(host) => format!("${{SENTRY_URL:-https://{host}}}"),
        None => "${SENTRY_URL:?Set it to the address of your server, https://sentry.example.com}"
            .to_owned(),
    };
    let slug = match organization.organization.as_str() {
        "" => "${SENTRY_ORG:?Set it to the slug of the organization}".to_owned(),
        // What it is said to be; who calls the script may say otherwise.
        slug if is_plain(slug) => format!("${{SENTRY_ORG:-{slug}}}"),
        slug => {
            return format!("{HEAD}server=\"{server}\"\norganization={}\n{BODY}", quote(slug));
        }
    };
    format!("{HEAD}server=\"{server}\"\norganization=\"{slug}\"\n{BODY}")
}

fn is_plain(slug: &str) -> bool {
    slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

const HEAD: &str = r#"#!/usr/bin/env bash
# Writes down what is in Sentry: projects, teams, ownership rules, code mappings, alerts. It only
# reads, and asks for nothing about people.
#
#   SENTRY_AUTH_TOKEN=… bash sentry-today.sh [FILE]     # FILE is sentry-today.json if none is named
#
# The token is one of an internal integration (Settings > Custom Integrations) with the
# permissions Team: Read, Project: Read, Organization: Read, Alerts: Read. Needs curl and jq.
set -euo pipefail

"#;

const BODY: &str = r#"token=${SENTRY_AUTH_TOKEN:?Set it to a token that may read}
file=${1:-sentry-today.json}
case $token in
  *[!A-Za-z0-9_.=+/-]*)
    printf 'SENTRY_AUTH_TOKEN holds characters that no token has.\n' >&2
    exit 2
    ;;
esac
case $organization in
  '' | *[!A-Za-z0-9_-]*)
    printf 'This is no slug of an organization: %s\n' "$organization" >&2
    exit 2
    ;;
esac
if ! command -v jq >/dev/null; then
  printf 'Install jq: without it answers can not be put into one file.\n' >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/all"
refused=0

# page PATH: one call. Its status is left in $status, its answer and headers in files.
page() {
  : >"$work/answer"
  : >"$work/headers"
  status=$(
    curl --silent --show-error --retry 3 --request GET \
      --config <(printf 'header = "Authorization: Bearer %s"\n' "$token") \
      --dump-header "$work/headers" --output "$work/answer" --write-out '%{http_code}' \
      "${server%/}/api/0/$1"
  ) || status=000
}

# note PATH: writes the last answer down, as one line.
note() {
  local head=(--arg get "$1" --arg status "$status")
  if jq -se 'length == 1' "$work/answer" >/dev/null 2>&1; then
    jq -c "${head[@]}" '{get: $get, status: $status, answer: .}' "$work/answer" >>"$work/all"
  else
    jq -cn "${head[@]}" '{get: $get, status: "000", answer: {detail: ("no JSON came with the status " + $status)}}' >>"$work/all"
    status=000
  fi
}

# next_cursor: where the list goes on, if it does.
next_cursor() {
  tr -d '\r' <"$work/headers" |
    sed -n 's/^[Ll][Ii][Nn][Kk]:.*rel="next"; *results="true"; *cursor="\([0-9:.-]*\)".*/\1/p'
}

# list PATH: every page of a list. Fails if the first one was refused.
list() {
  local path=$1 cursor='' pages=0 last
  while :; do
    page "$path?per_page=100${cursor:+&cursor=$cursor}"
    note "$path"
    case $status in
      2??) ;;
      *)
        refused=$((refused + 1))
        printf 'refused (%s): %s\n' "$status" "$path" >&2
        return 1
        ;;
    esac
    if [ "$path" = "organizations/$organization/projects/" ]; then
      jq -r '.[]?.slug // empty' "$work/answer" >>"$work/slugs"
    fi
    last=$cursor
    cursor=$(next_cursor)
    pages=$((pages + 1))
    # A list that turns in a circle is left, and so is one without an end.
    if [ -z "$cursor" ] || [ "$cursor" = "$last" ] || [ "$pages" -ge 1000 ]; then break; fi
  done
}

# one PATH: a thing of its own.
one() {
  page "$1"
  note "$1"
  case $status in
    2??) ;;
    *)
      refused=$((refused + 1))
      printf 'refused (%s): %s\n' "$status" "$1" >&2
      ;;
  esac
}

: >"$work/slugs"
list "organizations/$organization/projects/" || true
list "organizations/$organization/teams/" || true
list "organizations/$organization/repos/" || true
list "organizations/$organization/code-mappings/" || true
list "organizations/$organization/detectors/" || true
# Where there are none of the organization's alerts, each project has rules.
rules=no
if ! list "organizations/$organization/workflows/"; then
  rules=yes
  list "organizations/$organization/alert-rules/" || true
fi
while IFS= read -r slug; do
  case $slug in
    '' | *[!A-Za-z0-9_-]*) continue ;;
  esac
  one "projects/$organization/$slug/ownership/"
  list "projects/$organization/$slug/codeowners/" || true
  if [ "$rules" = yes ]; then list "projects/$organization/$slug/rules/" || true; fi
done <"$work/slugs"

mv "$work/all" "$file"
printf '%s: %s answers, %s refused.\n' "$file" "$(grep -c '' "$file" || true)" "$refused" >&2
"#;
