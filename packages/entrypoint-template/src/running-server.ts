/** A server that answers. */
export interface RunningServer {
  readonly transport: 'stdio' | 'streamable-http';
  /** Where the MCP endpoint is; absent over stdio. */
  readonly url?: string;
  /** Takes no new work, lets calls under way finish for up to ten seconds, then closes. May be called repeatedly. */
  close(): Promise<void>;
}

/** How long calls under way may still take once the server is told to stop. AgentCore and ECS kill later than this. */
export const DRAIN_MS = 10_000;
