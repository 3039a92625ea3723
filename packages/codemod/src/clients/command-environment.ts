import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { libraryImportEdits } from '../edit/library-imports.ts';
import { appendProperty } from '../edit/object-property.ts';
import { wrapExpression } from '../edit/wrap.ts';
import { propertyValue, resolveValue, unwrap } from '../project/resolve-value.ts';
import type { TextEdit } from '../types.ts';
import { type OptionsSlot, optionsSlot } from './options-slot.ts';
import type { ProcessStarter } from './process-starters.ts';
import { isEnvironment } from './values/environment.ts';

/** Variables of AWS tools that choose where and how, never as whom. */
const HARMLESS = /^AWS_(?:DEFAULT_)?(?:REGION|OUTPUT|PAGER|RETRY_MODE|MAX_ATTEMPTS)$/;

/**
 * The edits that give a child process the environment of the current call: `env: accountEnv()` in its options, around an
 * environment that is given already. Undefined where it cannot be told which argument the options are, or what they hold.
 */
export function commandEnvironmentEdits(call: CallExpression, starter: ProcessStarter): TextEdit[] | undefined {
  const slot = optionsSlot(call, starter);
  if (!slot) return undefined;
  const accountEnv = libraryImportEdits(call.getSourceFile(), new Set(['accountEnv'])).localName('accountEnv');
  return slotEdits(slot, accountEnv);
}

function slotEdits(slot: OptionsSlot, accountEnv: string): TextEdit[] | undefined {
  const added = `{ env: ${accountEnv}() }`;
  switch (slot.kind) {
    case 'after':
      return [insertion(slot.argument.getEnd(), `, ${added}`)];
    case 'before':
      return [insertion(slot.argument.getStart(), `${added}, `)];
    case 'given':
      return optionsEdits(slot.argument, accountEnv);
  }
}

function optionsEdits(argument: Node, accountEnv: string): TextEdit[] | undefined {
  const options = unwrap(argument);
  if (Node.isObjectLiteralExpression(options)) return literalEdits(options, accountEnv);
  const literal = resolveValue(options);
  if (!Node.isObjectLiteralExpression(literal) || !isClosed(literal)) return undefined;
  const text = options.getText();
  const given = propertyValue(literal, 'env') ? `${text}.env` : '';
  return [{ start: argument.getStart(), end: argument.getEnd(), text: `{ ...${text}, env: ${accountEnv}(${given}) }` }];
}

function literalEdits(options: ObjectLiteralExpression, accountEnv: string): TextEdit[] | undefined {
  const env = options.getProperty('env');
  if (Node.isPropertyAssignment(env)) return environmentEdits(env.getInitializerOrThrow(), accountEnv);
  if (Node.isShorthandPropertyAssignment(env)) {
    return [{ start: env.getStart(), end: env.getEnd(), text: `env: ${accountEnv}(env)` }];
  }
  return env || !isClosed(options) ? undefined : appendProperty(options, `env: ${accountEnv}()`);
}

/** Whether everything in an object is known: what is spread into it comes from objects that are known and give no environment. */
function isClosed(options: ObjectLiteralExpression): boolean {
  return options.getProperties().every((property) => {
    if (Node.isSpreadAssignment(property)) return isClosedWithoutEnvironment(resolveValue(property.getExpression()));
    return !Node.isComputedPropertyName(property.getNameNode());
  });
}

function isClosedWithoutEnvironment(value: Node): boolean {
  return Node.isObjectLiteralExpression(value) && isClosed(value) && !value.getProperty('env');
}

/**
 * `process.env` gives way; where more is added to it only that does. Any other environment is handed to `accountEnv`, which
 * takes every AWS identity out of it before it puts the account's in.
 */
function environmentEdits(env: Node, accountEnv: string): TextEdit[] {
  if (isEnvironment(env)) return [{ start: env.getStart(), end: env.getEnd(), text: `${accountEnv}()` }];
  const inherited = Node.isObjectLiteralExpression(env) ? inheritedEnvironment(env) : undefined;
  if (inherited) return [{ start: inherited.getStart(), end: inherited.getEnd(), text: `${accountEnv}()` }];
  return wrapExpression(env, `${accountEnv}(`, ')');
}

/** The `process.env` in `{ ...process.env, NAME: 'value' }` where no name added to it decides about an identity. */
function inheritedEnvironment(env: ObjectLiteralExpression): Node | undefined {
  const [first, ...others] = env.getProperties();
  const inherited = Node.isSpreadAssignment(first) ? first.getExpression() : undefined;
  return inherited && isEnvironment(inherited) && others.every(isHarmless) ? inherited : undefined;
}

function isHarmless(property: Node): boolean {
  if (!Node.isPropertyAssignment(property)) return false;
  const name = property.getNameNode();
  const key = Node.isStringLiteral(name) ? name.getLiteralValue() : name.getText();
  return /^\w+$/.test(key) && (!key.startsWith('AWS_') || HARMLESS.test(key));
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}
