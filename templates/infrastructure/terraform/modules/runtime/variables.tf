variable "name" {
  description = "Name of the AgentCore Runtime."
  type        = string
  default     = "mcp_accounts"

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,47}$", var.name))
    error_message = "A letter, then at most 47 letters, digits and underscores."
  }
}

variable "repository_name" {
  description = "The ECR repository in this account: IMAGE_NAME of build_and_push.sh."
  type        = string
}

variable "image_digest" {
  description = "What build_and_push.sh printed, from sha256: on."
  type        = string

  validation {
    condition     = can(regex("^sha256:[0-9a-f]{64}$", var.image_digest))
    error_message = "sha256: and 64 hexadecimal digits. A tag may move, and AgentCore would not notice."
  }
}

variable "execution_role_name" {
  description = "Name of the role that the server runs as. The member accounts trust it by this name."
  type        = string
  default     = "McpRuntime"
}

variable "member_role_name" {
  description = "Name of the role in the member accounts; the server may assume no other."
  type        = string
  default     = "McpTarget"
}

variable "organization_id" {
  description = "o-...: the server assumes roles in this organization only. Null: anywhere that trusts it."
  type        = string
  default     = null
}

variable "configuration" {
  description = "Settings of the server that are not for everybody who may describe a runtime, kept in a secret."
  type        = map(string)
  ephemeral   = true
}

variable "configuration_version" {
  description = "Another number writes the configuration again."
  type        = number
  default     = 1
}

variable "environment" {
  description = "More environment variables, for everybody who may describe a runtime to see."
  type        = map(string)
  default     = {}
}

variable "log_level" {
  description = "LOG_LEVEL of the server."
  type        = string
  default     = "info"
}

variable "secret_arns" {
  description = "More secrets that the server reads, such as that of ENCRYPTION_KEY_SECRET_NAME."
  type        = list(string)
  default     = []
}

variable "database_user_arns" {
  description = "Database users that the server logs in as with a token of IAM: arn:aws:rds-db:...:dbuser:.../name."
  type        = list(string)
  default     = []
}

variable "callers" {
  description = "Whose tokens are accepted. Null: callers sign with SigV4 instead, and no token reaches the server."
  type = object({
    discovery_url   = string
    allowed_clients = list(string)
    allowed_scopes  = optional(list(string))
  })
  default = null
}

variable "vpc" {
  description = "The server's network. Null: the internet."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}
