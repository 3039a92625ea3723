import { setTimeout as sleep } from 'node:timers/promises';

/** How long a container may take to its first answer. */
const START_WITHIN_MS = 30_000;

/** AgentCore's own: undocumented, without a token, `params` null, and answered before any handshake. */
const PING = { jsonrpc: '2.0', id: 'probe', method: 'ping', params: null };

/** Resolves when the container answers. */
export async function untilHealthy(origin: string): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < START_WITHIN_MS) {
    const answer = await fetch(`${origin}/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`${origin}/ping does not answer within ${START_WITHIN_MS / 1000} s.`);
}

/** What is wrong with the answers to the probes that AgentCore and load balancers send. Empty is good. */
export async function checkProbes(origin: string): Promise<string[]> {
  const problems: string[] = [];
  for (const path of ['/ping', '/health', '/healthz']) {
    const { status } = await fetch(`${origin}${path}`);
    if (status !== 200) problems.push(`GET ${path} is answered with ${status}`);
  }
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const answer = await fetch(`${origin}/mcp`, { method: 'POST', headers, body: JSON.stringify(PING) });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('"result":{}')) {
    problems.push(`a ping with params null is answered with ${answer.status}: ${text.slice(0, 200)}`);
  }
  return problems;
}
