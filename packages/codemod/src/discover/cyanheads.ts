import type { SourceFile } from 'ts-morph';
import { findImportedCalls } from '../project/imported-calls.ts';
import type { FoundRegistration } from './registration.ts';
import { definedTool } from './tool-definition.ts';

const MODULE = /^@cyanheads\/mcp-ts-core(?:\/tools)?$/;
const FUNCTIONS = ['tool', 'appTool'];

/** `tool('name', { input, output, handler })` and `appTool(…)` of `@cyanheads/mcp-ts-core`. */
export function findCyanheadsTools(file: SourceFile): FoundRegistration[] {
  if (!file.getFullText().includes('@cyanheads/mcp-ts-core')) return [];
  return FUNCTIONS.flatMap((name) => findImportedCalls(file, MODULE, name)).map((call) => {
    const [name, config] = call.getArguments();
    return definedTool({ call, api: 'cyanheads', name, config, schema: 'input' });
  });
}
