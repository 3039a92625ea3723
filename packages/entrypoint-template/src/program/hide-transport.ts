/**
 * Tells a program that it serves stdio. FastMCP and others read the same variables as the entry point, and would listen on
 * the port themselves.
 */
export function hideTransport(env: Record<string, string | undefined>): void {
  for (const prefix of ['MCP_', 'FASTMCP_']) {
    if (env[`${prefix}TRANSPORT`]) env[`${prefix}TRANSPORT`] = 'stdio';
    for (const name of ['HOST', 'PORT', 'STATELESS_HTTP']) delete env[`${prefix}${name}`];
  }
}
