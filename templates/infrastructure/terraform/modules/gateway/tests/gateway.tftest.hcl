mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "999999999999" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::999999999999:role/mcp-accounts-gateway" }
  }
  mock_resource "aws_bedrockagentcore_oauth2_credential_provider" {
    defaults = {
      credential_provider_arn = "arn:aws:bedrock-agentcore:us-east-1:999999999999:token-vault/default/oauth2credentialprovider/mcp-accounts"
      client_secret_arn       = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:999999999999:secret:tokens" }]
    }
  }
}

variables {
  runtime_client_secret = "not-a-secret"
  runtime_arn           = "arn:aws:bedrock-agentcore:us-east-1:999999999999:runtime/mcp-a1b2c3"
}

run "to_a_runtime_that_takes_sigv4_the_gateway_is_its_role" {
  assert {
    condition = jsondecode(aws_iam_role_policy.gateway.policy).Statement == [{
      Sid      = "CallRuntime"
      Effect   = "Allow"
      Action   = "bedrock-agentcore:InvokeAgentRuntime"
      Resource = [var.runtime_arn, "${var.runtime_arn}/runtime-endpoint/DEFAULT"]
    }]
    error_message = "The role may do something else, or not call the runtime."
  }
  assert {
    condition     = aws_bedrockagentcore_gateway_target.runtime.credential_provider_configuration[0].gateway_iam_role[0].service == "bedrock-agentcore"
    error_message = "Nothing says what the signature is for."
  }
  assert {
    condition     = length(aws_bedrockagentcore_oauth2_credential_provider.runtime) == 0
    error_message = "A provider of tokens that nobody uses."
  }
  assert {
    condition     = aws_bedrockagentcore_gateway.this.authorizer_type == "AWS_IAM"
    error_message = "Without callers, those of the gateway sign with SigV4."
  }
}

run "to_a_runtime_that_takes_tokens_the_gateway_is_a_client" {
  variables {
    callers = {
      discovery_url   = "https://idp.example/.well-known/openid-configuration"
      allowed_clients = ["machine"]
    }
    runtime_client = {
      discovery_url = "https://idp.example/.well-known/openid-configuration"
      client_id     = "gateway"
      scopes        = ["mcp/invoke"]
    }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.gateway.policy).Statement : statement.Sid] == ["OwnIdentity", "GetToken", "ReadClientSecret"]
    error_message = "Without one of the three, every call ends with an internal error."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.gateway.policy).Statement[2].Resource == "arn:aws:secretsmanager:us-east-1:999999999999:secret:tokens"
    error_message = "Another secret than that of the provider."
  }
  assert {
    condition     = length(aws_bedrockagentcore_gateway_target.runtime.credential_provider_configuration[0].gateway_iam_role) == 0
    error_message = "A target has one way to its server."
  }
  assert {
    condition     = aws_bedrockagentcore_gateway_target.runtime.credential_provider_configuration[0].oauth[0].scopes == tolist(["mcp/invoke"])
    error_message = "A token without the scope is refused by the runtime."
  }
}
