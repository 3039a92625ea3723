import { z } from 'zod';

export class ZodJsonSchemaAdapter {
  toJsonSchema(schema: z.ZodType): object {
    return z.toJSONSchema(schema, { target: 'draft-7' });
  }
}
