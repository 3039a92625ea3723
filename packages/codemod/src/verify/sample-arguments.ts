import type { JsonSchema } from './types.ts';

/** Deeper schemas are recursive more often than not, and no tool requires that much. */
const MAX_DEPTH = 6;
const PLAIN = 'verify';

/** Values for the required arguments of a tool, the simplest that its schema allows as far as that can be read. */
export function sampleArguments(schema: JsonSchema): Record<string, unknown> {
  return sampleObject(schema, schema, 0);
}

function sampleObject(schema: JsonSchema, root: JsonSchema, depth: number): Record<string, unknown> {
  const names = schema.required ?? [];
  return Object.fromEntries(names.map((name) => [name, sample(schema.properties?.[name], root, depth + 1)]));
}

function sample(value: unknown, root: JsonSchema, depth: number): unknown {
  if (!isSchema(value) || depth > MAX_DEPTH) return PLAIN;
  const schema = resolved(value, root);
  const given = [schema.const, schema.default, first(schema.examples), first(schema.enum)].find(
    (one) => one !== undefined,
  );
  if (given !== undefined) return given;
  const alternative = first(schema.anyOf) ?? first(schema.oneOf) ?? first(schema.allOf);
  return alternative === undefined ? sampleOfType(schema, root, depth) : sample(alternative, root, depth + 1);
}

function sampleOfType(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  switch ([schema.type].flat()[0] ?? (schema.properties ? 'object' : 'string')) {
    case 'object':
      return sampleObject(schema, root, depth);
    case 'array':
      return Array.from({ length: numberOr(schema.minItems, 0) }, () => sample(schema.items, root, depth + 1));
    case 'integer':
    case 'number':
      return numberOr(schema.minimum, numberOr(schema.exclusiveMinimum, 0) + 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return sampleString(schema);
  }
}

/** Of all strings in these shapes, one fits most patterns that tools ask for. */
const SHAPES = [
  '2026-01-01',
  '2026-01',
  '2026-01-01T00:00:00Z',
  '2026',
  '1',
  '1h',
  '123456789012',
  'us-east-1',
  'arn:aws:s3:::verify',
  'https://example.com/',
  's3://verify/verify',
  '/verify',
  'verify.txt',
  '10.0.0.0',
  'VERIFY',
  'i-0123456789abcdef0',
];

function sampleString({ format, pattern, minLength, maxLength }: JsonSchema): string {
  const formatted = sampleOfFormat(format);
  if (typeof pattern === 'string') return [formatted, ...SHAPES].find((shape) => matches(shape, pattern)) ?? formatted;
  if (formatted !== PLAIN) return formatted;
  return PLAIN.padEnd(numberOr(minLength, 0), 'x').slice(0, numberOr(maxLength, Number.POSITIVE_INFINITY));
}

function sampleOfFormat(format: unknown): string {
  switch (format) {
    case 'date-time':
      return '2026-01-01T00:00:00Z';
    case 'date':
      return '2026-01-01';
    case 'uri':
    case 'url':
      return 'https://example.com/';
    case 'email':
      return 'verify@example.com';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000';
    default:
      return PLAIN;
  }
}

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    // A pattern of another language: the tool will say what it thinks of the value.
    return true;
  }
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string' || !schema.$ref.startsWith('#/')) return schema;
  const keys = schema.$ref.slice(2).split('/');
  const target = keys.reduce<unknown>((at, key) => (isSchema(at) ? at[decodePointer(key)] : undefined), root);
  return isSchema(target) ? target : schema;
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-4 */
function decodePointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
