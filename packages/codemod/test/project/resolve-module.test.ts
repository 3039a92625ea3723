import { describe, expect, it } from 'vitest';
import { resolveModule } from '../../src/project/resolve-module.ts';

const FILES = new Set([
  'src/a.ts',
  'src/b.tsx',
  'src/c.mts',
  'src/d.cts',
  'src/e.js',
  'src/lib/index.ts',
  'src/f.ts',
  'src/f.js',
  'index.js',
]);

describe('the project file an import means', () => {
  it.each([
    ['./a.js', 'src/x.ts', 'src/a.ts'],
    ['./a', 'src/x.ts', 'src/a.ts'],
    ['./a.ts', 'src/x.ts', 'src/a.ts'],
    ['./b.js', 'src/x.ts', 'src/b.tsx'],
    ['./c.mjs', 'src/x.ts', 'src/c.mts'],
    ['./d.cjs', 'src/x.ts', 'src/d.cts'],
    ['./e.js', 'src/x.ts', 'src/e.js'],
    ['./f.js', 'src/x.ts', 'src/f.ts'],
    ['./lib', 'src/x.ts', 'src/lib/index.ts'],
    ['./lib/index.js', 'src/x.ts', 'src/lib/index.ts'],
    ['../a.js', 'src/lib/x.ts', 'src/a.ts'],
    ['..', 'src/x.ts', 'index.js'],
    ['.', 'src/lib/x.ts', 'src/lib/index.ts'],
  ])('%s in %s is %s', (specifier, importer, expected) => {
    expect(resolveModule(specifier, importer, FILES)).toBe(expected);
  });

  it.each(['zod', 'node:fs', './missing.js', '@scope/pkg', '../../../etc/passwd'])('%s is none', (specifier) => {
    expect(resolveModule(specifier, 'src/x.ts', FILES)).toBeUndefined();
  });

  it.each([
    ['@/a', { paths: { '@/*': ['src/*'] } }, 'src/a.ts'],
    ['@/a.js', { baseUrl: '.', paths: { '@/*': ['./src/*'] } }, 'src/a.ts'],
    ['~lib', { paths: { '~lib': ['src/lib/index.ts'] } }, 'src/lib/index.ts'],
    ['lib', { baseUrl: 'src' }, 'src/lib/index.ts'],
    ['@/a', { paths: { '@/*': ['nowhere/*', 'src/*'] } }, 'src/a.ts'],
    ['@/lib', { paths: { '@/*': ['src/*'], '@/lib': ['src/a.ts'] } }, 'src/a.ts'],
    ['@/lib/index', { paths: { '@/*': ['nowhere/*'], '@/lib/*': ['src/lib/*'] } }, 'src/lib/index.ts'],
    ['@/lib', { paths: { '@/*': ['src/*'], '@/lib': ['node_modules/lib'] } }, undefined],
    ['a/$&', { paths: { 'a/*': ['src/*'] } }, undefined],
  ])('%s with %j is %s', (specifier, resolution, expected) => {
    expect(resolveModule(specifier, 'x.ts', FILES, resolution)).toBe(expected);
  });
});
