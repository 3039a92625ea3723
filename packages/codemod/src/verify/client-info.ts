/** How verify introduces itself to the server. */
export const CLIENT_INFO = { name: 'mcp-multi-account-verify', version: '0.1.0' } as const;
