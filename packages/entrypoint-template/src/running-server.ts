/** A server that answers. */
export interface RunningServer {
  readonly transport: 'stdio' | 'streamable-http';
  /** Where the MCP endpoint is; absent over stdio. */
  readonly url?: string;
  /**
   * Lets calls under way finish for up to eight seconds, then closes. Over HTTP, new ones are taken for half a second of it,
   * where some are under way. May be called repeatedly.
   */
  close(): Promise<void>;
}

/**
 * How long calls under way may still take once the server is told to stop. `docker stop` kills after ten seconds, ECS
 * after thirty: https://docs.docker.com/reference/cli/docker/container/stop/
 */
export const DRAIN_MS = 8_000;
