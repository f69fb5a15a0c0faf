#!/usr/bin/env bash
# Stands in for `curl` where scripts are tried: Sentry as far as they speak to it.
# shellcheck disable=SC2016
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2; shift ;;
    --output) output=$2; shift ;;
    --config) config=$(cat "$2"); shift ;;
    --data-binary) body=$(cat); shift ;;
    --retry) retry=$2; shift ;;
    --header|--write-out) shift ;;
    http*) address=$1 ;;
  esac
  shift
done
printf '%s\t%s\t%s\t%s\n' "$method" "$address" "${body-}" "$config" >>"$CALLS"
answer() { printf '%s' "$2" >"$output"; printf '%s' "$1"; exit 0; }
if [ -z "${SENTRY:-}" ]; then
  if [ -n "${PAGE:-}" ]; then answer "${STATUS:-200}" "$PAGE"; fi
  case $method in
    GET) answer "${STATUS:-404}" '{"id":"5","detail":"no"}' ;;
    *) answer "${STATUS:-201}" '{"id":"5","detail":"no"}' ;;
  esac
fi

# As Sentry: what is made is a file each.
path=${address#*/api/0/}
query=${path#*\?}
path=${path%%\?*}
IFS=/ read -r kind _ name more last _ <<<"$path"
mkdir -p "$SENTRY/teams" "$SENTRY/projects" "$SENTRY/alerts"
project=$SENTRY/projects/$name.json
integrations=${INTEGRATIONS:-$(cat "$SENTRY/integrations.json" 2>/dev/null || printf '[]')}
# keep FILTER [ARGUMENTS]: changes what is kept of the project.
keep() { jq "$@" "$project" >"$project.new" && mv "$project.new" "$project"; }
found() { if [ -f "$1" ]; then answer 200 "$(cat "$1")"; else answer 404 '{"detail":"The requested resource does not exist"}'; fi; }
of_id() { grep -l "\"id\": \"$1\"" "$SENTRY"/projects/*.json; }
serve() {
case "$method $kind/${name}/${more}" in
  "GET teams/"*) found "$SENTRY/teams/$name.json" ;;
  "POST organizations/teams/") 
    slug=$(jq -r .slug <<<"$body")
    if [ -f "$SENTRY/teams/$slug.json" ]; then answer 409 '{"detail":"taken"}'; fi
    number=$(find "$SENTRY/teams" -name '*.json' | wc -l)
    jq --arg id "$((number + 41))" '. + {id: $id}' <<<"$body" >"$SENTRY/teams/$slug.json"; found "$SENTRY/teams/$slug.json" ;;
  "POST teams/"*"/projects")
    if [ ! -f "$SENTRY/teams/$name.json" ]; then answer 404 '{"detail":"no such team"}'; fi
    slug=$(jq -r .slug <<<"$body")
    if [ -f "$SENTRY/projects/$slug.json" ]; then answer 409 '{"detail":"taken"}'; fi
    number=$(find "$SENTRY/projects" -name '*.json' | wc -l)
    jq --arg id "$((number + 1))" --arg team "$name" '{id: $id, slug, name, platform, teams: [{slug: $team}],
      options: {"quotas:spike-protection-disabled": true}, filters: [], mappings: []}' <<<"$body" >"$SENTRY/projects/$slug.json"
    found "$SENTRY/projects/$slug.json" ;;
  "GET projects/"*"/") found "$project" ;;
  "PUT projects/"*"/")
    slug=$(jq -r --arg slug "$name" '.slug // $slug' <<<"$body")
    if [ "$slug" != "$name" ] && [ -f "$SENTRY/projects/$slug.json" ]; then answer 409 '{"detail":"taken"}'; fi
    keep --argjson new "$body" '. + $new'
    if [ "$slug" != "$name" ]; then mv "$project" "$SENTRY/projects/$slug.json"; fi
    answer 200 "$body" ;;
  "POST projects/"*"/teams") keep --arg team "$last" '.teams += [{slug: $team}]'; answer 201 '{}' ;;
  "GET projects/"*"/ownership")
    answer 200 "$(jq '.ownership // {raw: null, fallthrough: true, autoAssignment: "Auto Assign to Issue Owner", codeownersAutoSync: true, isActive: true}' "$project")" ;;
  "PUT projects/"*"/ownership")
    # Every owner has to have access, and white space at the ends is taken off.
    teams=$(jq -r '.raw | [scan("#[a-z-]+")] | unique | .[] | ltrimstr("#")' <<<"$body")
    for team in $teams; do
      if ! jq -e --arg team "$team" 'any(.teams[]; .slug == $team)' "$project" >/dev/null; then
        answer 400 '{"raw":["a team has no access"]}'
      fi
    done
    keep --argjson new "$body" '.ownership = ($new | .raw |= sub("\\s+$"; ""))'; answer 200 "$body" ;;
  "GET projects/"*"/filters")
    answer 200 "$(jq '.filters as $on | ["browser-extensions", "localhost", "web-crawlers"] | map({id: ., active: (. as $it | any($on[]; . == $it))})' "$project")" ;;
  "PUT projects/"*"/filters") keep --arg id "$last" '.filters += [$id]'; answer 204 '' ;;
  "GET projects/"*"/keys") answer 200 "[{\"isActive\":true,\"dsn\":{\"public\":\"https://key@o1.ingest.sentry.io/$(jq -r .id "$project")\"}}]" ;;
  "GET organizations/code-mappings/") answer 200 "$(jq .mappings "$(of_id "${query#project=}")")" ;;
  "POST organizations/code-mappings/bulk")
    if [ -n "${NO_HOST:-}" ]; then answer 400 '{"repository":["Repository does not exist"]}'; fi
    project=$SENTRY/projects/$(jq -r .project <<<"$body").json
    keep --argjson new "$body" '.mappings += [$new.mappings[0] + {defaultBranch: $new.defaultBranch, id: "900"}]'; answer 200 '{}' ;;
  "POST organizations/spike-protections/")
    project=$SENTRY/projects/$(jq -r '.projects[0]' <<<"$body").json
    keep '.options["quotas:spike-protection-disabled"] = false'; answer 201 '' ;;
  "GET organizations/teams/")
    slug=${query#query=slug:}
    answer 200 "$(jq -n --arg slug "$slug" --argjson names "$(cat "$SENTRY/teams/$slug.names" 2>/dev/null || echo '[]')" '[{slug: $slug, externalTeams: $names}]')" ;;
  "POST teams/"*"/external-teams" | "POST organizations/external-users/")
    if ! jq -e '.provider | IN("github", "github_enterprise", "gitlab")' <<<"$body" >/dev/null; then
      answer 400 "{\"provider\":[\"$(jq -r .provider <<<"$body") is not a valid choice.\"]}"
    fi ;;&
  "POST teams/"*"/external-teams")
    file=$SENTRY/teams/$name.names
    jq -c --argjson new "$body" '. + [$new]' <<<"$(cat "$file" 2>/dev/null || echo '[]')" >"$file.new" && mv "$file.new" "$file"
    answer 201 "$body" ;;
  "GET organizations/members/")
    answer 200 "$(jq --argjson names "$(cat "$SENTRY/users.names" 2>/dev/null || echo '[]')" 'map(. + {externalUsers: $names})' <<<"${MEMBERS:-[]}")" ;;
  "POST organizations/external-users/")
    jq -c '[.]' <<<"$body" >"$SENTRY/users.names"; answer 201 "$body" ;;
  "GET organizations/code-mappings/"*) answer 200 '{"contentSource":"github","raw":"/web/ @acme/web\n","html_url":"x"}' ;;
  "GET projects/"*"/codeowners") answer 200 "$(jq '.codeowners // []' "$project")" ;;
  "POST projects/"*"/codeowners")
    keep --argjson new "$body" '.codeowners = ((.codeowners // []) + [$new])'; answer 201 "$body" ;;
  "GET organizations/environments/") answer 200 "${ENVIRONMENTS:-[]}" ;;
  "GET organizations/detectors/") id=${query#project=}; answer 200 "[{\"id\":\"7${id%%&*}\",\"type\":\"issue_stream\"}]" ;;
  "GET organizations/integrations/") answer 200 "$(jq --arg key "${query#provider_key=}" 'map(select(.provider.key == $key))' <<<"$integrations")" ;;
  "GET organizations/workflows/") answer 200 "$(cat "$SENTRY"/alerts/*.json 2>/dev/null | jq -s .)" ;;
  "POST organizations/workflows/" | "PUT organizations/workflows/"*)
    environment=$(jq -r '.environment // ""' <<<"$body")
    if ! jq -e --arg name "$environment" 'any(.[]; .name == $name)' <<<"${ENVIRONMENTS:-[]}" >/dev/null; then
      answer 400 '{"environment":["Environment is not part of this organization"]}'
    fi
    # Teams go by numbers, channels through an integration that is there, services by number, too.
    teams=$(cat "$SENTRY"/teams/*.json | jq -s 'map(.id | tonumber)')
    if ! jq -e --argjson teams "$teams" --argjson integrations "$integrations" '
      all(.actionFilters[].conditions[]; .comparison.targetIdentifier as $id | any($teams[]; . == $id))
      and all(.actionFilters[].actions[]; .type == "email" and .integrationId == null
        or .type as $key | .integrationId as $id | any($integrations[]; .provider.key == $key and (.id | tonumber) == $id))
      and all(.actionFilters[].actions[] | select(.type == "pagerduty"); .config.targetIdentifier | test("^[0-9]+$"))' <<<"$body" >/dev/null; then
      answer 400 '{"actionFilters":["nothing of that number"]}'
    fi
    if jq -e 'any(.actionFilters[].actions[]; .type == "slack" and .config.targetIdentifier == "")' <<<"$body" >/dev/null; then
      answer 403 '{"detail":"You do not have permission to perform this action."}'
    fi
    id=${more:-$((31 + $(find "$SENTRY/alerts" -name '*.json' | wc -l)))}
    # Sentry finds out a channel's id, and gives numbers back as texts.
    jq --arg id "$id" '. + {id: $id, detectorIds: (.detector_ids | map(tostring))}
      | .actionFilters |= map(.actions |= map(.integrationId |= (if . then tostring else . end)
        | if .type == "slack" then .config.targetIdentifier = "C0FOUND00" else . end))' <<<"$body" >"$SENTRY/alerts/$id.json"
    answer 201 "$body" ;;
  *) answer 404 '{"detail":"the stand-in knows no such call"}' ;;
esac
}

# With $LOST, what is posted to such an address is done, and answered by 503; with $BUSY, the first
# such call is turned away. As the real one, this repeats what it is told to repeat.
left=${retry:-0}
while :; do
  if [[ -n ${BUSY:-} && $method = POST && $address =~ $BUSY && ! -f $SENTRY/busy ]]; then
    touch "$SENTRY/busy"
    code=429
  else
    code=$(serve)
  fi
  if [[ -n ${LOST:-} && $method = POST && $address =~ $LOST ]]; then
    code=503
    printf '{"detail":"upstream"}' >"$output"
  fi
  if [ "$left" = 0 ] || ! [[ $code =~ ^(429|503)$ ]]; then break; fi
  left=$((left - 1))
done
printf '%s' "$code"
