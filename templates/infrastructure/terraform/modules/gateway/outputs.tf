output "gateway_url" {
  description = "Where clients send MCP messages."
  value       = aws_bedrockagentcore_gateway.this.gateway_url
}

output "gateway_id" {
  description = "For --sync-gateway of build_and_push.sh."
  value       = aws_bedrockagentcore_gateway.this.gateway_id
}

output "target_id" {
  description = "For --gateway-target of build_and_push.sh."
  value       = aws_bedrockagentcore_gateway_target.runtime.target_id
}
