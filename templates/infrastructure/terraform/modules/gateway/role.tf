locals {
  directory = "${local.agentcore}:workload-identity-directory/default"
  identity  = [local.directory, "${local.directory}/workload-identity/${var.name}-*"]

  statements_by_token = [for provider in aws_bedrockagentcore_oauth2_credential_provider.runtime : [
    {
      Sid    = "OwnIdentity"
      Effect = "Allow"
      Action = [
        "bedrock-agentcore:GetWorkloadAccessToken",
        "bedrock-agentcore:GetWorkloadAccessTokenForJWT",
      ]
      Resource = local.identity
    },
    {
      Sid      = "GetToken"
      Effect   = "Allow"
      Action   = "bedrock-agentcore:GetResourceOauth2Token"
      Resource = concat(["${local.agentcore}:token-vault/default", provider.credential_provider_arn], local.identity)
    },
    {
      Sid      = "ReadClientSecret"
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = one(provider.client_secret_arn).secret_arn
    },
  ]]

  statements_by_role = [{
    Sid      = "CallRuntime"
    Effect   = "Allow"
    Action   = "bedrock-agentcore:InvokeAgentRuntime"
    Resource = [var.runtime_arn, "${var.runtime_arn}/runtime-endpoint/DEFAULT"]
  }]
}

resource "aws_iam_role" "gateway" {
  name_prefix = "${var.name}-"
  description = "Lets the gateway ${var.name} call its target."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock-agentcore.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
        ArnLike      = { "aws:SourceArn" = "${local.agentcore}:gateway/${var.name}-*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "gateway" {
  name = "Target"
  role = aws_iam_role.gateway.id

  policy = var.runtime_client == null ? local.policy_by_role : local.policy_by_token
}

locals {
  policy_by_role  = jsonencode({ Version = "2012-10-17", Statement = local.statements_by_role })
  policy_by_token = jsonencode({ Version = "2012-10-17", Statement = flatten(local.statements_by_token) })
}
