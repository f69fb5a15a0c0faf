//! The part of the script that imports CODEOWNERS.

/// CODEOWNERS: its names, and the file.
pub const CODEOWNERS: &str = r#"
# The integration with the code host: its id, once it was asked for.
integration=''

# connected: whether the code host is connected, so that its names can stand for teams.
connected() {
  local home=$server
  if [ -n "$integration" ]; then return; fi
  if ! has_jq; then
    printf '  left to you: install jq, and run this again\n' >&2
    refused=$((refused + 1))
    return 1
  fi
  # Hosts of regions know nothing of integrations.
  case $server in https://*.sentry.io | https://*.sentry.io/) home=https://sentry.io ;; esac
  server=$home look "organizations/$organization/integrations/?provider_key=$host" || return 1
  integration=$(field '[.[] | select(.status == "active")][0].id // "none"')
  if [ "$integration" = none ]; then
    integration=''
    waiting=$((waiting + 1))
    printf '  waits: %s is not connected. Settings > Integrations does that; then run this again.\n' "$host"
    return 1
  fi
  if ! is_number "$integration"; then
    integration=''
    return 1
  fi
}

# external_team NAME TEAM BODY: a name of CODEOWNERS stands for a team.
external_team() {
  local there
  if [ "$apply" = no ]; then
    change POST "teams/$organization/$2/external-teams/" "$3"
    return
  fi
  connected || return 0
  look "organizations/$organization/teams/?query=slug:$2" || return 0
  there=$(field --arg name "$1" --arg team "$2" '
    any(.[] | select(.slug == $team) | .externalTeams[]?;
      (.externalName | ascii_downcase) == ($name | ascii_downcase))')
  # The first INTEGRATION is ours: nothing that anybody typed stands before it.
  case $there in
    true) printf '  as planned\n' ;;
    false) change POST "teams/$organization/$2/external-teams/" "${3/INTEGRATION/$integration}" || true ;;
    *) stranger ;;
  esac
}

# external_user NAME ADDRESS QUERY BODY: a name of CODEOWNERS stands for somebody.
external_user() {
  local user there
  if [ "$apply" = no ]; then
    change POST "organizations/$organization/external-users/" "$4"
    return
  fi
  connected || return 0
  look "organizations/$organization/members/?query=email:$3&expand=externalUsers" || return 0
  user=$(field --arg address "$2" '[.[] | select((.email // "" | ascii_downcase) == $address)][0].user.id // "none"')
  if [ "$user" = none ]; then
    waiting=$((waiting + 1))
    printf '  waits: nobody with the address %s has joined Sentry yet\n' "$2"
    return
  fi
  is_number "$user" || return 0
  there=$(field --arg name "$1" 'any(.[].externalUsers[]?; (.externalName | ascii_downcase) == ($name | ascii_downcase))')
  case $there in
    true) printf '  as planned\n' ;;
    false)
      there=${4/INTEGRATION/$integration}
      change POST "organizations/$organization/external-users/" "${there/USER/$user}" || true
      ;;
    *) stranger ;;
  esac
}

# codeowners ADDRESS STACK SOURCE: the project in hand imports CODEOWNERS from its repository, by
# the code mapping of these roots.
codeowners() {
  local id mapping there body
  if [ "$state" = none ]; then return; fi
  printf '  CODEOWNERS, by the code mapping of "%s"\n' "$2"
  if [ "$apply" = no ] || { [ "$apply" = compare ] && [ "$state" = new ]; }; then
    printf '  to be done: POST %s\n' "${server%/}/api/0/projects/$organization/$1/codeowners/"
    return
  fi
  if ! has_jq; then
    leave CODEOWNERS 'install jq, and run this again'
    return
  fi
  look "projects/$organization/$1/" || return 0
  id=$(field .id)
  is_number "$id" || return 0
  look "organizations/$organization/code-mappings/?project=$id" || return 0
  mapping=$(field --arg stack "$2" --arg source "$3" '[.[] | select(.stackRoot == $stack and .sourceRoot == $source)][0].id // "none"')
  if [ "$mapping" = none ]; then
    waiting=$((waiting + 1))
    printf '  waits: the project has no such code mapping yet\n'
    unfinish
    return
  fi
  is_number "$mapping" || return 0
  look "projects/$organization/$1/codeowners/" || return 0
  there=$(field --arg mapping "$mapping" 'any(.[]; (.codeMappingId | tostring) == $mapping)')
  if [ "$there" = true ]; then
    printf '  as planned\n'
    return
  fi
  if [ "$state" = theirs ]; then
    leave CODEOWNERS 'is not imported, and the project was there before'
    return
  fi
  look "organizations/$organization/code-mappings/$mapping/codeowners/" || return 0
  body=$(jq -c --arg mapping "$mapping" '{codeMappingId: $mapping, raw}' "$answer" 2>/dev/null) || body=
  if [ -z "$body" ]; then
    stranger
    return
  fi
  change POST "projects/$organization/$1/codeowners/" "$body" || unfinish
}
"#;
