/**
 * Packages whose exports the codemod knows by name. In the workspace of such a package its examples import it by the same
 * name; were that followed to its source, nothing of what they are made of would be recognized.
 */
const KNOWN_PACKAGES = new Set([
  '@modelcontextprotocol/sdk',
  '@modelcontextprotocol/server',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/core',
  '@mcp-multi-account/cred-extract',
  '@cyanheads/mcp-ts-core',
  '@mastra/core',
  '@mastra/mcp',
  '@rekog/mcp-nest',
  '@vercel/mcp-adapter',
  'fastmcp',
  'mcp-framework',
  'mcp-handler',
  'tmcp',
  'xmcp',
  'zod',
]);

export function isKnownPackage(name: string): boolean {
  return KNOWN_PACKAGES.has(name);
}
