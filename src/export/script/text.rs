//! The parts of the script that are the same for every plan.

/// What it is, and how it is run.
pub const HEAD: &str = r"#!/usr/bin/env bash
# Makes in Sentry what was planned: teams, projects, rules, code mappings, alerts.
#
#   bash sentry-plan.sh                                # prints what it would do, and calls nothing
#   SENTRY_AUTH_TOKEN=… bash sentry-plan.sh --compare  # looks, and says what differs in Sentry
#   SENTRY_AUTH_TOKEN=… bash sentry-plan.sh --apply    # does it
#
# A project that is in Sentry already is compared, and left as it is. To set it as planned, name
# it: --adopt SLUG, once for each. An alert of the planned name goes by --adopt-alerts.
# What a run could not finish of the projects that it made, it names at its end in the same way.
#
# Run it twice: alerts look at an environment, and Sentry refuses one from which no event came.
# They are made by a run after the first event; what is as planned by then is not touched.
#
# The token is one of an internal integration (Settings > Custom Integrations) with the
# permissions Team: Admin, Project: Admin, Organization: Read & Write, Alerts: Read & Write.
";

/// What it is told.
pub const OPTIONS: &str = r#"#
# What stands in single quotes was typed by somebody, and nothing in it is to expand.
# A plan without projects makes no alert, and so does not read all that it is told.
# shellcheck disable=SC1003,SC2016,SC2034
set -euo pipefail

usage() {
  printf 'usage: %s [--compare | --apply] [--adopt SLUG]... [--adopt-alerts]\n' "$0" >&2
  exit 2
}

apply=no
adopt_alerts=no
adopted=()
while [ $# -gt 0 ]; do
  case $1 in
    --apply) apply=yes ;;
    --compare) apply=compare ;;
    --adopt-alerts) adopt_alerts=yes ;;
    --adopt)
      if [ $# -lt 2 ]; then usage; fi
      adopted+=("$2")
      shift
      ;;
    *) usage ;;
  esac
  shift
done

# ask VARIABLE WHAT: its value. In a dry run the name stands for one that is missing.
ask() {
  local value=${!1:-}
  if [ -z "$value" ] && [ "$apply" != no ]; then
    printf 'Set %s: %s.\n' "$1" "$2" >&2
    return 2
  fi
  printf '%s' "${value:-$1}"
}

"#;

/// Calls, and what is read of their answers.
pub const CALL: &str = r#"token=$(ask SENTRY_AUTH_TOKEN 'a token of an internal integration')
case $token in
  *[!A-Za-z0-9_.=+/-]*)
    printf 'SENTRY_AUTH_TOKEN holds characters that no token has.\n' >&2
    exit 2
    ;;
esac
refused=0 changed=0 differ=0 waiting=0
status=
left=
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

step() { printf '%s\n' "$1"; }

# printable: what a terminal may show of an answer.
printable() { head -c 500 | tr -d '\000-\010\013-\037\177'; }

# Whether calls that make something may be made twice.
safe=no

# request METHOD PATH [BODY]: one call. Its status is left in $status, its answer in $answer.
request() {
  local options=(--silent --show-error --request "$1") tries=0 retried=yes
  # What is to be made may be there although the answer says otherwise, or none came.
  if [ "$1" = POST ] && [ "$safe" = no ]; then retried=no; fi
  if [ "$retried" = yes ]; then options+=(--retry 3); fi
  if [ $# -gt 2 ]; then
    options+=(--header 'Content-Type: application/json' --data-binary @-)
  fi
  options+=(--output "$answer" --write-out '%{http_code}')
  while :; do
    : >"$answer"
    status=$(
      printf '%s' "${3:-}" |
        curl --config <(printf 'header = "Authorization: Bearer %s"\n' "$token") "${options[@]}" "${server%/}/api/0/$2"
    ) || status=000
    # Too many calls in too short a time: this one was turned away unread.
    if [ "$status$retried" != 429no ] || [ "$tries" -ge 3 ]; then return; fi
    tries=$((tries + 1))
    sleep "$((2 ** tries - 1))"
  done
}

# made LOOK [NAME]: whether what the last call was to make is there, as it is if the answer alone got
# lost: at LOOK, or by this NAME in the list there. Its status is then that of success.
made() {
  local told=$status words there
  case $told in
    000 | 408 | 5??) ;;
    *) return ;;
  esac
  words=$(printable <"$answer")
  request GET "$1"
  case $status in
    2??) ;;
    *) status=$told ;;
  esac
  if [ $# -gt 1 ] && [ "$status" != "$told" ]; then
    there=$(field --arg name "$2" 'any(.[]; .name == $name)')
    if [ "$there" != true ]; then status=$told; fi
  fi
  if [ "$status" = "$told" ]; then printf '%s' "$words" >"$answer"; fi
}

# refuse: says why the last call was refused, and counts it.
refuse() {
  refused=$((refused + 1))
  printf '  refused (%s): %s\n' "$status" "$(printable <"$answer")" >&2
  return 1
}

# stranger: says that the last answer is not one of Sentry. A proxy's page may come with a 200.
stranger() {
  refused=$((refused + 1))
  printf '  left to you: the answer is not one of Sentry: %s\n' "$(printable <"$answer")" >&2
}

# look PATH: a call that only reads.
look() {
  request GET "$1"
  case $status in
    2??) ;;
    *) refuse ;;
  esac
}

# change METHOD PATH BODY [LOOK [NAME]]: a call that changes something, or what it would be. Of what
# may not be made twice, LOOK and NAME say where it is seen.
change() {
  case $apply in
    no) printf '  %s %s\n    %s\n' "$1" "${server%/}/api/0/$2" "$3" ;;
    compare) printf '  to be done: %s %s\n    %s\n' "$1" "${server%/}/api/0/$2" "$3" ;;
    *)
      request "$1" "$2" "$3"
      if [ $# -gt 3 ]; then made "${@:4}"; fi
      case $status in
        2??)
          changed=$((changed + 1))
          printf '  done\n'
          ;;
        409)
          refused=$((refused + 1))
          printf '  there already, and hidden from this token: left as it is\n' >&2
          return 1
          ;;
        *) refuse ;;
      esac
      ;;
  esac
}

# has_jq: whether answers can be read. Not everybody has it.
has_jq() { command -v jq >/dev/null; }

# field [OPTION...] FILTER: what jq finds in the answer; nothing in what is no such JSON.
field() { jq -r "$@" "$answer" 2>/dev/null || true; }

# is_number TEXT: whether an id is one.
is_number() {
  case $1 in
    '' | *[!0-9]*)
      stranger
      return 1
      ;;
  esac
}
"#;

/// Teams, projects, and their settings.
pub const PROJECT: &str = r#"
# known: whether what was asked for last is there: yes, no, or unknown.
known=no

# ask_for PATH: looks whether something is there. In a dry run nothing is.
ask_for() {
  known=no
  if [ "$apply" = no ]; then return; fi
  request GET "$1"
  case $status in
    2??) known=yes ;;
    404) ;;
    *)
      known=unknown
      refuse || true
      ;;
  esac
}

# team SLUG BODY: makes a team, unless it is there.
team() {
  ask_for "teams/$organization/$1/"
  case $known in
    yes) printf '  there already\n' ;;
    no) change POST "organizations/$organization/teams/" "$2" "teams/$organization/$1/" || true ;;
  esac
}

# The project in hand: its slug, its id, and whether it is new, was there before (theirs), is
# taken over (adopted), or is left out (none).
slug='' project='' state=none seen=()

# Projects that are new, and of which something was refused or waits.
unfinished=()

# is_among TEXT [TEXT...]: whether the first is among the others.
is_among() {
  local text=$1 other
  shift
  for other in "$@"; do
    if [ "$other" = "$text" ]; then return; fi
  done
  return 1
}

# project SLUG ADDRESS TEAM BODY: makes a project, or finds the one of that slug.
project() {
  slug=$1 project='' state=none
  seen+=("$slug")
  ask_for "projects/$organization/$2/"
  case $known in
    yes)
      number || return 0
      state=theirs
      if is_among "$slug" ${adopted[@]+"${adopted[@]}"}; then state=adopted; fi
      printf '  there already\n'
      ;;
    no)
      change POST "teams/$organization/$3/projects/" "$4" "projects/$organization/$2/" || return 0
      state=new
      ;;
  esac
}

# number: reads the number of the project in hand from the last answer.
number() {
  if ! has_jq; then return; fi
  project=$(field .id)
  is_number "$project"
}

# setting WHAT READ FILTER IT PLANNED METHOD PATH BODY: a setting of the project in hand. If the
# project was there before, what jq makes of READ is compared with PLANNED.
setting() {
  # To set what is set already changes nothing.
  local there planned safe=yes
  if [ "$state" = none ]; then return; fi
  if [ "$state" = new ]; then
    printf '  %s\n' "$1"
  else
    if ! has_jq; then
      leave "$1" 'install jq, and run this again to compare it'
      return
    fi
    look "$2" || return 0
    there=$(jq -cS --arg it "$4" "$3" "$answer" 2>/dev/null) || there=
    planned=$(printf '%s' "$5" | jq -cS .)
    if [ -z "$there" ]; then
      stranger
      return
    fi
    if [ "$there" = "$planned" ]; then
      printf '  as planned: %s\n' "$1"
      return
    fi
    if [ "$planned" != true ]; then
      printf '    in Sentry: %s\n    planned:   %s\n' "$(printf '%s' "$there" | head -c 2000)" "$planned"
    fi
    if [ "$state" = theirs ]; then
      leave "$1" 'differs, and was there before'
      return
    fi
    printf '  set anew: %s\n' "$1"
  fi
  change "$6" "$7" "$8" || unfinish
}

# unfinish: remembers that the project in hand lacks something, if it is new.
unfinish() {
  if [ "$state" = new ] && ! is_among "$slug" ${unfinished[@]+"${unfinished[@]}"}; then
    unfinished+=("$slug")
  fi
}

# made_with ...: a setting that a new project has from the start.
made_with() {
  if [ "$state" != new ]; then setting "$@"; fi
}

# dsn SLUG: shows where the programs of the project in hand send. It is no secret.
dsn() {
  local dsn
  if [ "$apply" != yes ] || [ "$state" = none ] || ! has_jq; then return; fi
  request GET "projects/$organization/$1/keys/"
  dsn=$(field '[.[] | select(.isActive)][0].dsn.public // empty')
  if [ -n "$dsn" ]; then printf '  SENTRY_DSN=%s\n' "$(printf '%s' "$dsn" | printable)"; fi
}

# leave WHAT WHY: leaves a setting as it is, and remembers whose it was.
leave() {
  differ=$((differ + 1))
  printf '  left as it is: %s (%s)\n' "$1" "$2"
  case $left in
    *" $slug") ;;
    *) left="$left $slug" ;;
  esac
}
"#;

/// What came of it.
pub const TAIL: &str = r#"
for slug in ${adopted[@]+"${adopted[@]}"}; do
  if ! is_among "$slug" ${seen[@]+"${seen[@]}"}; then
    refused=$((refused + 1))
    printf '\nNo project of the plan is called %s, so nothing was taken over for it.\n' "$slug" >&2
  fi
done
if [ "$apply" = no ]; then
  printf '\nNothing was called. Run it with --apply to do this.\n'
else
  printf '\n%s changed, %s left as they are, %s waiting, %s refused.\n' "$changed" "$differ" "$waiting" "$refused"
fi
if [ "${#unfinished[@]}" -gt 0 ]; then
  printf 'These projects are new, and lack something. The next run would take them for somebody else'\''s and leave them: name them.\n  --apply'
  printf ' --adopt %q' "${unfinished[@]}"
  printf '\n'
fi
if [ -n "$left" ]; then
  printf 'These projects were there before, and differ:%s. Read what differs above; --adopt SLUG sets one as planned.\n' "$left"
fi
if [ "$refused" -gt 0 ]; then exit 1; fi
"#;
