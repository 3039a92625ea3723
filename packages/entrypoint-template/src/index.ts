export type { Environment, ServeConfig } from './config.ts';
export { readServeConfig } from './config.ts';
export { ServeConfigurationError } from './errors.ts';
export type { ReadyCheck } from './readiness.ts';
export type { RunningServer } from './running-server.ts';
export type { CreateServer, McpServerLike } from './sdk/mcp-sdk.ts';
export type { ServeOptions } from './serve.ts';
export { serve } from './serve.ts';
