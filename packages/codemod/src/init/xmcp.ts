import type { SourceText } from '../types.ts';
import type { Decision, PackageView } from './decide.ts';

const CONFIG = 'xmcp.config.ts';

/** xmcp compiles a program of its own; whether that speaks over stdio, its configuration says. Undefined for other packages. */
export function xmcpWay({ manifest }: PackageView, files: readonly SourceText[]): Decision | undefined {
  const config = files.find(({ path }) => path === CONFIG);
  if (!config || !manifest.dependencies.has('xmcp')) return undefined;
  if (!/\bstdio\s*:\s*(?:true\b|\{)/.test(config.text)) {
    const reason = `${CONFIG} asks for no stdio: add "stdio: true" to it, and run init again`;
    return { ways: [], refused: { verdict: 'serves-http', reason } };
  }
  const reason = `xmcp builds dist/stdio.js, which connects to stdio by itself`;
  const target = { kind: 'program', file: 'dist/stdio.js', check: undefined } as const;
  return {
    ways: [{ verdict: 'framework', reason, target, settings: { environment: undefined, args: [] } }],
    refused: undefined,
  };
}
