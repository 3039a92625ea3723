# shellcheck shell=bash
# shellcheck disable=SC2154 # the settings are those of build_and_push.sh, which sources this file
# What follows a push on request: AgentCore Runtime runs the image, AgentCore Gateway reads the tools again.

# update-agent-runtime replaces the whole configuration, so everything the runtime has is read and sent along. It may
# hold secrets in its environment: files of the user alone, never a command line.
merge_runtime() {
  command -v node >/dev/null || fail tools 'node is not installed, which --update-runtime needs' 'install Node.js 22 or newer'
  call_agentcore get-agent-runtime --agent-runtime-id "$runtime_id" --output json >"$work/runtime.json" ||
    fail 'runtime update' "the runtime $runtime_id cannot be read" 'correct --update-runtime or AWS_REGION, or allow bedrock-agentcore:GetAgentRuntime'
  call_agentcore update-agent-runtime --generate-cli-skeleton input >"$work/fields.json" ||
    fail 'runtime update' 'the aws command does not know AgentCore' 'install the newest AWS CLI v2'
  node "$(dirname "${BASH_SOURCE[0]}")/merge-runtime.mjs" "$work/runtime.json" "$work/fields.json" "$1" >"$work/update.json" 2>"$work/complaint" ||
    fail 'runtime update' "the runtime $runtime_id cannot be updated" "$(cat "$work/complaint"; : >"$work/complaint")"
}

update_runtime() {
  if runtime_runs_image; then note "runtime: $runtime_id runs this image already"; return; fi
  if [ -z "$dry_run" ]; then merge_runtime "$image"; fi
  note "runtime: updating $runtime_id"
  change_agentcore update-agent-runtime --cli-input-json "file://$work/update.json" || {
    # AWS quotes what it refuses, and that may be the environment.
    local code
    code=$(sed -n 's/.*(\([A-Za-z]*\)).*/\1/p' "$work/complaint")
    : >"$work/complaint"
    fail 'runtime update' "AWS refused it (${code:-no reason given}); the image is pushed" "$(fix_of "$code")"
  }
  if [ -n "$dry_run" ]; then return; fi
  wait_until 'runtime update' "$(printf 'READY\t%s' "$image")" "the runtime $runtime_id" runtime_state
}

runtime_runs_image() { [ -z "$dry_run" ] && [ "$(runtime_state)" = "$(printf 'READY\t%s' "$image")" ]; }

runtime_state() {
  call_agentcore get-agent-runtime --agent-runtime-id "$runtime_id" --output text \
    --query '[status, agentRuntimeArtifact.containerConfiguration.containerUri]'
}

fix_of() {
  case $1 in
    AccessDeniedException) echo 'allow bedrock-agentcore:UpdateAgentRuntime, and iam:PassRole for the execution role' ;;
    ConflictException) echo 'another update is under way: wait until it is over and run this again' ;;
    *) echo "compare: aws bedrock-agentcore-control get-agent-runtime --agent-runtime-id $runtime_id" ;;
  esac
}

# A target with a schema of its own, or one listed at call time, has nothing to read again, and AWS refuses to.
find_targets() {
  local id listed readable server=targetConfiguration.mcp.mcpServer
  if [ ${#targets[@]} -gt 0 ]; then return; fi
  listed=$(call_agentcore list-gateway-targets --gateway-identifier "$gateway_id" --query 'items[].targetId' --output text) ||
    fail 'gateway synchronization' "the targets of $gateway_id cannot be listed" 'correct --sync-gateway or AWS_REGION, or allow bedrock-agentcore:ListGatewayTargets'
  for id in $listed; do
    readable=$(target_field "$id" "$server && !($server.mcpToolSchema) && $server.listingMode != 'DYNAMIC'") ||
      fail 'gateway synchronization' "the target $id of $gateway_id cannot be read" 'allow bedrock-agentcore:GetGatewayTarget'
    if [ "$readable" = True ]; then targets+=("$id"); fi
  done
  [ ${#targets[@]} -gt 0 ] ||
    fail 'gateway synchronization' "no target of $gateway_id is an MCP server whose tools the gateway reads" 'leave out --sync-gateway; static schemas are changed with update-gateway-target'
}

target_field() {
  call_agentcore get-gateway-target --gateway-identifier "$gateway_id" --target-id "$1" --query "$2" --output text
}

synchronize_targets() {
  local id
  for id in "${targets[@]}"; do
    note "gateway: reading the tools of target $id again"
    # One target a request: the API takes no more.
    change_agentcore synchronize-gateway-targets --gateway-identifier "$gateway_id" --target-id-list "$id" ||
      fail 'gateway synchronization' "the target $id was refused; the image is pushed" 'allow bedrock-agentcore:SynchronizeGatewayTargets; a target that waits for an authorization is synchronized after it'
    if [ -z "$dry_run" ]; then wait_until 'gateway synchronization' READY "the target $id" target_field "$id" status; fi
  done
}

# wait_until STEP STATE WHAT COMMAND…
wait_until() {
  local step=$1 wanted=$2 what=$3 state end=$((SECONDS + ${WAIT_SECONDS:-900}))
  shift 3
  while :; do
    state=$("$@") || fail "$step" "the state of $what cannot be read; the image is pushed" 'allow bedrock-agentcore:Get*, or correct the ID'
    if [ "$state" = "$wanted" ]; then note "$what is ready"; return; fi
    case $state in *FAILED* | *UNSUCCESSFUL* | DELETING* | *PENDING_AUTH*) fail "$step" "$what is ${state%%[[:space:]]*}" "$(reason_hint "$step")" ;; esac
    [ "$SECONDS" -lt "$end" ] || fail "$step" "$what is ${state%%[[:space:]]*} after ${WAIT_SECONDS:-900} seconds" "look at it in the console, or set WAIT_SECONDS; $(reason_hint "$step")"
    sleep "${POLL_SECONDS:-5}"
  done
}

reason_hint() {
  case $1 in
    runtime*) echo "read failureReason: aws bedrock-agentcore-control get-agent-runtime --agent-runtime-id $runtime_id --query failureReason" ;;
    *) echo "read statusReasons: aws bedrock-agentcore-control get-gateway-target --gateway-identifier $gateway_id --target-id … --query statusReasons" ;;
  esac
}

call_agentcore() { call_aws bedrock-agentcore-control "$@"; }

change_agentcore() { change_aws bedrock-agentcore-control "$@"; }
