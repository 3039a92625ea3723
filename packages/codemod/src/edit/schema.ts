import type { Node } from 'ts-morph';
import type { SchemaTarget } from '../classify/schema.ts';
import type { SchemaSlot } from '../discover/registration.ts';
import { type ToolApi, traitsOf } from '../discover/tool-api.ts';
import type { TextEdit } from '../types.ts';
import type { AccountField } from './account-field.ts';
import { appendProperty } from './object-property.ts';
import { endOfLine } from './source-style.ts';
import { callMethodOn, wrapExpression } from './wrap.ts';

type EditableTarget = Extract<SchemaTarget, { kind: 'literal' | 'spread' | 'extend' }>;
type MissingSlot = Exclude<SchemaSlot, { kind: 'present' | 'unreadable' }>;

/** Adds the field to a schema that is there. */
export function extendSchema(target: EditableTarget, field: AccountField): TextEdit[] {
  switch (target.kind) {
    case 'literal':
      return appendProperty(target.literal, field.text);
    case 'spread':
      return wrapExpression(target.expression, '{ ...', `, ${field.text} }`);
    case 'extend':
      return callMethodOn(target.expression, `extend({ ${field.text} })`);
  }
}

/** Gives a tool without a schema one that holds the field alone: a raw shape where the library takes one, else a zod object. */
export function createSchema(slot: MissingSlot, field: AccountField, api: ToolApi): TextEdit[] {
  const shape = `{ ${field.text} }`;
  const schema = traitsOf(api).takesShapes ? shape : `${field.zod.name}.object(${shape})`;
  switch (slot.kind) {
    case 'missing-argument':
      return [insertArgument(slot.before, shape)];
    case 'missing-property':
      return appendProperty(slot.config, `${slot.property ?? 'inputSchema'}: ${schema}`);
    case 'missing-in-reference':
      return wrapExpression(slot.config, '{ ...', `, inputSchema: ${schema} }`);
  }
}

/** An argument that begins its own line gets the new one on a line of its own above it. */
function insertArgument(before: Node, argument: string): TextEdit {
  const start = before.getStart();
  const text = before.getSourceFile().getFullText();
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  const gap = indent.trim() === '' && lineStart > 0 ? endOfLine(text) + indent : ' ';
  return { start, end: start, text: `${argument},${gap}` };
}
