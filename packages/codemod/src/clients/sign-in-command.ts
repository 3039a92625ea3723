import { type CallExpression, Node } from 'ts-morph';
import { resolveValue, stringValue } from '../project/resolve-value.ts';

/**
 * Whether a command signs a person in or out, `aws sso login`: that is about the machine's own session, and no account's
 * credentials have a part in it. Seen in a command line, or in the list of arguments behind the program.
 */
export function signsIn(call: CallExpression): boolean {
  const [command, args] = call.getArguments();
  const line = command && stringValue(command);
  if (line !== undefined && /^\s*aws\s+sso\s+log(?:in|out)\b/.test(line)) return true;
  const list = args && resolveValue(args);
  if (!Node.isArrayLiteralExpression(list)) return false;
  const [service, operation] = list.getElements().flatMap((element) => stringValue(element) ?? []);
  return service === 'sso' && /^log(?:in|out)$/.test(operation ?? '');
}
