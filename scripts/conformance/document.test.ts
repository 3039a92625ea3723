import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { notApplicableTable } from './document.ts';
import { FIXTURE_NAMES } from './fixture/servers.ts';
import { INSPECTOR_VERSION } from './inspector.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

it('docs/conformance.md has the list of the scenarios that do not apply as it is', async () => {
  expect(await read('docs/conformance.md')).toContain(`\n${notApplicableTable()}\n`);
});

it('docs/conformance.md names what was run, and the versions', async () => {
  const page = await read('docs/conformance.md');
  const { devDependencies } = JSON.parse(await read('package.json')) as { devDependencies: Record<string, string> };
  for (const name of FIXTURE_NAMES) expect(page).toContain(`| ${name} |`);
  expect(page).toContain(
    `\`@modelcontextprotocol/conformance\` ${devDependencies['@modelcontextprotocol/conformance']}`,
  );
  expect(page).toContain(`\`@modelcontextprotocol/inspector\` ${INSPECTOR_VERSION}`);
});
