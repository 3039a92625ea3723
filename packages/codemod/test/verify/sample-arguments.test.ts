import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleArguments } from '../../src/verify/sample-arguments.ts';
import type { JsonSchema } from '../../src/verify/types.ts';

const SHAPES = {
  text: z.string(),
  long: z.string().min(10),
  short: z.string().max(3),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  account: z.string().regex(/^\d{12}$/),
  when: z.iso.datetime(),
  link: z.url(),
  mail: z.email(),
  id: z.uuid(),
  choice: z.enum(['a', 'b']),
  constant: z.literal('fixed'),
  defaulted: z.number().default(7),
  count: z.number().int().min(3),
  positive: z.number().positive(),
  flag: z.boolean(),
  nothing: z.null(),
  many: z.array(z.string()).min(2),
  nested: z.object({ inner: z.object({ size: z.number() }) }),
  either: z.union([z.number(), z.string()]),
  maybe: z.string().nullable(),
};

describe('sampleArguments', () => {
  it.each(Object.entries(SHAPES))('makes a value that %s accepts', (name, field) => {
    const schema = z.object({ [name]: field });
    const sampled = sampleArguments(z.toJSONSchema(schema) as JsonSchema);
    expect(schema.safeParse(sampled).error).toBeUndefined();
    expect(sampled).toHaveProperty(name);
  });

  it('leaves out what is not required', () => {
    const schema = { properties: { a: { type: 'string' }, target_account_id: { type: 'string' } }, required: ['a'] };
    expect(sampleArguments(schema)).toEqual({ a: 'verify' });
    expect(sampleArguments({})).toEqual({});
  });

  it('follows references, also those that never end', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/a~1b' } }, required: ['next'] };
    const schema = { properties: { list: { $ref: '#/$defs/a~1b' } }, required: ['list'], $defs: { 'a/b': node } };
    expect(sampleArguments(schema)).toHaveProperty('list.next.next');
    expect(sampleArguments({ properties: { a: { $ref: '#/nowhere' } }, required: ['a'] })).toEqual({ a: 'verify' });
  });

  it('makes something of a schema that says nothing, or nonsense', () => {
    expect(sampleArguments({ required: ['a'] })).toEqual({ a: 'verify' });
    expect(sampleArguments({ properties: { a: { pattern: '(' } }, required: ['a'] })).toEqual({ a: 'verify' });
    expect(sampleArguments({ properties: { a: true }, required: ['a'] })).toEqual({ a: 'verify' });
  });
});
