import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  peerDependencies: Record<string, string>;
};
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(ROOT, 'src', path), 'utf8'));

describe('servers that are bundled with webpack, rspack or esbuild, such as those of xmcp and Next.js', () => {
  it.each(Object.keys(peerDependencies))('do not fail to build for want of %s, which only some need', (name) => {
    const imports = SOURCES.flatMap(
      (text) => text.match(new RegExp(`[^\\n]*[^f] import\\([^)]*'${name}'\\)[^\\n]*`, 'g')) ?? [],
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(
      imports.filter((line) => !line.includes(`import(/* webpackIgnore: true */ '${name}').catch(rethrow)`)),
    ).toEqual([]);
  });
});
