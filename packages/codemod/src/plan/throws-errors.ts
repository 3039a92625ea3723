import { type ToolApi, traitsOf } from '../discover/tool-api.ts';
import type { ToolProject } from '../project/parse.ts';

/** Lowest versions before 4.7 (tried: 3.35.0, 4.5.0 and 4.7.2). */
const FASTMCP_WITHOUT_META = /"fastmcp"\s*:\s*"[\^~>=v ]*(?:[0-3]\b|4\.[0-6]\b)/;

/**
 * Whether a handler has to throw its typed errors. fastmcp before 4.7 takes results, but refuses any that has `_meta`; what a
 * handler throws it makes a result of.
 */
export function throwsErrors(api: ToolApi, { manifests }: ToolProject): boolean {
  if (api === 'fastmcp') return manifests.some(({ text }) => FASTMCP_WITHOUT_META.test(text));
  return traitsOf(api).throwsErrors;
}
