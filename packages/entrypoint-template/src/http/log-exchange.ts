import type { Exchange } from './exchange.ts';

/** Writes one line once the answer is out or the client gone: who asked for what in names, never in arguments or headers. */
export function logWhenOver({ request, response, log, notes }: Exchange): void {
  const began = performance.now();
  response.once('close', () => {
    const { health, stream: _stream, ...names } = notes;
    const fields = {
      http_method: request.method,
      path: request.url?.split('?', 1)[0],
      ...names,
      status: response.statusCode,
      duration_ms: Math.round(performance.now() - began),
      ...(!response.writableFinished && { client_gone: true }),
    };
    log[health ? 'debug' : levelOf(response.statusCode)]('request', fields);
  });
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
