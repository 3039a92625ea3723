import type { Environment } from '../configuration/serve-config.ts';
import { ServeConfigurationError } from '../errors.ts';

/** What one client may take of the server. */
export interface HttpLimits {
  /** Calls at once; one more is answered with 503. Health is never refused. */
  readonly concurrentCalls: number;
  readonly bodyBytes: number;
  /** For the head of a request. */
  readonly headersSeconds: number;
  /** For a request with its body. */
  readonly requestSeconds: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveSeconds: number;
  /** For the answer to a call. */
  readonly callSeconds: number;
}

interface Setting {
  readonly name: string;
  readonly fallback: number;
  readonly most: number;
}

const MIB = 1024 * 1024;

export const HTTP_SETTINGS: Readonly<Record<keyof HttpLimits, Setting>> = {
  concurrentCalls: { name: 'MCP_MAX_CONCURRENT_CALLS', fallback: 1_000, most: 100_000 },
  // The default of both SDKs, and the most that AgentCore passes on:
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html
  bodyBytes: { name: 'MCP_MAX_BODY_BYTES', fallback: 4 * MIB, most: 100 * MIB },
  headersSeconds: { name: 'MCP_HEADERS_TIMEOUT_SECONDS', fallback: 10, most: 3_600 },
  requestSeconds: { name: 'MCP_REQUEST_TIMEOUT_SECONDS', fallback: 60, most: 3_600 },
  // Longer than the 60 s after which an Application Load Balancer closes: who closes first must not be the server, or
  // a request meets a closed connection.
  keepAliveSeconds: { name: 'MCP_KEEP_ALIVE_SECONDS', fallback: 65, most: 3_600 },
  // AgentCore's limit of a synchronous request.
  callSeconds: { name: 'MCP_CALL_TIMEOUT_SECONDS', fallback: 900, most: 86_400 },
};

/** @throws ServeConfigurationError for a value that is no whole number from 1 to the setting's most. */
export function readHttpLimits(env: Environment): HttpLimits {
  const limits = Object.fromEntries(
    Object.entries(HTTP_SETTINGS).map(([limit, setting]) => [limit, readNumber(env, setting)]),
  ) as unknown as HttpLimits;
  if (limits.headersSeconds > limits.requestSeconds) {
    const { headersSeconds, requestSeconds } = HTTP_SETTINGS;
    throw new ServeConfigurationError(`${headersSeconds.name} must not be more than ${requestSeconds.name}.`);
  }
  return limits;
}

function readNumber(env: Environment, { name, fallback, most }: Setting): number {
  const text = env[name]?.trim();
  if (!text) return fallback;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1 && value <= most) return value;
  throw new ServeConfigurationError(`${name} must be a whole number from 1 to ${most}, not ${JSON.stringify(text)}.`);
}
