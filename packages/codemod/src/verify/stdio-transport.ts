import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Refusal } from '../run/refusal.ts';
import { splitLines } from './lines.ts';
import type { ServerOutput } from './server-output.ts';

/** How long a server may take to end by itself, and then after SIGTERM. */
const END_MS = 500;
const TERMINATE_MS = 1500;
/** A process group, so that a server started through npx, npm or a shell ends with what started it. */
const HAS_GROUPS = process.platform !== 'win32';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A server as a child process, as a transport for the clients of both SDKs. Their own transports keep neither the exit
 * code nor what is printed beside the protocol, and leave the children of the child behind.
 */
export class StdioTransport {
  onmessage?: (message: unknown) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  readonly #command: ServerCommand;
  readonly #output: ServerOutput;
  #child: ChildProcess | undefined;
  #exit: string | undefined;
  readonly #killNow = () => this.#kill('SIGKILL');

  constructor(command: ServerCommand, output: ServerOutput) {
    this.#command = command;
    this.#output = output;
  }

  /** How the process ended by itself; undefined while it runs, and when it was told to end. */
  get exit(): string | undefined {
    return this.#exit;
  }

  /** @throws Refusal when there is no such program. */
  async start(): Promise<void> {
    const { command, args, env } = this.#command;
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'], detached: HAS_GROUPS });
    this.#child = child;
    // A verify that is interrupted leaves no server behind.
    process.once('exit', this.#killNow);
    splitLines(child.stdout, (line) => this.#receive(line));
    splitLines(child.stderr, (line) => this.#output.addError(line));
    child.stdin.on('error', () => {});
    child.once('close', (code, signal) => this.#ended(signal ?? `exit code ${code}`));
    try {
      await once(child, 'spawn');
    } catch (error) {
      throw new Refusal(`Cannot start ${command}: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`);
    }
  }

  async send(message: unknown): Promise<void> {
    if (!this.#child?.stdin?.writable) throw new Error('The server has closed its standard input.');
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    child.stdin?.end();
    if (!(await this.#endsWithin(child, END_MS))) {
      this.#signal(child, 'SIGTERM');
      await this.#endsWithin(child, TERMINATE_MS);
    }
    // Also after an orderly end: a launcher may have left its server running.
    this.#signal(child, 'SIGKILL');
    process.off('exit', this.#killNow);
  }

  #receive(line: string): void {
    const message = parseMessage(line);
    if (message === undefined) this.#output.addNoise(line);
    else this.onmessage?.(message);
  }

  #ended(how: string): void {
    if (this.#child) this.#exit = how;
    this.onclose?.();
  }

  async #endsWithin(child: ChildProcess, ms: number): Promise<boolean> {
    if (child.exitCode !== null || child.signalCode !== null) return true;
    const signal = AbortSignal.timeout(ms);
    return once(child, 'close', { signal }).then(
      () => true,
      () => false,
    );
  }

  #kill(signal: NodeJS.Signals): void {
    if (this.#child) this.#signal(this.#child, signal);
  }

  #signal(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
      if (HAS_GROUPS) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // The whole group has ended.
    }
  }
}

function parseMessage(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return (value as { jsonrpc?: unknown } | null)?.jsonrpc === '2.0' ? value : undefined;
  } catch {
    return undefined;
  }
}
