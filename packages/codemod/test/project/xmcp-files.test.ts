import { describe, expect, it } from 'vitest';
import { xmcpToolFiles } from '../../src/project/xmcp-files.ts';

const MANIFEST = '{ "dependencies": { "xmcp": "^1.1.3" } }';

function found(files: Record<string, string>, names = ['src/tools/a.ts', 'src/tools/b/c.tsx', 'tools/d.ts']): string[] {
  const texts = { ...files, ...Object.fromEntries(names.map((name) => [name, ''])) };
  return [...xmcpToolFiles(Object.entries(texts).map(([path, text]) => ({ path, text })))];
}

describe('the tool files of xmcp', () => {
  it('are those in src/tools, folders in it included', () => {
    expect(found({ 'package.json': MANIFEST })).toEqual(['src/tools/a.ts', 'src/tools/b/c.tsx']);
  });

  it.each([
    ["export default { paths: { tools: './tools' } };", ['tools/d.ts']],
    ["const config = { paths: { prompts: false, tools: 'tools/' } };\nexport default config;", ['tools/d.ts']],
    ['export default { paths: { tools: true } };', ['src/tools/a.ts', 'src/tools/b/c.tsx']],
    ['export default { http: true };', ['src/tools/a.ts', 'src/tools/b/c.tsx']],
    ['export default { paths: { tools: false } };', []],
    ['export default { paths: { tools: process.env.TOOLS } };', []],
    ["// paths: { tools: 'tools' }\nexport default { tools: 'tools' };", ['src/tools/a.ts', 'src/tools/b/c.tsx']],
  ])('are where the configuration says: %s', (config, expected) => {
    expect(found({ 'package.json': MANIFEST, 'xmcp.config.ts': config })).toEqual(expected);
  });

  it('are those of each package of a workspace that depends on it', () => {
    const names = ['apps/a/src/tools/x.ts', 'apps/b/src/tools/y.ts', 'src/tools/z.ts'];
    const files = {
      'package.json': '{}',
      'apps/a/package.json': MANIFEST,
      'apps/b/package.json': '{ "name": "xmcp" }',
    };
    expect(found(files, names)).toEqual(['apps/a/src/tools/x.ts']);
  });

  it.each([
    ['a declaration', 'src/tools/a.d.ts'],
    ['JavaScript, which xmcp does not look for', 'src/tools/a.js'],
    ['a neighbour of the folder', 'src/tools2/a.ts'],
  ])('are not %s', (_, name) => {
    expect(found({ 'package.json': MANIFEST }, [name])).toEqual([]);
  });

  it('are none where the manifest is not JSON', () => {
    expect(found({ 'package.json': '{ "xmcp" ' })).toEqual([]);
  });
});
