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
    defaults = { arn = "arn:aws:iam::999999999999:role/McpRuntime" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:us-east-1:999999999999:secret:mcp-abc123" }
  }
  mock_resource "aws_bedrockagentcore_agent_runtime" {
    defaults = { agent_runtime_arn = "arn:aws:bedrock-agentcore:us-east-1:999999999999:runtime/mcp-a1b2c3" }
  }
}

variables {
  repository_name = "my-server"
  image_digest    = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  configuration   = { CROSS_ACCOUNT_ROLE_NAME = "McpTarget" }
}

run "a_runtime_without_callers_takes_sigv4_and_no_token" {
  assert {
    condition     = length(aws_bedrockagentcore_agent_runtime.this.authorizer_configuration) == 0
    error_message = "No authorizer means SigV4."
  }
  assert {
    condition     = lookup(aws_bedrockagentcore_agent_runtime.this.environment_variables, "MCP_AUTH", "") == ""
    error_message = "The server would wait for tokens that never come."
  }
  assert {
    condition     = !contains(aws_bedrockagentcore_agent_runtime.this.request_header_configuration[0].request_header_allowlist, "Authorization")
    error_message = "AgentCore takes Authorization only where it has verified the token."
  }
  assert {
    condition     = aws_bedrockagentcore_agent_runtime.this.agent_runtime_artifact[0].container_configuration[0].container_uri == "999999999999.dkr.ecr.us-east-1.amazonaws.com/my-server@${var.image_digest}"
    error_message = "The image is named by its digest."
  }
  assert {
    condition     = output.mcp_endpoint == "https://bedrock-agentcore.us-east-1.amazonaws.com/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-east-1%3A999999999999%3Aruntime%2Fmcp-a1b2c3/invocations?qualifier=DEFAULT"
    error_message = "The ARN is one segment of the path."
  }
}

run "the_server_assumes_the_member_role_and_no_other" {
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement
      if anytrue([for action in flatten([statement.Action]) : startswith(action, "sts:")])
      ] == [{
        Sid      = "AssumeMemberRole"
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        Resource = "arn:aws:iam::*:role/McpTarget"
    }]
    error_message = "Another role, or another action of STS."
  }
  assert {
    condition = sort([
      for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Sid
      if contains(flatten([statement.Resource]), "*")
    ]) == tolist(["LogInToRegistry", "WriteMetrics", "WriteTraces"])
    error_message = "A statement without a resource that AWS would take one for."
  }
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : [
        for action in flatten([statement.Action]) : !endswith(action, "*") && !endswith(action, "ForUserId") && action != "iam:PassRole"
      ]
    ]))
    error_message = "An action that is too wide."
  }
}

run "in_an_organization_with_callers_a_network_and_a_database" {
  variables {
    organization_id    = "o-abcdefghij"
    database_user_arns = ["arn:aws:rds-db:us-east-1:999999999999:dbuser:cluster-ABC/mcp_server"]
    callers = {
      discovery_url   = "https://idp.example/.well-known/openid-configuration"
      allowed_clients = ["one"]
    }
    vpc = {
      subnet_ids         = ["subnet-1", "subnet-2"]
      security_group_ids = ["sg-1"]
    }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.execution.policy).Statement[0].Condition.StringEquals["aws:ResourceOrgID"] == "o-abcdefghij"
    error_message = "The organization is no condition."
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource if statement.Action == "rds-db:connect"] == [["arn:aws:rds-db:us-east-1:999999999999:dbuser:cluster-ABC/mcp_server"]]
    error_message = "The database user cannot log in."
  }
  assert {
    condition     = aws_bedrockagentcore_agent_runtime.this.request_header_configuration[0].request_header_allowlist[0] == "Authorization"
    error_message = "The rules of who may use which account need the token."
  }
  assert {
    condition     = aws_bedrockagentcore_agent_runtime.this.environment_variables["MCP_AUTH_ISSUER"] == "https://idp.example"
    error_message = "The server would take tokens of another issuer."
  }
  assert {
    condition     = aws_bedrockagentcore_agent_runtime.this.network_configuration[0].network_mode == "VPC"
    error_message = "The runtime is not in its network."
  }
}

run "a_tag_in_place_of_a_digest_is_refused" {
  command = plan
  variables { image_digest = "latest" }
  expect_failures = [var.image_digest]
}
