import { type Command, InvalidArgumentError } from 'commander';
import type { VerifyOptions, VerifyTarget } from './verify.ts';

const EXIT = { verified: 0, failed: 1 } as const;

interface Flags {
  readonly url?: URL;
  readonly localAws?: true;
  readonly call?: string;
  readonly arguments?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: true;
}

/** Adds `verify` to the command line. `onExit` is told the exit code; a Refusal is thrown where it would be 2. */
export function registerVerify(program: Command, onExit: (code: number) => void): void {
  program
    .command('verify')
    .description('start a server as its clients do, and prove that every tool takes target_account_id and follows it')
    .argument('[command...]', 'the command that starts the server over stdio, after --')
    .option('--url <url>', 'a server that runs already, over streamable HTTP', parseUrl)
    .option('--local-aws', 'start a local AWS with several accounts, and prove who signs each call')
    .option('--call <tool>', 'the tool to call (default: every tool that surely only reads)')
    .option('--arguments <json>', 'the arguments of --call', parseArguments)
    .option('--env <NAME=value>', 'a variable for the server; may be repeated', parseVariable)
    .option('--timeout <seconds>', 'how long each answer may take', parseSeconds, 30)
    .option('--json', 'print only { summary, protocols, tools, calls }')
    .addHelpText('after', '\nExample: mcp-multi-account verify --local-aws -- node dist/index.js')
    .addHelpText('after', '\nExit codes: 0 verified, 1 a tool fails, 2 the server could not be started')
    .exitOverride()
    .action(async (command: string[], flags: Flags, self: Command) => {
      onExit(await verifyCommand(targetOf(command, flags, self), flags));
    });
}

/** Loaded only here: the clients of both SDKs take a third of a second, and --help must not wait for them. */
async function verifyCommand(target: VerifyTarget, flags: Flags): Promise<number> {
  const [{ verify }, { verifyText }] = await Promise.all([import('./verify.ts'), import('./verify-text.ts')]);
  const stopListening = endOnSignals();
  try {
    const report = await verify(target, optionsOf(flags));
    showProgress('');
    const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
    process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : verifyText(report, color));
    return report.summary.ok ? EXIT.verified : EXIT.failed;
  } finally {
    stopListening();
  }
}

function targetOf([command, ...args]: readonly string[], flags: Flags, self: Command): VerifyTarget {
  if (command !== undefined && flags.url) return self.error('error: give a command or --url, not both');
  if (flags.arguments && flags.call === undefined) return self.error('error: --arguments needs --call <tool>');
  if (flags.url) {
    if (flags.localAws || flags.env)
      return self.error('error: --local-aws and --env need a command: a server that runs already has its environment');
    return { kind: 'url', url: flags.url };
  }
  if (command === undefined) return self.error('error: give the command that starts the server, after --, or --url');
  return { kind: 'command', command, args };
}

function optionsOf(flags: Flags): VerifyOptions {
  return {
    timeoutMs: flags.timeout * 1000,
    localAws: flags.localAws === true,
    onProgress: showProgress,
    ...(flags.env && { env: flags.env }),
    ...(flags.call !== undefined && { call: { tool: flags.call, arguments: flags.arguments ?? {} } }),
  };
}

/** Servers are process groups of their own, which Ctrl-C does not reach; they end when this process exits. */
function endOnSignals(): () => void {
  const end = (signal: NodeJS.Signals) => process.exit(signal === 'SIGINT' ? 130 : 143);
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => {
    process.off('SIGINT', end).off('SIGTERM', end);
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('It must be an http(s) URL.');
  return url;
}

function parseArguments(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The same message as for other JSON.
  }
  throw new InvalidArgumentError('It must be a JSON object.');
}

function parseVariable(text: string, before: Record<string, string> = {}): Record<string, string> {
  const mark = text.indexOf('=');
  if (mark < 1) throw new InvalidArgumentError('It must be NAME=value.');
  return { ...before, [text.slice(0, mark)]: text.slice(mark + 1) };
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600)) throw new InvalidArgumentError('It must be a number of seconds up to 3600.');
  return seconds;
}

/** One line that overwrites itself, for people only. */
function showProgress(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${step}`);
}
