/** One generated server, before it is written down. Every choice is independent of the others unless `isSensible` says so. */
export interface Program {
  readonly sdk: 'v1' | 'v2';
  readonly language: 'ts' | 'js' | 'cjs';
  readonly place: (typeof PLACES)[number];
  readonly zod: keyof typeof ZOD_IMPORTS;
  readonly client: 'none' | 'module' | 'lazy' | 'per-call' | 'document';
  readonly command: 'none' | 'line' | 'program' | 'options';
  readonly tools: readonly ToolChoice[];
  readonly format: Format;
}

export interface ToolChoice {
  readonly style: 'registerTool' | 'tool' | 'tool-described' | 'tool-annotated';
  readonly schema: (typeof SCHEMAS)[number];
  readonly handler: (typeof HANDLERS)[number];
  readonly layout: 'line' | 'lines' | 'commented';
}

export interface Format {
  readonly eol: '\n' | '\r\n';
  readonly indent: '  ' | '    ' | '\t';
  readonly quote: "'" | '"';
  readonly semicolon: boolean;
  readonly trailingComma: boolean;
  readonly mark: boolean;
  readonly shebang: boolean;
  readonly comments: boolean;
}

export const PLACES = [
  'top',
  'function',
  'class',
  'low-level',
  'low-level-method',
  'low-level-map',
  'list',
  'record',
  'factory',
  'wrapper',
  'tool-classes',
  'fastmcp',
] as const;

/** Where the tools are objects that something else registers. */
export const COLLECTIONS: ReadonlySet<Program['place']> = new Set([
  'list',
  'record',
  'factory',
  'wrapper',
  'tool-classes',
]);

export const ZOD_IMPORTS = {
  named: { name: 'z', clause: '{ z }', module: 'zod' },
  renamed: { name: 'schema', clause: '{ z as schema }', module: 'zod' },
  namespace: { name: 'z', clause: '* as z', module: 'zod' },
  default: { name: 'z', clause: 'z', module: 'zod' },
  v4: { name: 'z', clause: '{ z }', module: 'zod/v4' },
  v3: { name: 'z', clause: '{ z }', module: 'zod/v3' },
} as const;

/** What SDK v1's tool() takes, and SDK v2 no longer recommends. */
const SHAPES = [
  'none',
  'empty',
  'shape',
  'shape-lines',
  'shape-commented',
  'shape-constant',
  'shape-spread',
  'shape-assigned',
  'shape-of-object',
  'shape-chosen',
  'object-shape',
] as const;

export const SCHEMAS = [
  ...SHAPES,
  'object',
  'object-strict',
  'object-constant',
  'object-extended',
  'object-picked',
  'object-described',
  'object-partial',
  'object-omitted',
  'object-passthrough',
  'object-refined',
  'made',
] as const;

export const RAW_SHAPES: ReadonlySet<ToolChoice['schema']> = new Set(SHAPES);

export const HANDLERS = [
  'nothing',
  'destructured',
  'arguments',
  'bare',
  'context',
  'function',
  'named',
  'constant',
  'bound',
  'made',
  'rest',
  'forwarding',
  'wrapped',
  'default',
] as const;

/** Whether an SDK takes a program: what its types or its registration refuse is no server that anybody runs. */
export function isSensible({ sdk, zod, tools, place }: Program): boolean {
  if (sdk === 'v2' && zod === 'v3') return false;
  if (place.startsWith('low-level')) return sdk === 'v1';
  // One type for all tools of a collection, and fastmcp's own for its tools.
  if (COLLECTIONS.has(place))
    return sdk === 'v1' && tools.every(({ schema }) => RAW_SHAPES.has(schema) && schema !== 'none');
  if (place === 'fastmcp')
    return zod !== 'v3' && tools.every(({ schema }) => schema === 'none' || !RAW_SHAPES.has(schema));
  return tools.every(({ style, schema }) => {
    if (style === 'registerTool') return sdk === 'v1' || schema !== 'empty';
    return sdk === 'v1' && RAW_SHAPES.has(schema);
  });
}
