mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  server_account_id = "999999999999"
  external_id       = "external"
}

run "the_role_trusts_one_role_of_the_server_with_the_external_id" {
  variables {
    organization_id = "o-abcdefghij"
  }

  assert {
    condition = nonsensitive(jsondecode(aws_iam_role.this.assume_role_policy)).Statement == [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::999999999999:root" }
      Action    = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
      Condition = {
        StringEquals = { "sts:ExternalId" = "external", "aws:PrincipalOrgID" = "o-abcdefghij" }
        ArnLike      = { "aws:PrincipalArn" = "arn:aws:iam::999999999999:role/McpRuntime" }
      }
    }]
    error_message = "Not what mcp-accounts policy prints."
  }
  assert {
    condition     = aws_iam_role_policy_attachment.this.policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess"
    error_message = "Another policy than the default."
  }
  assert {
    condition     = contains(jsondecode(aws_iam_role_policy.no_secrets_and_no_credentials.policy).Statement[0].Action, "secretsmanager:GetSecretValue")
    error_message = "A reader would read secrets."
  }
}

run "without_an_organization_the_external_id_stays" {
  assert {
    condition     = nonsensitive(jsondecode(aws_iam_role.this.assume_role_policy)).Statement[0].Condition.StringEquals == { "sts:ExternalId" = "external" }
    error_message = "The external ID is gone."
  }
}

run "an_account_that_is_none_is_refused" {
  command = plan
  variables { server_account_id = "production" }
  expect_failures = [var.server_account_id]
}
