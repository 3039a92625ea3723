#!/usr/bin/env bash
# Written for bash 3.2, which macOS has: no associative arrays, and an empty array is expanded as ${a[@]+"${a[@]}"}.
set -euo pipefail

usage() {
  cat <<'USAGE'
Builds the image of an MCP server, pushes it to Amazon ECR and, on request, lets it run on AgentCore.

  IMAGE_NAME=my-server build_and_push.sh [options]

IMAGE_NAME is the ECR repository; it is created if missing (scan on push, immutable tags). Standard output is one line,
the image by digest; it is written to a file too. Everything else goes to standard error.

  --update-runtime ID     then have this AgentCore Runtime run the image, all else unchanged, and wait until it does
  --sync-gateway ID       then have this AgentCore Gateway read the tools of its MCP targets again, and wait
  --gateway-target ID     only this target of the gateway; may be repeated
  --build-arg NAME=VALUE  for the Dockerfile (ENTRY, NODE_IMAGE, OTEL, RDS_CA_BUNDLE); may be repeated, no secrets
  --latest                also move the tag `latest`
  --dry-run               check everything, change nothing, print the commands
  --help                  this text

Variables, each with what it is when unset:
  AWS_REGION        AWS_DEFAULT_REGION, or the region of the aws command's profile
  CONTAINER_ENGINE  docker, finch, podman or buildah: the first that is installed
  CONTEXT           the current directory; it holds Dockerfile and .dockerignore
  DOCKERFILE        CONTEXT/Dockerfile
  IMAGE_TAG         UTC time and git commit, with -dirty when there are changes that no commit has; the commit alone
                    is a second tag when nothing is dirty
  PLATFORM          linux/arm64
  ECR_REGISTRY      ACCOUNT.dkr.ecr.REGION.amazonaws.com of the account that the aws command speaks for
  DIGEST_FILE       CONTEXT/image-digest.txt
  POLL_SECONDS      5, between two looks at a runtime or target
  WAIT_SECONDS      900, until a runtime or target is given up

Exit codes: 0 done, 1 a step failed (its name and the fix are printed), 2 usage.
USAGE
}

main() {
  parse_arguments "$@"
  check_settings
  work=$(umask 077 && mktemp -d)
  trap 'rm -rf "$work"' EXIT
  check_tools
  if [ -n "$runtime_id$gateway_id" ]; then load_roll_out; fi
  find_registry
  # What would fail after the push fails before the build.
  if [ -n "$runtime_id" ]; then merge_runtime "$repository@<digest>"; fi
  if [ -n "$gateway_id" ]; then find_targets; fi
  ensure_repository
  choose_tags
  log_in
  build_image
  push_image
  if [ -n "$dry_run" ]; then image="$repository@<digest>"; else write_digest; fi
  if [ -n "$runtime_id" ]; then update_runtime; fi
  if [ -n "$gateway_id" ]; then synchronize_targets; fi
  if [ -z "$dry_run" ]; then echo "$image"; fi
}

parse_arguments() {
  dry_run='' latest='' runtime_id='' gateway_id='' build_args=() targets=()
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage; exit 0 ;;
      --dry-run) dry_run=yes; shift; continue ;;
      --latest) latest=yes; shift; continue ;;
      --update-runtime | --sync-gateway | --gateway-target | --build-arg) ;;
      *) wrong_usage "unknown option $1" ;;
    esac
    [ -n "${2:-}" ] || wrong_usage "$1 needs a value"
    case $1 in
      --update-runtime) runtime_id=$2 ;;
      --sync-gateway) gateway_id=$2 ;;
      --gateway-target) targets+=("$2") ;;
      --build-arg) build_args+=(--build-arg "$2") ;;
    esac
    shift 2
  done
  if [ ${#targets[@]} -gt 0 ] && [ -z "$gateway_id" ]; then wrong_usage '--gateway-target needs --sync-gateway'; fi
}

wrong_usage() {
  echo "build_and_push: $1. See build_and_push.sh --help." >&2
  exit 2
}

check_settings() {
  local name_form='^[a-z0-9]+([._/-][a-z0-9]+)*$' tag_form='^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$'
  [[ ${IMAGE_NAME:-} =~ $name_form ]] || wrong_usage 'IMAGE_NAME must be the name of an ECR repository, such as team/my-server'
  [[ ${IMAGE_TAG:-unset} =~ $tag_form ]] || wrong_usage 'IMAGE_TAG must be letters, digits, dots, dashes or underscores'
  context=${CONTEXT:-.}
  dockerfile=${DOCKERFILE:-$context/Dockerfile}
  platform=${PLATFORM:-linux/arm64}
  digest_file=${DIGEST_FILE:-$context/image-digest.txt}
  [ -f "$dockerfile" ] || fail settings "there is no $dockerfile" 'copy templates/Dockerfile and templates/.dockerignore beside package.json, or set DOCKERFILE and CONTEXT'
  # Without it, .env would be in the image for everyone who may pull.
  [ -f "$context/.dockerignore" ] || fail settings "there is no $context/.dockerignore" "copy templates/.dockerignore there: it keeps .env and keys out of the image"
}

check_tools() {
  command -v aws >/dev/null || fail tools 'the aws command is not installed' 'install AWS CLI v2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
  engine=${CONTAINER_ENGINE:-$(first_engine)}
  case $engine in docker | finch | podman | buildah) ;; *) wrong_usage 'CONTAINER_ENGINE must be docker, finch, podman or buildah' ;; esac
  command -v "$engine" >/dev/null || fail tools "$engine is not installed" 'install it, or name another one with CONTAINER_ENGINE'
  "$engine" info >/dev/null 2>&1 || fail tools "$engine does not answer" "start it ($engine info shows what is wrong), or name another one with CONTAINER_ENGINE"
  if [ "$engine" = docker ]; then docker buildx version >/dev/null 2>&1 || fail tools 'docker has no buildx' 'install it: https://docs.docker.com/go/buildx/'; fi
}

first_engine() {
  local name
  for name in docker finch podman buildah; do
    if command -v "$name" >/dev/null; then echo "$name"; return; fi
  done
  fail tools 'no container engine is installed' 'install docker, finch, podman or buildah'
}

find_registry() {
  local account domain=amazonaws.com
  region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}
  [ -n "$region" ] || fail region 'no region is set' 'set AWS_REGION, or: aws configure set region eu-central-1'
  account=$(call_aws sts get-caller-identity --query Account --output text) ||
    fail login 'the aws command has no valid credentials' 'log in (aws sso login, or aws configure), or set AWS_PROFILE'
  case $region in cn-*) domain=amazonaws.com.cn ;; esac
  registry=${ECR_REGISTRY:-$account.dkr.ecr.$region.$domain}
  repository=$registry/$IMAGE_NAME
}

# The file is what `fail` quotes; a pager would wait for a key.
call_aws() { AWS_PAGER='' aws --region "$region" "$@" 2>"$work/complaint"; }

said() { grep -q "$1" "$work/complaint"; }

ensure_repository() {
  mutability=$(repository_rules) || {
    said RepositoryNotFoundException || fail repository "$IMAGE_NAME cannot be read" 'allow ecr:DescribeRepositories, or correct AWS_REGION or AWS_PROFILE'
    create_repository
  }
}

# "IMMUTABLE", or "MUTABLE_WITH_EXCLUSION release-* v*" and the like.
repository_rules() {
  call_aws ecr describe-repositories --repository-names "$IMAGE_NAME" --output text \
    --query "repositories[0].join(' ', [imageTagMutability, imageTagMutabilityExclusionFilters[].filter || \`[]\`][])"
}

create_repository() {
  local rules=(--image-tag-mutability IMMUTABLE)
  mutability=IMMUTABLE
  if [ -n "$latest" ]; then
    rules=(--image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters 'filterType=WILDCARD,filter=latest')
    mutability='IMMUTABLE_WITH_EXCLUSION latest'
  fi
  note "repository: creating $IMAGE_NAME"
  change_aws ecr create-repository --repository-name "$IMAGE_NAME" --image-scanning-configuration scanOnPush=true "${rules[@]}" ||
    said RepositoryAlreadyExistsException || fail repository "$IMAGE_NAME cannot be created" 'allow ecr:CreateRepository, or have it created for you'
}

# The first tag is new on every run, so that a second run has nothing to overwrite.
choose_tags() {
  local commit='' time
  time=$(date -u +%Y%m%dT%H%M%SZ)
  commit=$(git -C "$context" rev-parse --short=12 HEAD 2>/dev/null) || note 'tags: no git commit here, so only the time'
  if [ -n "$commit" ] && [ -n "$(git -C "$context" status --porcelain -- . ':(exclude)image-digest.txt')" ]; then commit=$commit-dirty; fi
  tags=("${IMAGE_TAG:-$time${commit:+-$commit}}")
  if [ -n "${IMAGE_TAG:-}" ] && is_immutable "$IMAGE_TAG" && tag_exists "$IMAGE_TAG"; then
    fail tags "$IMAGE_NAME:$IMAGE_TAG exists, and its tags are immutable" 'set another IMAGE_TAG, or none'
  fi
  case $commit in '' | *-dirty) ;; *) add_commit_tag "$commit" ;; esac
  if [ -n "$latest" ]; then add_latest; fi
}

add_commit_tag() {
  if [ "$1" = "${tags[0]}" ]; then return; fi
  if is_immutable "$1" && tag_exists "$1"; then note "tags: $1 exists and is immutable; it stays"; else tags+=("$1"); fi
}

add_latest() {
  if is_immutable latest; then
    fail tags "the tags of $IMAGE_NAME are immutable, so latest cannot move" \
      "leave out --latest, or: aws ecr put-image-tag-mutability --repository-name $IMAGE_NAME --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter=latest"
  fi
  tags+=(latest)
}

is_immutable() {
  local filter listed=no rule=${mutability%% *}
  set -f # a filter is a pattern of tags, not of files
  for filter in ${mutability#"$rule"}; do
    # shellcheck disable=SC2254 # a pattern on purpose
    case $1 in $filter) listed=yes ;; esac
  done
  set +f
  case $rule-$listed in IMMUTABLE-* | IMMUTABLE_WITH_EXCLUSION-no | MUTABLE_WITH_EXCLUSION-yes) return 0 ;; *) return 1 ;; esac
}

tag_exists() {
  call_aws ecr describe-images --repository-name "$IMAGE_NAME" --image-ids "imageTag=$1" --query 'imageDetails[0].imageDigest' --output text >/dev/null && return 0
  said ImageNotFoundException || said RepositoryNotFoundException || fail tags "the tags of $IMAGE_NAME cannot be read" 'allow ecr:DescribeImages'
  return 1
}

# The password goes from pipe to pipe: on no command line, in no variable, in no output.
log_in() {
  if [ -n "$dry_run" ]; then echo "aws ecr get-login-password --region $region | $engine login --username AWS --password-stdin $registry"; return; fi
  call_aws ecr get-login-password | "$engine" login --username AWS --password-stdin "$registry" >"$work/login" 2>&1 ||
    fail 'registry login' "$registry refused" "allow ecr:GetAuthorizationToken, and try: $engine logout $registry"
}

build_image() {
  local options=(--platform "$platform" --file "$dockerfile") tag
  for tag in "${tags[@]}"; do options+=(--tag "$repository:$tag"); done
  options+=(${build_args[@]+"${build_args[@]}"})
  # An attestation turns the image into an index, which Lambda and older tools refuse; of OCI's formats only Docker's keeps the health check.
  case $engine in
    docker) options=(buildx build --provenance=false --sbom=false --load "${options[@]}") ;;
    finch) options=(build --provenance=false --sbom=false "${options[@]}") ;;
    *) options=(build --format docker "${options[@]}") ;;
  esac
  note "build: $repository:${tags[0]} for $platform with $engine"
  change "$engine" "${options[@]}" "$context" || fail build "$engine could not build $dockerfile" 'correct what it says above'
}

push_image() {
  local tag options=()
  # finch pushes the machine's own platform otherwise.
  if [ "$engine" = finch ]; then options=(--platform "$platform"); fi
  for tag in "${tags[@]}"; do
    change "$engine" push ${options[@]+"${options[@]}"} "$repository:$tag" ||
      fail push "$repository:$tag was not accepted" 'if it is denied, allow ecr:PutImage, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:BatchCheckLayerAvailability; then run this again'
  done
}

write_digest() {
  local digest
  digest=$(call_aws ecr describe-images --repository-name "$IMAGE_NAME" --image-ids "imageTag=${tags[0]}" --query 'imageDetails[0].imageDigest' --output text) ||
    fail digest "the digest of ${tags[0]} cannot be read" 'allow ecr:DescribeImages'
  case $digest in sha256:*) image=$repository@$digest ;; *) fail digest "ECR has no digest for ${tags[0]}" 'run this again' ;; esac
  { echo "$image" >"$digest_file"; } 2>/dev/null || fail digest "$digest_file cannot be written" 'set DIGEST_FILE to a file that can'
  note "pushed: $repository:${tags[0]}"
}

load_roll_out() {
  local file
  file=$(dirname "${BASH_SOURCE[0]}")/image/roll_out.sh
  [ -f "$file" ] || fail tools "there is no $file" 'copy the folder scripts/image together with this script'
  # shellcheck source=image/roll_out.sh
  . "$file"
}

change() {
  if [ -n "$dry_run" ]; then printf '%q ' "$@"; echo; return; fi
  : >"$work/complaint"
  "$@" >&2
}

change_aws() {
  if [ -n "$dry_run" ]; then change aws --region "$region" "$@"; else call_aws "$@" >/dev/null; fi
}

note() { echo "build_and_push: $1" >&2; }

# fail STEP WHAT FIX. ARNs are left out of what is quoted: logs of builds are read by many.
fail() {
  echo "build_and_push: $1: $2" >&2
  if [ -n "${work:-}" ]; then cat "$work/login" "$work/complaint" 2>/dev/null | sed -e '/^ *$/d' -e 's/arn:aws[^ ,]*/<arn>/g' -e 's/^/    /' | tail -n 5 >&2 || true; fi
  echo "  Fix: $3" >&2
  exit 1
}

main "$@"
