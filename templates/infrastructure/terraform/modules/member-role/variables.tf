variable "name" {
  description = "Name of the role: member_role_name of the runtime module."
  type        = string
  default     = "McpTarget"
}

variable "server_account_id" {
  description = "The account that the server runs in."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.server_account_id))
    error_message = "Twelve digits."
  }
}

variable "server_role_name" {
  description = "The role that the server runs as: execution_role_name of the runtime module."
  type        = string
  default     = "McpRuntime"
}

variable "organization_id" {
  description = "o-...: the organization that the account of the server is in. Null: none."
  type        = string
  default     = null
}

variable "external_id" {
  description = "What the server has to send when it assumes the role."
  type        = string
  sensitive   = true
}

variable "managed_policy_name" {
  description = "The policy of AWS that says what the role may do, with its path: job-function/ViewOnlyAccess."
  type        = string
  default     = "ReadOnlyAccess"
}
