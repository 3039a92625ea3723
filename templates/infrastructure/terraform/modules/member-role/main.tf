data "aws_partition" "this" {}

locals {
  arn = "arn:${data.aws_partition.this.partition}"
}

# What `mcp-accounts policy` prints. The principal is the server's account, narrowed by conditions: a role that was named as
# principal would be stored by its unique ID, and one that was made again would be another one.
resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "Assumed by MCP servers for calls that name this account."
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "${local.arn}:iam::${var.server_account_id}:root" }
      Action    = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
      Condition = {
        StringEquals = merge(
          { "sts:ExternalId" = var.external_id },
          var.organization_id == null ? {} : { "aws:PrincipalOrgID" = var.organization_id },
        )
        ArnLike = {
          "aws:PrincipalArn" = "${local.arn}:iam::${var.server_account_id}:role/${var.server_role_name}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = "${local.arn}:iam::aws:policy/${var.managed_policy_name}"
}

resource "aws_iam_role_policy" "no_secrets_and_no_credentials" {
  name = "NoSecretsAndNoCredentials"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Deny"
      Action   = jsondecode(file("${path.module}/denied-actions.json"))
      Resource = "*"
    }]
  })
}
