import { syncBuiltinESMExports } from 'node:module';
import { Readable, Writable } from 'node:stream';

/** The standard input and output of a program that runs in this process. */
export interface InProcessStdio {
  /** Hands over `text` before it returns, in the caller's async context, if `isRead()`. */
  deliver(text: string): void;
  /** Whether anybody listens to the input. */
  isListenedTo(): boolean;
  /** Whether what is delivered now is read at once, rather than kept until the program goes on reading. */
  isRead(): boolean;
  /** Ends the input, as a client does that has gone. */
  end(): void;
  /** Gives the process its own streams back. */
  restore(): void;
}

/**
 * Replaces `process.stdin` and `process.stdout` by streams inside this process, for whatever is imported from now on.
 *
 * The real standard output writes to the new one as well: a console that was used before keeps the stream it was first
 * used with, and some programs write their messages with `console.log`.
 */
export function replaceStdio(write: (chunk: string | Uint8Array) => void): InProcessStdio {
  const stdin = asPipe(new Readable({ read: () => {} }));
  const stdout = writableTo(write);
  const real = process.stdout;
  const restoreStreams = [replace('stdin', stdin), replace('stdout', stdout)];
  const restoreWrite = redirect(real, stdout);
  return {
    deliver: (text) => void stdin.push(Buffer.from(text)),
    isListenedTo: () => listeners(stdin, 'data') + listeners(stdin, 'readable') > 0,
    isRead: () => stdin.readableLength === 0 && (stdin.readableFlowing === true || listeners(stdin, 'readable') > 0),
    end: () => void stdin.push(null),
    restore: () => {
      for (const restore of [...restoreStreams, restoreWrite]) restore();
      syncBuiltinESMExports();
    },
  };
}

/** What a pipe has beside a stream. Nothing here keeps the process alive. */
function asPipe(stream: Readable): Readable {
  const itself = () => stream;
  return Object.assign(stream, { ref: itself, unref: itself });
}

/** Its writers never have to wait: who wrote is told by the async context, which waiting might lose. */
function writableTo(write: (chunk: string | Uint8Array) => void): Writable {
  return new Writable({
    highWaterMark: Number.MAX_SAFE_INTEGER,
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => {
      // First, because a stream keeps what is written while it writes until later, when another context may be current.
      done();
      write(chunk);
    },
  });
}

function replace(name: 'stdin' | 'stdout', stream: Readable | Writable): () => void {
  const own = Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor;
  Object.defineProperty(process, name, { value: stream, configurable: true, enumerable: true, writable: true });
  // For `import { stdin } from 'node:process'`.
  syncBuiltinESMExports();
  return () => Object.defineProperty(process, name, own);
}

function redirect(from: Writable, to: Writable): () => void {
  const { write } = from;
  from.write = to.write.bind(to) as typeof write;
  return () => {
    from.write = write;
  };
}

function listeners(stream: Readable, event: string): number {
  return stream.listenerCount(event);
}
