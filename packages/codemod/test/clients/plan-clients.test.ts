import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

const S3 = "import { S3Client } from '@aws-sdk/client-s3';";
const DYNAMODB = "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';";
const DOCUMENT = "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';";
const LIBRARY = "import { perAccount } from '@mcp-multi-account/cred-extract';";

/** The output for one file, without the imports it began with and the one it got. */
function rewrite(imports: string, code: string, path = 'src/a.ts'): string {
  const { files } = rewrittenClients({ [path]: `${imports}\n${code}` });
  const output = files[path] ?? '';
  expect(output.startsWith(imports)).toBe(true);
  return output.slice(imports.length + 1).replace(`${LIBRARY}\n`, '');
}

type Row = [shape: string, before: string, after: string];

/** Each row both ways: the input becomes the output, and the output is left as it is. */
function table(imports: string, rows: readonly Row[], path?: string): void {
  it.each(rows)('%s', (_, before, after) => {
    expect(rewrite(imports, before, path)).toBe(after);
    expect(rewrite(`${imports}\n${LIBRARY}`, after, path)).toBe(after);
  });
}

describe('where a client stands', () => {
  table(S3, [
    [
      'a module-level const',
      'const s3 = new S3Client({ region: process.env.AWS_REGION });',
      'const s3 = perAccount((aws) => new S3Client(aws({ region: process.env.AWS_REGION })));',
    ],
    ['no configuration', 'const s3 = new S3Client();', 'const s3 = perAccount((aws) => new S3Client(aws()));'],
    ['no parentheses', 'const s3 = new S3Client;', 'const s3 = perAccount((aws) => new S3Client(aws()));'],
    [
      'a comment for a configuration',
      'f(new S3Client(/* default */));',
      'f(perAccount((aws) => new S3Client(/* default */aws())));',
    ],
    [
      'an empty configuration',
      'export const s3 = new S3Client({});',
      'export const s3 = perAccount((aws) => new S3Client(aws({})));',
    ],
    [
      'an annotated const',
      'const s3: S3Client = new S3Client({});',
      'const s3: S3Client = perAccount((aws) => new S3Client(aws({})));',
    ],
    [
      'a default export',
      'export default new S3Client({});',
      'export default perAccount((aws) => new S3Client(aws({})));',
    ],
    [
      'a class field',
      'class Store {\n  private readonly s3 = new S3Client({});\n  static s3 = new S3Client({});\n}',
      'class Store {\n  private readonly s3 = perAccount((aws) => new S3Client(aws({})));\n  static s3 = perAccount((aws) => new S3Client(aws({})));\n}',
    ],
    [
      'a constructor assignment',
      'class Store {\n  private s3: S3Client;\n  constructor() {\n    this.s3 = new S3Client({});\n  }\n}',
      'class Store {\n  private s3: S3Client;\n  constructor() {\n    this.s3 = perAccount((aws) => new S3Client(aws({})));\n  }\n}',
    ],
    [
      'a lazy singleton',
      'let s3: S3Client | undefined;\nfunction client() {\n  if (!s3) s3 = new S3Client({});\n  return (s3 ??= new S3Client({}));\n}',
      'let s3: S3Client | undefined;\nfunction client() {\n  if (!s3) s3 = perAccount((aws) => new S3Client(aws({})));\n  return (s3 ??= perAccount((aws) => new S3Client(aws({}))));\n}',
    ],
    [
      'a factory',
      'function create(): S3Client {\n  return new S3Client({});\n}\nconst make = () => new S3Client({});',
      'function create(): S3Client {\n  return perAccount((aws) => new S3Client(aws({})));\n}\nconst make = () => perAccount((aws) => new S3Client(aws({})));',
    ],
    [
      'a default value',
      'function list(s3 = new S3Client({})) {}',
      'function list(s3 = perAccount((aws) => new S3Client(aws({})))) {}',
    ],
    [
      'an object property and a Map value',
      "const clients = { s3: new S3Client({}) };\nmap.set('s3', new S3Client({}));",
      "const clients = { s3: perAccount((aws) => new S3Client(aws({}))) };\nmap.set('s3', perAccount((aws) => new S3Client(aws({}))));",
    ],
    [
      'an argument of another call',
      'const s3 = captureAWSv3Client(new S3Client({}));',
      'const s3 = captureAWSv3Client(perAccount((aws) => new S3Client(aws({}))));',
    ],
    [
      'one use',
      'await new S3Client({}).send(new ListBucketsCommand({}));',
      'await perAccount((aws) => new S3Client(aws({}))).send(new ListBucketsCommand({}));',
    ],
    [
      'a type assertion',
      'const s3 = new S3Client({}) as Client;',
      'const s3 = perAccount((aws) => new S3Client(aws({}))) as Client;',
    ],
    [
      'an arrow factory that is an argument itself',
      'lazy(() => new S3Client({}));',
      'lazy(() => perAccount((aws) => new S3Client(aws({}))));',
    ],
    [
      'several lines, with comments and a trailing comma',
      'const s3 = new S3Client(\n\t{\n\t\t// the region\n\t\tregion: process.env.AWS_REGION, // from outside\n\t},\n);\n',
      'const s3 = perAccount((aws) => new S3Client(\n\taws({\n\t\t// the region\n\t\tregion: process.env.AWS_REGION, // from outside\n\t}),\n));\n',
    ],
    [
      'static keys and other settings',
      'const s3 = new S3Client({ credentials: { accessKeyId: KEY, secretAccessKey: SECRET }, maxAttempts: 3 });',
      'const s3 = perAccount((aws) => new S3Client(aws({ credentials: { accessKeyId: KEY, secretAccessKey: SECRET }, maxAttempts: 3 })));',
    ],
    [
      'a credential provider',
      "const s3 = new S3Client({ credentials: fromIni({ profile: 'x' }) });",
      "const s3 = perAccount((aws) => new S3Client(aws({ credentials: fromIni({ profile: 'x' }) })));",
    ],
    [
      'clients for each region in a loop',
      'for (const region of regions) clients[region] = new S3Client({ region });',
      'for (const region of regions) clients[region] = perAccount((aws) => new S3Client(aws.keepRegion({ region })));',
    ],
    [
      '`this` in the configuration',
      'class A { make() { return new S3Client(this.config()); } }',
      'class A { make() { return perAccount((aws) => new S3Client(aws.keepRegion(this.config()))); } }',
    ],
  ]);

  it('keeps CRLF and a byte order mark', () => {
    const before = `\uFEFF${S3}\r\nconst s3 = new S3Client({\r\n  region: process.env.AWS_REGION,\r\n});\r\n`;
    expect(rewrittenClients({ 'a.ts': before }).files['a.ts']).toBe(
      `\uFEFF${S3}\r\n${LIBRARY}\r\nconst s3 = perAccount((aws) => new S3Client(aws({\r\n  region: process.env.AWS_REGION,\r\n})));\r\n`,
    );
  });
});

describe('how a client class is imported', () => {
  it.each([
    ['under another name', "import { S3Client as S3 } from '@aws-sdk/client-s3';", 'S3'],
    ['as a namespace', "import * as s3 from '@aws-sdk/client-s3';", 's3.S3Client'],
    ['as the aggregated class', "import { S3 } from '@aws-sdk/client-s3';", 'S3'],
    [
      'with a name of several words',
      "import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';",
      'CloudWatchLogs',
    ],
    [
      'from a package with digits',
      "import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';",
      'ElasticLoadBalancingV2',
    ],
    ['as a database signer', "import { Signer } from '@aws-sdk/rds-signer';", 'Signer'],
    ['with a dynamic import', "const { S3Client } = await import('@aws-sdk/client-s3');", 'S3Client'],
    ['beside types', "import { type S3ClientConfig, S3Client } from '@aws-sdk/client-s3';", 'S3Client'],
  ])('%s', (_, statement, callee) => {
    const { files, reports } = rewrittenClients({ 'a.ts': `${statement}\nconst c = new ${callee}({});\n` });
    expect(files['a.ts']).toContain(`const c = perAccount((aws) => new ${callee}(aws({})));`);
    expect(reports).toEqual([
      { name: callee.split('.').at(-1), file: 'a.ts', line: 2, verdict: 'construction', how: 'source', reason: '' },
    ]);
  });

  it.each([
    ["const { S3Client } = require('@aws-sdk/client-s3');", 'S3Client'],
    ["const { S3Client: Client } = require('@aws-sdk/client-s3');", 'Client'],
    ["const s3 = require('@aws-sdk/client-s3');", 's3.S3Client'],
    ["const Client = require('@aws-sdk/client-s3').S3Client;", 'Client'],
  ])('by %s', (statement, callee) => {
    const { files } = rewrittenClients({ 'a.js': `${statement}\nmodule.exports = new ${callee}({});\n` });
    expect(files['a.js']).toBe(
      `${statement}\nconst { perAccount } = require('@mcp-multi-account/cred-extract');\nmodule.exports = perAccount((aws) => new ${callee}(aws({})));\n`,
    );
  });

  it('through a file that exports it again', () => {
    const { files } = rewrittenClients({
      'aws.ts': "export { S3Client as Storage } from '@aws-sdk/client-s3';\n",
      'a.ts': "import { Storage } from './aws.js';\nconst s3 = new Storage({});\n",
    });
    expect(files['a.ts']).toContain('const s3 = perAccount((aws) => new Storage(aws({})));');
  });

  it.each([
    ['commands', "import { ListBucketsCommand } from '@aws-sdk/client-s3';\nnew ListBucketsCommand({});"],
    ['exceptions', "import { NoSuchKey } from '@aws-sdk/client-s3';\nnew NoSuchKey({});"],
    [
      'paginators',
      "import { paginateListObjectsV2 } from '@aws-sdk/client-s3';\npaginateListObjectsV2({ client }, {});",
    ],
    ['uploads', "import { Upload } from '@aws-sdk/lib-storage';\nnew Upload({ client, params });"],
    ['clients of other packages', "import { Client } from 'pg';\nnew Client({});"],
    ['classes of the project', 'class S3Client {}\nnew S3Client({});'],
    ['names nobody declares', 'new S3Client({});'],
    ['type imports', "import type { S3Client } from '@aws-sdk/client-s3';\nlet s3: S3Client;"],
    ['other factories', "import { Buffer } from 'node:buffer';\nBuffer.from('x');"],
  ])('leaves %s alone', (_, code) => {
    const { files, reports } = rewrittenClients({ 'a.ts': code });
    expect(files['a.ts']).toBe(code);
    expect(reports).toEqual([]);
  });
});

describe('a document client', () => {
  table(`${DYNAMODB}\n${DOCUMENT}`, [
    [
      'is wrapped once, around everything',
      'const db = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: {} });',
      'const db = perAccount((aws) => DynamoDBDocumentClient.from(new DynamoDBClient(aws({})), { marshallOptions: {} }));',
    ],
    [
      'is made per account from a client in a variable too',
      'const raw = new DynamoDBClient({});\nconst db = DynamoDBDocumentClient.from(raw);',
      'const raw = perAccount((aws) => new DynamoDBClient(aws({})));\nconst db = perAccount(() => DynamoDBDocumentClient.from(raw));',
    ],
    [
      'is wrapped around helpers between the two',
      'const db = DynamoDBDocumentClient.from(traced(new DynamoDBClient()));',
      'const db = perAccount((aws) => DynamoDBDocumentClient.from(traced(new DynamoDBClient(aws()))));',
    ],
    [
      'keeps a literal region',
      "const db = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));",
      "const db = perAccount((aws) => DynamoDBDocumentClient.from(new DynamoDBClient(aws.keepRegion({ region: 'eu-west-1' }))));",
    ],
    [
      'is made from a lazy client, which is there by then',
      'let raw: DynamoDBClient | undefined;\nfunction get() {\n  raw ??= new DynamoDBClient({});\n  return DynamoDBDocumentClient.from(raw);\n}',
      'let raw: DynamoDBClient | undefined;\nfunction get() {\n  raw ??= perAccount((aws) => new DynamoDBClient(aws({})));\n  return perAccount(() => DynamoDBDocumentClient.from(raw!));\n}',
    ],
    [
      'is made from an optional field, which is there by then',
      'class T {\n  raw?: DynamoDBClient;\n  get() {\n    this.raw ??= new DynamoDBClient({});\n    return DynamoDBDocumentClient.from(this.raw);\n  }\n}',
      'class T {\n  raw?: DynamoDBClient;\n  get() {\n    this.raw ??= perAccount((aws) => new DynamoDBClient(aws({})));\n    return perAccount(() => DynamoDBDocumentClient.from(this.raw!));\n  }\n}',
    ],
    [
      'follows a parameter',
      'const wrap = (client: DynamoDBClient) => DynamoDBDocumentClient.from(client);',
      'const wrap = (client: DynamoDBClient) => perAccount(() => DynamoDBDocumentClient.from(client));',
    ],
  ]);

  it('is reported once, under the name of the outer class', () => {
    const code = 'const db = DynamoDBDocumentClient.from(\n  new DynamoDBClient({}));\n';
    const { reports } = rewrittenClients({ 'a.ts': `${DYNAMODB}\n${DOCUMENT}\n${code}` });
    expect(reports).toEqual([
      {
        name: 'DynamoDBDocumentClient',
        file: 'a.ts',
        line: 3,
        verdict: 'derived-construction',
        how: 'source',
        reason: '',
      },
    ]);
  });

  it('is known in its aggregated form and through a namespace', () => {
    const { files } = rewrittenClients({
      'a.ts':
        "import { DynamoDB } from '@aws-sdk/client-dynamodb';\nimport * as lib from '@aws-sdk/lib-dynamodb';\nlib.DynamoDBDocument.from(new DynamoDB());\n",
    });
    expect(files['a.ts']).toContain('perAccount((aws) => lib.DynamoDBDocument.from(new DynamoDB(aws())));');
  });
});

describe('names', () => {
  table(S3, [
    [
      'a file that uses `aws` gets `account`',
      'const aws = settings();\nconst s3 = new S3Client(aws.s3);',
      'const aws = settings();\nconst s3 = perAccount((account) => new S3Client(account.keepRegion(aws.s3)));',
    ],
    [
      'a file that uses both gets `accountAws`',
      'const aws = 1, account = 2;\nconst s3 = new S3Client({});',
      'const aws = 1, account = 2;\nconst s3 = perAccount((accountAws) => new S3Client(accountAws({})));',
    ],
    [
      '`AWS` and members named `aws` are no conflict',
      'AWS();\nconfig.aws();\nconst s3 = new S3Client(config.aws);',
      'AWS();\nconfig.aws();\nconst s3 = perAccount((aws) => new S3Client(aws.keepRegion(config.aws)));',
    ],
  ]);

  it('factories that are there already are no conflict', () => {
    const before = `${S3}\n${LIBRARY}\nconst a = perAccount((aws) => new S3Client(aws({})));\nconst b = new S3Client({});\n`;
    const { files, reports } = rewrittenClients({ 'a.ts': before });
    expect(files['a.ts']).toBe(
      before.replace('b = new S3Client({})', 'b = perAccount((aws) => new S3Client(aws({})))'),
    );
    expect(reports.map(({ verdict }) => verdict)).toEqual(['already-done', 'construction']);
  });

  it('a file with a perAccount of its own gets the library under an alias', () => {
    const { files } = rewrittenClients({ 'a.ts': `${S3}\nfunction perAccount() {}\nconst s3 = new S3Client({});\n` });
    expect(files['a.ts']).toBe(
      `${S3}\nimport { perAccount as perAwsAccount } from '@mcp-multi-account/cred-extract';\nfunction perAccount() {}\nconst s3 = perAwsAccount((aws) => new S3Client(aws({})));\n`,
    );
  });

  it("a perAccount of the file's own does not count as done", () => {
    const { reports } = rewrittenClients({
      'a.ts': `${S3}\nimport { perAccount } from './billing.js';\nconst s3 = perAccount(() => new S3Client({}));\n`,
    });
    expect(reports.map(({ verdict }) => verdict)).toEqual(['construction']);
  });
});

describe('what cannot be moved into a factory', () => {
  const manual = (imports: string, code: string) => {
    const before = `${imports}\n${code}\n`;
    const { files, reports } = rewrittenClients({ 'a.ts': before });
    expect(files['a.ts']).toBe(before);
    expect(reports.every(({ how, reason }) => how === 'manual' && reason.length > 20)).toBe(true);
    return reports.map(({ verdict }) => verdict);
  };

  it.each([
    ['an awaited configuration', 'async function f() { return new S3Client(await load()); }'],
    ['an awaited property', 'async function f() { return new S3Client({ region: await load() }); }'],
    ['a yielded value', 'function* f() { yield new S3Client({ region: yield 1 }); }'],
  ])('%s is reported', (_, code) => {
    expect(manual(S3, code)).toEqual(['awaits-configuration']);
  });

  it('a class imported inside the expression is reported', () => {
    expect(manual('', "const s3 = new (await import('@aws-sdk/client-s3')).S3Client({});")).toEqual([
      'awaits-configuration',
    ]);
  });

  it('an await inside a function of the configuration is none', () => {
    expect(rewrite(S3, 'const s3 = new S3Client({ credentials: async () => await keys() });')).toBe(
      'const s3 = perAccount((aws) => new S3Client(aws({ credentials: async () => await keys() })));',
    );
  });

  it.each([
    ['assigned below', "let r = 'a';\nconst s3 = new S3Client({ region: r });\nr = 'b';"],
    [
      'assigned by another function',
      "let r = 'a';\nfunction set(x) { r = x; }\nconst s3 = new S3Client({ region: r });",
    ],
    ['assigned in a loop', 'let r;\nfor (const x of xs) { r = x; all.push(new S3Client({ region: r })); }'],
    ['shared by the rounds of a loop', 'for (var r of regions) all.push(new S3Client({ region: r }));'],
    ['destructured into below', "let r = 'a';\nnew S3Client({ region: r });\n({ r } = next());"],
  ])('a variable that is %s is reported', (_, code) => {
    expect(manual(S3, code)).toEqual(['construction']);
  });

  it('a variable that has its last value by then is fine', () => {
    const code =
      "let region = process.env.AWS_REGION;\nif (!region) region = 'us-east-1';\nconst s3 = new S3Client({ region });";
    expect(rewrite(S3, code)).toBe(
      code.replace('new S3Client({ region })', 'perAccount((aws) => new S3Client(aws({ region })))'),
    );
  });

  it('a variable that is new in each round of a loop is fine', () => {
    const code = 'for (let i = 0; i < 3; i++) all.push(new S3Client({ region: regions[i] }));';
    expect(rewrite(S3, code)).toBe(
      'for (let i = 0; i < 3; i++) all.push(perAccount((aws) => new S3Client(aws.keepRegion({ region: regions[i] }))));',
    );
  });

  it.each([
    [
      'by something else',
      'let raw;\nfunction get() { raw = raw ?? connect(); return DynamoDBDocumentClient.from(raw); }',
    ],
    [
      'in two places',
      'let raw;\nfunction a() { raw = x; }\nfunction b() { raw = y; return DynamoDBDocumentClient.from(raw); }',
    ],
  ])('a client in a variable that a function fills %s is reported', (_, code) => {
    expect(manual(DOCUMENT, code)).toEqual(['construction']);
  });

  it('a spread argument is reported', () => {
    expect(manual(S3, 'const s3 = new S3Client(...args);')).toEqual(['construction']);
  });
});

describe('a class that extends a client', () => {
  table(S3, [
    [
      'without a constructor',
      'class Store extends S3Client {}\nconst s = new Store({});',
      'class Store extends S3Client {}\nconst s = perAccount((aws) => new Store(aws({})));',
    ],
    [
      'whose constructor hands over its configuration',
      'class Store extends S3Client { constructor(config) { super(config); } }\nconst s = new Store();',
      'class Store extends S3Client { constructor(config) { super(config); } }\nconst s = perAccount((aws) => new Store(aws()));',
    ],
    [
      'whose constructor adds to its configuration',
      'class Store extends S3Client { constructor(config) { super({ region: process.env.R, ...config, maxAttempts: 3 }); } }\nclass Sub extends Store {}\nconst s = new Sub({});',
      'class Store extends S3Client { constructor(config) { super({ region: process.env.R, ...config, maxAttempts: 3 }); } }\nclass Sub extends Store {}\nconst s = perAccount((aws) => new Sub(aws({})));',
    ],
  ]);

  it.each([
    ['takes no configuration', 'constructor() { super({}); }'],
    [
      'overrides the region from the environment',
      'constructor(c) { super({ ...c, region: process.env.AWS_REGION }); }',
    ],
    ['overrides the credentials', 'constructor(c) { super({ ...c, credentials: keys }); }'],
    ['takes its configuration apart', 'constructor(c) { super({ region: c.region }); }'],
    ['takes it second', 'constructor(name, c) { super(c); }'],
  ])('is reported when its constructor %s', (_, member) => {
    const before = `${S3}\nclass Store extends S3Client { ${member} }\nconst s = new Store({});\n`;
    const { files, reports } = rewrittenClients({ 'a.ts': before });
    expect(files['a.ts']).toBe(before);
    expect(reports).toMatchObject([{ name: 'Store', verdict: 'subclass', how: 'manual' }]);
  });

  it('is found in another file', () => {
    const { files } = rewrittenClients({
      'store.ts': `${S3}\nexport class Store extends S3Client {}\n`,
      'a.ts': "import { Store } from './store.js';\nconst s = new Store({});\n",
    });
    expect(files['a.ts']).toContain('const s = perAccount((aws) => new Store(aws({})));');
  });
});

describe('a check that a factory would forget', () => {
  table(S3, [
    [
      'a guard above keeps its effect',
      "if (!process.env.KEY) throw new Error('no key');\nconst s3 = new S3Client({ credentials: { accessKeyId: process.env.KEY, secretAccessKey: other.secret } });",
      "if (!process.env.KEY) throw new Error('no key');\nconst s3 = perAccount((aws) => new S3Client(aws({ credentials: { accessKeyId: process.env.KEY!, secretAccessKey: other.secret } })));",
    ],
    [
      'a condition around keeps its effect',
      'const s3 = c.key && c.secret ? new S3Client({ credentials: { accessKeyId: c.key, secretAccessKey: c.secret } }) : undefined;',
      'const s3 = c.key && c.secret ? perAccount((aws) => new S3Client(aws({ credentials: { accessKeyId: c.key!, secretAccessKey: c.secret! } }))) : undefined;',
    ],
    [
      'a condition inside needs no help',
      'const s3 = new S3Client({ credentials: c.key ? { accessKeyId: c.key } : undefined });',
      'const s3 = perAccount((aws) => new S3Client(aws({ credentials: c.key ? { accessKeyId: c.key } : undefined })));',
    ],
    [
      'the configuration itself may be undefined',
      'if (!c.endpoint) throw 1;\nconst s3 = new S3Client({ endpoint: c.endpoint });',
      'if (!c.endpoint) throw 1;\nconst s3 = perAccount((aws) => new S3Client(aws({ endpoint: c.endpoint })));',
    ],
  ]);

  it('is no concern of JavaScript', () => {
    const code = 'if (!c.key) throw 1;\nexport const s3 = new S3Client({ credentials: { accessKeyId: c.key } });';
    expect(rewrite(S3, code, 'a.js')).not.toContain('!}');
    expect(rewrite(S3, code, 'a.js')).toContain('accessKeyId: c.key }');
  });
});

describe('a project', () => {
  it('keeps its tests as they are', () => {
    const code = `${S3}\nnew S3Client({});\n`;
    const files = { 'src/a.test.ts': code, 'tests/b.ts': code, 'src/__tests__/c.ts': code, 'src/d.spec.js': code };
    expect(rewrittenClients(files)).toEqual({ reports: [], files });
  });

  it('has its examples and scripts rewritten as well', () => {
    const code = `${S3}\nnew S3Client({});\n`;
    const { reports } = rewrittenClients({ 'examples/a.ts': code, 'scripts/contest.ts': code });
    expect(reports.map(({ how }) => how)).toEqual(['source', 'source']);
  });

  it('is reported in the order of its files and lines', () => {
    const { reports } = rewrittenClients({
      'b.ts': `${S3}\nnew S3Client({});\nimport AWS from 'aws-sdk';\nnew S3Client({});\n`,
      'a.ts': `${S3}\nnew S3Client({});\n`,
    });
    expect(reports.map(({ file, line }) => `${file}:${line}`)).toEqual(['b.ts:2', 'b.ts:3', 'b.ts:4', 'a.ts:2']);
  });

  it('without AWS has nothing to report', () => {
    expect(rewrittenClients({ 'a.ts': 'export const a = new Map();\n' }).reports).toEqual([]);
  });
});
