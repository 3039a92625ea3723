import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pageOf, visibleText } from '../support/html-page.ts';
import { V1 } from '../support/tools.ts';

const SERVER = `${V1}import { S3Client } from '@aws-sdk/client-s3';
import AWS from 'aws-sdk';
const s3 = new S3Client({});
const old = new AWS.EC2();
server.registerTool('list', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));
server.registerTool('odd', { inputSchema: load() }, async () => ({ content: [] }));
`;

const section = (page: string, id: string) => {
  const start = page.indexOf(`<section id="${id}"`);
  return page.slice(start, page.indexOf('</section>', start));
};

describe('htmlReport', () => {
  const page = pageOf({ 'index.ts': SERVER, 'package.json': '{ "name": "my-server" }\n' });

  it('begins with the coverage, and the way to every section', () => {
    const text = visibleText(page);
    expect(text).toContain('my-server Left to do 1 Tools 2 AWS clients 2 Files 2');
    expect(text).toContain('100 % of 2 tools take target_account_id');
    expect(text).toContain('1 in the source 1 by withAccounts 0 by hand');
    for (const [, id] of page.matchAll(/href="#(\w+)"/g)) expect(page).toContain(`<section id="${id}"`);
  });

  it('puts what needs a person before everything else, with the reason', () => {
    const left = visibleText(`<body>${section(page, 'left')}`);
    expect(left).toMatch(/Left to do aws-sdk index\.ts:\d+ other-sdk .*\w{10}/);
    expect(page.indexOf('id="left"')).toBeLessThan(page.indexOf('id="tools"'));
  });

  it('shows each tool with its place, how it was covered, and its own change only', () => {
    const tools = section(page, 'tools');
    expect(visibleText(`<body>${tools}`)).toMatch(/list index\.ts:8 raw-shape in the source .* odd index\.ts:9 opaque/);
    expect(tools).toContain('target_account_id: z.string().optional().describe(targetAccountId.description) </ins>');
    expect(tools).not.toContain('perAccount');
    expect(tools).not.toContain('<ins>import');
  });

  it('says for a tool of a wrapped server why, and where the wrapper stands', () => {
    const odd = visibleText(`<body>${section(page, 'tools').split('<li>').at(-1)}`);
    expect(odd).toMatch(/by withAccounts \S+.*withAccounts\(server\) gives it the parameter/);
  });

  it('shows each file with all of its changes, imports and manifest included', () => {
    const files = visibleText(`<body>${section(page, 'files')}`);
    expect(files).toContain('import { perAccount, targetAccountId, withAccountContext, withAccounts }');
    expect(files).toContain('package.json');
    expect(files).toContain('"@mcp-multi-account/cred-extract"');
  });

  it('names the command that makes the changes', () => {
    expect(visibleText(page)).toContain(
      'Nothing was written yet. This command makes these changes: npx @mcp-multi-account/codemod run .',
    );
  });

  it('loads nothing, and only its own script may run', () => {
    expect(page).not.toMatch(/\b(?:src|srcset|action)=|@import|url\(|https?:/);
    const [, hash] = page.match(/script-src 'sha256-([^']+)'/) ?? [];
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text ?? '');
    expect(scripts).toHaveLength(1);
    expect(
      createHash('sha256')
        .update(scripts[0] ?? '')
        .digest('base64'),
    ).toBe(hash);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/ on\w+="/);
  });

  it('gives every scrollable, focusable and sectioning element a name', () => {
    for (const [tag] of page.matchAll(/<(?:pre class="diff"|input|nav)[^>]*>/g)) expect(tag).toContain('aria-label=');
    for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).toContain('<html lang="en">');
  });
});

describe('a page of a hostile project', () => {
  const HOSTILE = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  const file = `a"><script>b.ts`;
  const page = pageOf({
    [file]: `${V1}// ${HOSTILE}\nserver.registerTool(${JSON.stringify(HOSTILE)}, { inputSchema: { q: z.string().describe(${JSON.stringify(HOSTILE)}) } }, async () => ({ content: [] })); // ${HOSTILE}\n`,
    'package.json': JSON.stringify({ name: HOSTILE }),
  });

  it('has the elements of the page and no others', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page.match(/<title>(.*)<\/title>/)?.[1]).not.toContain('<');
  });

  it('still shows the texts as they are', () => {
    expect(visibleText(page)).toContain(HOSTILE);
    expect(visibleText(page)).toContain(file);
  });
});

describe('a page without changes', () => {
  it('says why there are none, and has its sections all the same', () => {
    const page = pageOf({ 'index.ts': V1 }, { kind: 'none', why: 'Nothing to change.' });
    const text = visibleText(page);
    expect(text).toContain('Nothing to change.');
    expect(text).toContain('– of 0 tools');
    for (const none of ['Nothing needs a person.', 'No tools.', 'No AWS clients.', 'No file changes.'])
      expect(text).toContain(none);
  });

  it('names the project by its folder where no manifest does', () => {
    expect(pageOf({ 'index.ts': V1 })).toContain('<h1>server</h1>');
    expect(pageOf({ 'index.ts': V1, 'package.json': '{ "name": 7 }' })).toContain('<h1>server</h1>');
  });
});

describe('a page of changes that were made', () => {
  it('names the commit and the files that somebody edited besides', () => {
    const page = pageOf(
      { 'index.ts': SERVER },
      { kind: 'made', commit: '1a2b3c4', editedSince: ['index.ts', '<b>.ts'] },
    );
    const text = visibleText(page);
    expect(text).toContain('Changes made since commit 1a2b3c4');
    expect(text).toContain('git diff 1a2b3c4');
    expect(text).toMatch(/Edited besides.*index\.ts ?, <b>\.ts/);
  });
});

describe('the size of a page', () => {
  it('stays under 100 kB for 70 tools', () => {
    const tool = (index: number) => `
  server.tool(
    'service_operation_${index}',
    'Does one thing of one service',
    {
      name: z.string().describe('The name of it'),
      limit: z.number().optional().describe('How many at most'),
    },
    async ({ name, limit }) => {
      return { content: [{ type: 'text', text: name + limit }] };
    },
  );
`;
    const files = Array.from({ length: 10 }, (_, file) => [
      `src/tools/service-${file}.ts`,
      V1 + Array.from({ length: 7 }, (_, index) => tool(file * 7 + index)).join(''),
    ]);
    const page = pageOf(Object.fromEntries(files));
    expect(visibleText(page)).toContain('100 % of 70 tools');
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
  });
});
