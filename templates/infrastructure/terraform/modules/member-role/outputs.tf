output "role_arn" {
  description = "For mcp-accounts add --role-arn."
  value       = aws_iam_role.this.arn
}
