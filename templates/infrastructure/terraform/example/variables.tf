variable "region" {
  type    = string
  default = "us-east-1"
}

variable "repository_name" {
  type = string
}

variable "image_digest" {
  type = string
}

variable "organization_id" {
  type = string
}

variable "account_ids" {
  description = "The accounts that callers may name."
  type        = list(string)
}

variable "external_id" {
  type      = string
  sensitive = true
}

variable "member_administrator_role_arn" {
  description = "A role that may make roles in the member account."
  type        = string
}

variable "discovery_url" {
  description = "Of the identity provider; ends with /.well-known/openid-configuration."
  type        = string
}

variable "machine_client_id" {
  type = string
}

variable "gateway_client_id" {
  type = string
}

variable "gateway_client_secret" {
  type      = string
  sensitive = true
  ephemeral = true
}
