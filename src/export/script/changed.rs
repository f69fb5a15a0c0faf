//! The part of the script that changes projects of today.

/// What it is, and how it is run.
pub const HEAD: &str = r"#!/usr/bin/env bash
# Changes in Sentry what is not as planned, and nothing else: what was there when the plan was
# compared with it is known here. Nothing is ever deleted.
#
#   bash sentry-today.sh                                # prints what it would do, and calls nothing
#   SENTRY_AUTH_TOKEN=… bash sentry-today.sh --compare  # looks, and says what differs in Sentry
#   SENTRY_AUTH_TOKEN=… bash sentry-today.sh --apply    # does it
#
# What somebody has changed in Sentry since then is left as it is, and told. To set such a project as
# planned, name it: --adopt SLUG, once for each. An alert that is there goes by --adopt-alerts.
#
# Run it again after the first event: alerts look at an environment, and Sentry refuses one from
# which no event came. What is as planned by then is not touched.
#
# The token is one of an internal integration (Settings > Custom Integrations) with the
# permissions Team: Admin, Project: Admin, Organization: Read & Write, Alerts: Read & Write.
";

/// Projects of today, and whether they are still as they were.
pub const CHANGED: &str = r#"
# The address of the project in hand: until it has its new slug, the old one.
at=''

# existing SLUG ADDRESS OLD NUMBER BODY: a project that was there when the plan was compared, under
# the address OLD, gets the slug of the plan. NUMBER is empty if it is not known.
existing() {
  slug=$1 project='' state=none at=$2
  seen+=("$slug")
  if [ "$apply" = no ]; then
    # Nothing is looked at: all that differed is printed.
    state=new
    if [ "$2" != "$3" ]; then change PUT "projects/$organization/$3/" "$5"; fi
    return
  fi
  if ! has_jq; then
    refused=$((refused + 1))
    printf '  left to you: install jq, and run this again\n' >&2
    return
  fi
  ask_for "projects/$organization/$2/"
  case $known in
    yes)
      number || return 0
      is_it "$4" "$project" "$slug" || return 0
      if [ -z "$4" ] && [ "$2" != "$3" ]; then
        # Of two projects, the one that was compared is the old one.
        request GET "projects/$organization/$3/"
        case $status in
          2??) is_it "$(field .id)" "$project" "$slug" || return 0 ;;
        esac
      fi
      state=adopted
      return
      ;;
    unknown) return ;;
  esac
  if [ "$2" = "$3" ]; then
    refused=$((refused + 1))
    printf '  left to you: it is not in Sentry any more, or hidden from this token\n' >&2
    return
  fi
  at=$3
  look "projects/$organization/$3/" || return 0
  number || return 0
  is_it "$4" "$project" "$3" || return 0
  state=adopted
  change PUT "projects/$organization/$3/" "$5" || return 0
  if [ "$apply" = yes ]; then at=$2; fi
}

# is_it EXPECTED FOUND SLUG: whether a project is the one that was compared, as far as numbers tell.
is_it() {
  if [ -z "$1" ] || [ "$1" = "$2" ]; then return; fi
  refused=$((refused + 1))
  printf '  left to you: %s is another project by now, of the number %s\n' "$3" "$2" >&2
  return 1
}

# was READ FILTER EXPECTED: whether something of the project in hand is as it was when the plan was
# compared. If not, what follows is left as it is, unless the project is named.
was() {
  local there
  if [ "$state" = none ] || [ "$apply" = no ]; then return; fi
  state=theirs
  look "$1" || return 0
  there=$(jq -cS "$2" "$answer" 2>/dev/null) || there=
  if [ "$there" = "$(printf '%s' "$3" | jq -cS .)" ] || is_among "$slug" ${adopted[@]+"${adopted[@]}"}; then
    state=adopted
  fi
}

# is_added: what follows takes nothing away, however the project in hand is.
is_added() {
  if [ "$state" = theirs ]; then state=adopted; fi
}
"#;
