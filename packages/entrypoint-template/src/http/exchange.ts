import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log/create-log.ts';

/** One HTTP request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Its lines carry the request ID. */
  readonly log: Log;
  readonly notes: ExchangeNotes;
}

/** What is found out of a request while it is answered, for its log line. */
export interface ExchangeNotes {
  /** The MCP method. */
  method?: string;
  tool?: string;
  /** Why the server did not answer, as the client was told. */
  refused?: string;
  /** A stream of notifications, which ends when somebody ends it. */
  stream?: true;
  /** A probe or a `ping`: they come every few seconds, and go into the log of debugging only. */
  health?: true;
}
