import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../../errors.ts';
import type { StandardSchema } from './account-parameters.ts';

type Convert = (schema: unknown, options?: unknown) => unknown;

/**
 * The JSON Schema of a tool's parameters: by the schema itself, or else by the converter that fastmcp uses for its vendor and
 * therefore has installed.
 *
 * @throws ConfigurationError for a schema that cannot be converted.
 */
export async function jsonSchemaOf(schema: StandardSchema): Promise<unknown> {
  const { vendor, jsonSchema } = schema['~standard'];
  if (jsonSchema) return jsonSchema.input({ target: 'draft-07' });
  if ('toJsonSchema' in schema) return (schema as unknown as { toJsonSchema(): unknown }).toJsonSchema();
  const convert = await converterFor(schema, vendor);
  if (convert) return convert(schema);
  throw new ConfigurationError(
    `withAccounts cannot list a schema of ${vendor}: no converter to JSON Schema is installed.`,
  );
}

async function converterFor(schema: StandardSchema, vendor: string): Promise<Convert | undefined> {
  if (vendor === 'valibot') return (await load('@valibot/to-json-schema'))?.toJsonSchema;
  if (vendor !== 'zod') return undefined;
  if (!('_zod' in schema)) return (await load('zod-to-json-schema'))?.zodToJsonSchema;
  const convert = (await load('zod/v4/core'))?.toJSONSchema;
  return convert && ((given) => convert(given, { target: 'draft-7', io: 'input' }));
}

/** From here, as packages are installed flat, or from the project. */
async function load(name: string): Promise<Record<string, Convert> | undefined> {
  const project = createRequire(join(process.cwd(), 'package.json'));
  return import(name).catch(() => {
    try {
      return import(pathToFileURL(project.resolve(name)).href);
    } catch {
      return undefined;
    }
  });
}
