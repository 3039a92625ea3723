import { Worker } from 'node:worker_threads';
import type { WorkerAnswer } from './messages.ts';
import type { JscodeshiftApi, JscodeshiftFile } from './transform-file.ts';

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let lastId = 0;

/**
 * The transform for `jscodeshift -t`. jscodeshift compiles every module that its process requires with Babel, and ts-morph
 * neither survives that nor is fast then: the engine runs in a thread, which has a module loader of its own.
 */
export default async function transformWithJscodeshift(
  { path, source }: JscodeshiftFile,
  api: JscodeshiftApi,
): Promise<string | undefined> {
  const { text, messages, error } = await ask({ path, source });
  for (const message of messages) api.report?.(message);
  if (error !== undefined) throw new Error(error);
  return text;
}

function ask(file: JscodeshiftFile): Promise<WorkerAnswer> {
  worker ??= startWorker();
  lastId += 1;
  const id = lastId;
  const answer = new Promise<WorkerAnswer>((resolve, reject) => waiting.set(id, { resolve, reject }));
  // A process with work left must not end, and one without must not be kept from it.
  worker.ref();
  worker.postMessage({ id, file });
  return answer;
}

function startWorker(): Worker {
  const started = new Worker(new URL('./jscodeshift-worker.js', import.meta.url));
  started.on('message', (answer: WorkerAnswer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
    if (waiting.size === 0) started.unref();
  });
  started.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error as Error);
    waiting.clear();
    worker = undefined;
  });
  return started;
}
