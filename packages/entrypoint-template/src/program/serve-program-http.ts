import { setImmediate } from 'node:timers/promises';
import type { Environment } from '../configuration/serve-config.ts';
import { within } from '../deadline.ts';
import { endProcessAfter } from '../end-process.ts';
import type { Address } from '../http/listen.ts';
import { runHttp } from '../http/run-http.ts';
import { createLog } from '../log/create-log.ts';
import type { RunningServer } from '../running-server.ts';
import { checkAccounts } from '../sdk/account-library.ts';
import { hideTransport } from './hide-transport.ts';
import { type HeldSignals, holdBackSignals } from './hold-back-signals.ts';
import { createProgramHandler } from './program-handler.ts';
import { requireAnswer } from './require-answer.ts';
import { type Program, startProgram } from './start-program.ts';

/** How long a program may take to end after its last answer: Docker kills ten seconds after SIGTERM, eight are for calls. */
const END_MS = 1_000;

/** Starts a program, serves it over HTTP, and ends the process when either is told to or the program goes away. */
export async function serveProgramHttp(
  load: () => Promise<unknown>,
  address: Address,
  env: Environment,
): Promise<RunningServer> {
  let end = async () => {};
  // Before the program adds listeners of its own, which are held back.
  const ending = endProcessAfter({ transport: 'streamable-http', close: () => end() });
  const signals = holdBackSignals();
  hideTransport(process.env);
  try {
    const program = await startProgram(load);
    const ready = async () => {
      await requireAnswer(program);
      await checkAccounts();
    };
    const running = await runHttp(createProgramHandler(program), address, { env, ready });
    let closing: Promise<void> | undefined;
    end = () => (closing ??= close(running, program, signals));
    failCallsAtExit(program);
    void endWithout(program, env, ending);
    return { ...running, close: ending.close };
  } catch (error) {
    signals.release();
    throw error;
  }
}

/** Written at once, as far as the network takes it, so that it still leaves a process that ends. */
function failCallsAtExit({ connection }: Program): void {
  process.once('exit', () => connection.end('The server program has ended'));
}

/** A container that cannot answer any more is better started anew. */
async function endWithout({ connection }: Program, env: Environment, ending: RunningServer): Promise<void> {
  const reason = await connection.ended;
  createLog(env).error(reason);
  await ending.close();
  process.exit(1);
}

/** The program learns of the end when its answers are with their clients. */
async function close(running: RunningServer, { stdio }: Program, signals: HeldSignals): Promise<void> {
  await running.close();
  stdio.end();
  // Those who listen to the end of the input are told in the next turn.
  await setImmediate();
  await within(END_MS, signals.pass());
  signals.release();
  stdio.restore();
}
