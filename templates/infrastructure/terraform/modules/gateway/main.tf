data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  region    = data.aws_region.this.region
  arn       = "arn:${data.aws_partition.this.partition}"
  agentcore = "${local.arn}:bedrock-agentcore:${local.region}:${data.aws_caller_identity.this.account_id}"

  # The regional address: AgentCore cannot read the tools of the other one.
  endpoint = "https://bedrock-agentcore.${local.region}.${data.aws_partition.this.dns_suffix}/runtimes/${urlencode(var.runtime_arn)}/invocations?qualifier=DEFAULT"
}

resource "aws_bedrockagentcore_gateway" "this" {
  name            = var.name
  protocol_type   = "MCP"
  role_arn        = aws_iam_role.gateway.arn
  authorizer_type = var.callers == null ? "AWS_IAM" : "CUSTOM_JWT"

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

  protocol_configuration {
    mcp {
      supported_versions = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]
    }
  }
}

resource "aws_bedrockagentcore_oauth2_credential_provider" "runtime" {
  count = var.runtime_client == null ? 0 : 1

  name                       = var.name
  credential_provider_vendor = "CustomOauth2"

  oauth2_provider_config {
    custom_oauth2_provider_config {
      client_id_wo                  = var.runtime_client.client_id
      client_secret_wo              = var.runtime_client_secret
      client_credentials_wo_version = var.runtime_client_version

      oauth_discovery {
        discovery_url = var.runtime_client.discovery_url
      }
    }
  }
}

resource "aws_bedrockagentcore_gateway_target" "runtime" {
  name               = var.target_name
  gateway_identifier = aws_bedrockagentcore_gateway.this.gateway_id

  target_configuration {
    mcp {
      mcp_server {
        endpoint = local.endpoint
      }
    }
  }

  credential_provider_configuration {
    dynamic "oauth" {
      for_each = aws_bedrockagentcore_oauth2_credential_provider.runtime
      content {
        provider_arn = oauth.value.credential_provider_arn
        scopes       = var.runtime_client.scopes
      }
    }

    dynamic "gateway_iam_role" {
      for_each = var.runtime_client == null ? [local.region] : []
      content {
        service = "bedrock-agentcore"
        region  = gateway_iam_role.value
      }
    }
  }

  # AgentCore reads the tools when it makes the target.
  depends_on = [aws_iam_role_policy.gateway]
}
