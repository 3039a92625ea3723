import { describe, expect, it } from 'vitest';
import { startToolCallSpan } from '../../src/telemetry/tool-call-span.ts';
import { traceFields, tracing } from '../../src/telemetry/tracing.ts';

const REGISTERED = Symbol.for('opentelemetry.js.api.1');
const CALL = { id: 1, method: 'tools/call', params: { name: 'where' } };

describe('a server that nobody traces', () => {
  it('loads nothing, though the API is installed', () => {
    expect(tracing()).toBeUndefined();
    expect(startToolCallSpan(CALL)).toBeUndefined();
    expect(traceFields()).toEqual({});
    expect(REGISTERED in globalThis).toBe(false);
  });

  it('has no spans where the API is loaded and no SDK', async () => {
    const { diag } = await import('@opentelemetry/api');
    diag.setLogger({ error() {}, warn() {}, info() {}, debug() {}, verbose() {} });
    expect(REGISTERED in globalThis).toBe(true);
    expect(startToolCallSpan(CALL)).toBeUndefined();
    expect(traceFields()).toEqual({});
  });
});
