import { Node, type SourceFile } from 'ts-morph';
import { findMethodCalls } from '../project/find-calls.ts';
import { stringValue } from '../project/resolve-value.ts';
import { type OpaqueRegistration, shortText } from './registration.ts';

/**
 * `server.experimental.tasks.registerToolTask(name, config, { createTask, … })` of SDK v1. Its handlers outlive the request
 * that started them, so they are left to `withAccounts`.
 */
export function findTaskToolCalls(file: SourceFile): OpaqueRegistration[] {
  return findMethodCalls(file, 'registerToolTask').flatMap(({ call, receiver }) => {
    const [name] = call.getArguments();
    if (!name) return [];
    const reason = 'a task tool runs on after its request';
    return [
      {
        kind: 'opaque-registration',
        name: stringValue(name) ?? shortText(name),
        call,
        receiver: serverOf(receiver),
        reason,
      },
    ];
  });
}

/** The `server` of `server.experimental.tasks`. */
function serverOf(receiver: Node): Node {
  const owner = Node.isPropertyAccessExpression(receiver) ? receiver.getExpression() : receiver;
  return Node.isPropertyAccessExpression(owner) && owner.getName() === 'experimental'
    ? owner.getExpression()
    : receiver;
}
