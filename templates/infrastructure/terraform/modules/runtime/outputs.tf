output "runtime_id" {
  description = "For --update-runtime of build_and_push.sh, and for the name of the log group."
  value       = aws_bedrockagentcore_agent_runtime.this.agent_runtime_id
}

output "runtime_arn" {
  description = "For the gateway module."
  value       = aws_bedrockagentcore_agent_runtime.this.agent_runtime_arn
}

output "mcp_endpoint" {
  description = "Where clients send MCP messages."
  value       = "https://bedrock-agentcore.${local.region}.${data.aws_partition.this.dns_suffix}/runtimes/${urlencode(aws_bedrockagentcore_agent_runtime.this.agent_runtime_arn)}/invocations?qualifier=DEFAULT"
}

output "execution_role_arn" {
  description = "What the member accounts have to trust."
  value       = aws_iam_role.execution.arn
}

output "configuration_secret_arn" {
  description = "RUNTIME_CONFIG_SECRET_ID of the server."
  value       = aws_secretsmanager_secret.configuration.arn
}
