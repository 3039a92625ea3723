locals {
  arn        = "arn:${local.partition}"
  agentcore  = "${local.arn}:bedrock-agentcore:${local.region}:${local.account}"
  log_groups = "${local.arn}:logs:${local.region}:${local.account}:log-group"
  own_logs   = "${local.log_groups}:/aws/bedrock-agentcore/runtimes/${var.name}-*"
  directory  = "${local.agentcore}:workload-identity-directory/default"

  # A model may name any account; one outside of the organization would answer with what a stranger wants it to read.
  member_condition = var.organization_id == null ? {} : {
    Condition = { StringEquals = { "aws:ResourceOrgID" = var.organization_id } }
  }
}

resource "aws_iam_role" "execution" {
  name        = var.execution_role_name
  description = "Runs the MCP server ${var.name} on AgentCore."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock-agentcore.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "${local.agentcore}:runtime/${var.name}*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "execution" {
  name = "Server"
  role = aws_iam_role.execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      merge({
        Sid      = "AssumeMemberRole"
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        Resource = "${local.arn}:iam::*:role/${var.member_role_name}"
      }, local.member_condition),
      {
        Sid      = "ReadOwnSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = concat([aws_secretsmanager_secret.configuration.arn], var.secret_arns)
      },
      {
        Sid      = "PullImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = "${local.arn}:ecr:${local.region}:${local.account}:repository/${var.repository_name}"
      },
      {
        Sid      = "LogInToRegistry"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Sid      = "CreateLogGroup"
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:DescribeLogStreams"]
        Resource = local.own_logs
      },
      {
        Sid      = "FindLogGroup"
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "${local.log_groups}:*"
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${local.own_logs}:log-stream:*"
      },
      {
        Sid    = "WriteTraces"
        Effect = "Allow"
        Action = [
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
      {
        Sid       = "WriteMetrics"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = "bedrock-agentcore" } }
      },
      {
        Sid    = "OwnIdentity"
        Effect = "Allow"
        Action = [
          "bedrock-agentcore:GetWorkloadAccessToken",
          "bedrock-agentcore:GetWorkloadAccessTokenForJWT",
        ]
        Resource = [local.directory, "${local.directory}/workload-identity/${var.name}-*"]
      },
      ],
      length(var.database_user_arns) == 0 ? [] : [{
        Sid      = "LogInToStore"
        Effect   = "Allow"
        Action   = "rds-db:connect"
        Resource = var.database_user_arns
    }])
  })
}
