variable "name" {
  description = "Name of the AgentCore Gateway."
  type        = string
  default     = "mcp-accounts"

  # Its ARN has the name in lower case, and the role's policies compare case.
  validation {
    condition     = can(regex("^([0-9a-z][-]?){1,48}$", var.name))
    error_message = "At most 48 letters in lower case, digits, and hyphens between them."
  }
}

variable "target_name" {
  description = "What the names of the tools begin with: accounts___list-objects."
  type        = string
  default     = "accounts"
}

variable "runtime_arn" {
  description = "Output runtime_arn of the runtime module."
  type        = string
}

variable "callers" {
  description = "Whose tokens the gateway accepts. Null: its callers sign with SigV4."
  type = object({
    discovery_url   = string
    allowed_clients = list(string)
    allowed_scopes  = optional(list(string))
  })
  default = null
}

variable "runtime_client" {
  description = "What the gateway is to a runtime that takes tokens. Null: to a runtime that takes SigV4, its own role."
  type = object({
    discovery_url = string
    client_id     = string
    scopes        = list(string)
  })
  default = null
}

variable "runtime_client_secret" {
  description = "The secret of runtime_client.client_id."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true
}

variable "runtime_client_version" {
  description = "Another number writes the secret again."
  type        = number
  default     = 1
}
