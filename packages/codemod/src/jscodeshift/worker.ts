import { parentPort } from 'node:worker_threads';
import type { WorkerAnswer, WorkerQuestion } from './messages.ts';
import { transformFile } from './transform-file.ts';

parentPort?.on('message', ({ id, file }: WorkerQuestion) => {
  parentPort?.postMessage({ id, ...answer(file) } satisfies WorkerAnswer);
});

function answer(file: WorkerQuestion['file']): Omit<WorkerAnswer, 'id'> {
  const messages: string[] = [];
  try {
    const text = transformFile(file, { report: (message) => messages.push(message) });
    return { messages, ...(text !== undefined && { text }) };
  } catch (error) {
    return { messages, error: error instanceof Error ? error.message : String(error) };
  }
}
