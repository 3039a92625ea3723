# A server that takes tokens, a gateway in front of it, and one member account.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.66, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "member"
  region = var.region

  assume_role {
    role_arn = var.member_administrator_role_arn
  }
}

data "aws_caller_identity" "server" {}

module "runtime" {
  source = "../modules/runtime"

  repository_name = var.repository_name
  image_digest    = var.image_digest
  organization_id = var.organization_id

  callers = {
    discovery_url   = var.discovery_url
    allowed_clients = [var.machine_client_id, var.gateway_client_id]
    allowed_scopes  = ["mcp/invoke"]
  }

  configuration = {
    CROSS_ACCOUNT_ROLE_NAME   = "McpTarget"
    CROSS_ACCOUNT_EXTERNAL_ID = var.external_id
    CROSS_ACCOUNT_IDS         = join(",", var.account_ids)
  }
}

module "gateway" {
  source = "../modules/gateway"

  runtime_arn = module.runtime.runtime_arn

  callers = {
    discovery_url   = var.discovery_url
    allowed_clients = [var.machine_client_id]
    allowed_scopes  = ["mcp/invoke"]
  }

  runtime_client = {
    discovery_url = var.discovery_url
    client_id     = var.gateway_client_id
    scopes        = ["mcp/invoke"]
  }
  runtime_client_secret = var.gateway_client_secret
}

module "member_role" {
  source    = "../modules/member-role"
  providers = { aws = aws.member }

  server_account_id = data.aws_caller_identity.server.account_id
  organization_id   = var.organization_id
  external_id       = var.external_id
}

output "mcp_endpoint" {
  value = module.runtime.mcp_endpoint
}

output "gateway_url" {
  value = module.gateway.gateway_url
}
