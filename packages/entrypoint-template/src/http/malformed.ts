import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../log/create-log.ts';

/** A client that is gone in the middle of a request has sent nothing wrong. */
const HUNG_UP = new Set(['ECONNRESET', 'HPE_INVALID_EOF_STATE']);

/** Answers what is no HTTP request, or came too slowly to be one: there is no request yet that could be answered. */
export function answerMalformed(log: Log, hasAnswer: (socket: Socket) => boolean) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    const { code = '' } = error;
    const status = statusOf(code);
    if (!HUNG_UP.has(code)) log.info('refused what is no HTTP request', { code, status });
    if (!socket.writable || code === 'ECONNRESET' || hasAnswer(socket)) return void socket.destroy();
    endRaw(socket, status);
  };
}

/** Answers on a connection that Node has given up, and ends it. */
export function endRaw(socket: Socket, status: number): void {
  // Nobody else listens any more, and an error without a listener ends the process.
  socket.on('error', () => {});
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroySoon());
}

/** https://nodejs.org/api/http.html#event-clienterror */
function statusOf(code: string): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    default:
      return 400;
  }
}
