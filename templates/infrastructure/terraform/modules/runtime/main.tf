data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  region    = data.aws_region.this.region

  # AgentCore has verified the token; what it says is checked once more, in case the runtime is changed.
  identity = var.callers == null ? {} : {
    MCP_AUTH        = "agentcore"
    MCP_AUTH_ISSUER = trimsuffix(var.callers.discovery_url, "/.well-known/openid-configuration")
  }

  image = "${local.account}.dkr.ecr.${local.region}.${data.aws_partition.this.dns_suffix}/${var.repository_name}@${var.image_digest}"
}

resource "aws_secretsmanager_secret" "configuration" {
  name_prefix = "${var.name}-configuration-"
  description = "Settings of the MCP server, read at its start."
}

resource "aws_secretsmanager_secret_version" "configuration" {
  secret_id                = aws_secretsmanager_secret.configuration.id
  secret_string_wo         = jsonencode(var.configuration)
  secret_string_wo_version = var.configuration_version
}

resource "aws_bedrockagentcore_agent_runtime" "this" {
  agent_runtime_name = var.name
  role_arn           = aws_iam_role.execution.arn

  agent_runtime_artifact {
    container_configuration {
      container_uri = local.image
    }
  }

  protocol_configuration {
    server_protocol = "MCP"
  }

  network_configuration {
    network_mode = var.vpc == null ? "PUBLIC" : "VPC"

    dynamic "network_mode_config" {
      for_each = var.vpc == null ? [] : [var.vpc]
      content {
        subnets         = network_mode_config.value.subnet_ids
        security_groups = network_mode_config.value.security_group_ids
      }
    }
  }

  dynamic "authorizer_configuration" {
    for_each = var.callers == null ? [] : [var.callers]
    content {
      custom_jwt_authorizer {
        discovery_url   = authorizer_configuration.value.discovery_url
        allowed_clients = authorizer_configuration.value.allowed_clients
        allowed_scopes  = authorizer_configuration.value.allowed_scopes
      }
    }
  }

  # AgentCore drops other headers, and takes Authorization only where it has verified the token.
  request_header_configuration {
    request_header_allowlist = concat(
      var.callers == null ? [] : ["Authorization"],
      ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Target-Account"],
    )
  }

  # A session costs memory while it waits, and keeps the configuration that it started with.
  lifecycle_configuration = [{
    idle_runtime_session_timeout = 300
    max_lifetime                 = 3600
  }]

  environment_variables = merge(local.identity, var.environment, {
    ACCOUNT_AUDIT            = "stderr"
    AWS_REGION               = local.region
    LOG_LEVEL                = var.log_level
    RUNTIME_CONFIG_SECRET_ID = aws_secretsmanager_secret.configuration.arn

    # Traces say which account a call used and how it ended; arguments and answers stay out of them.
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT = "false"
  })

  # AgentCore pulls the image with the role when it makes the runtime.
  depends_on = [aws_iam_role_policy.execution, aws_secretsmanager_secret_version.configuration]
}
