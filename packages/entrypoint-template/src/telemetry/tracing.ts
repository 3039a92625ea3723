import { createRequire } from 'node:module';
import { requireFromServer } from '../server-folder.ts';

type Api = typeof import('@opentelemetry/api');

const NAME = '@opentelemetry/api';

/** Where every copy of the API looks for what an SDK has registered, in all 1.x versions. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

let api: Api | undefined;

/**
 * The OpenTelemetry API, once an SDK has registered itself with it. Until then nothing is loaded: a server that is not traced
 * pays nothing.
 */
export function tracing(): Api | undefined {
  if (!(REGISTERED in globalThis)) return undefined;
  api ??= load();
  return api;
}

/** The server's copy first: a newer one than that which the SDK has registered itself with would see nothing of it. */
function load(): Api | undefined {
  for (const require of [requireFromServer(), createRequire(import.meta.url)]) {
    try {
      return require(NAME) as Api;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

/** The span that is under way, as fields of a log line: https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/ */
export function traceFields(): { readonly trace_id?: string; readonly span_id?: string } {
  const span = tracing()?.trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
