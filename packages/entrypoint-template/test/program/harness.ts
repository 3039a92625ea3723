// `node harness.ts <program file>`: the program over HTTP, each request in a store that its header `x-store` names, and for
// the account that `x-account` names.
import { AsyncLocalStorage } from 'node:async_hooks';
import { runHttp } from '../../src/http/run-http.ts';
import { createProgramHandler } from '../../src/program/program-handler.ts';
import { startProgram } from '../../src/program/start-program.ts';

const store = new AsyncLocalStorage<string>();
Object.assign(globalThis, { store });

const [file = ''] = process.argv.slice(2);
const program = await startProgram(() => import(new URL(`programs/${file}`, import.meta.url).href));
const { handle, close } = createProgramHandler(program);
const inStore: typeof handle = (request, response, body, context) => {
  const { 'x-store': name = '', 'x-account': targetAccountId } = request.headers as Record<string, string>;
  return store.run(name, () =>
    handle(request, response, body, { ...context, ...(targetAccountId && { targetAccountId }) }),
  );
};
const address = { host: '127.0.0.1', port: 0 };
const running = await runHttp({ handle: inStore, close }, address, { env: process.env, ready: async () => {} });
console.error(`harness at ${running.url}`);
