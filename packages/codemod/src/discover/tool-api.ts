import type { SdkGeneration } from '../types.ts';

/** Whose registration it is: of one of the official SDKs, or of a library with calls of its own. */
export type ToolApi =
  | SdkGeneration
  | 'fastmcp'
  | 'fastmcp-edge'
  | 'mcp-framework'
  | 'mcp-nest'
  | 'xmcp'
  | 'tmcp'
  | 'mastra'
  | 'cyanheads';

/** What differs between libraries in how a tool takes its schema and calls its handler. */
export interface ToolApiTraits {
  /** Whether a schema may be a plain object of fields, or has to be a zod object. */
  readonly takesShapes: boolean;
  /** Whether a new schema leaves the handler's parameters where they are, rather than putting the arguments first. */
  readonly keepsParameters: boolean;
  /** Whether what a handler returns is the tool's data, so that a typed error has to be thrown. */
  readonly throwsErrors: boolean;
  /** Whether `withAccounts` takes its servers. */
  readonly isWrappable: boolean;
}

const TRAITS: Readonly<Record<ToolApi, ToolApiTraits>> = {
  v1: { takesShapes: true, keepsParameters: false, throwsErrors: false, isWrappable: true },
  v2: { takesShapes: false, keepsParameters: false, throwsErrors: false, isWrappable: true },
  fastmcp: { takesShapes: false, keepsParameters: true, throwsErrors: false, isWrappable: true },
  // It keeps nothing of a result but its content, so an error would read as success.
  'fastmcp-edge': { takesShapes: false, keepsParameters: true, throwsErrors: true, isWrappable: false },
  'mcp-framework': { takesShapes: false, keepsParameters: true, throwsErrors: true, isWrappable: false },
  'mcp-nest': { takesShapes: false, keepsParameters: true, throwsErrors: false, isWrappable: true },
  xmcp: { takesShapes: true, keepsParameters: true, throwsErrors: false, isWrappable: false },
  // A handler without a schema is called with nothing, and there is no context to move.
  tmcp: { takesShapes: false, keepsParameters: true, throwsErrors: false, isWrappable: false },
  mastra: { takesShapes: false, keepsParameters: true, throwsErrors: true, isWrappable: false },
  cyanheads: { takesShapes: false, keepsParameters: true, throwsErrors: true, isWrappable: false },
};

export function traitsOf(api: ToolApi): ToolApiTraits {
  return TRAITS[api];
}
