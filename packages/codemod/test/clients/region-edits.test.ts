import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

const S3 = "import { S3Client } from '@aws-sdk/client-s3';\n";

/** What `new S3Client(<config>)` becomes at the end of `code`: the text inside the factory. */
function factory(config: string, code = '', files: Record<string, string> = {}): string {
  const after = rewrittenClients({
    ...files,
    'src/a.ts': `${S3}${code}\nexport const it = new S3Client(${config});\n`,
  });
  const output = after.files['src/a.ts'] ?? '';
  return /export const it = perAccount\(\(aws\) => new S3Client\((.*)\)\);\n$/s.exec(output)?.[1] ?? output;
}

const follows = (config: string, code?: string, files?: Record<string, string>) =>
  expect(factory(config, code, files)).toBe(`aws(${config})`);
const keeps = (config: string, code?: string, files?: Record<string, string>) =>
  expect(factory(config, code, files)).toBe(`aws.keepRegion(${config})`);

describe('a region from the environment follows the account', () => {
  it.each([
    'process.env.AWS_REGION',
    "process.env['AWS_REGION']",
    'process.env[NAME]',
    'process.env.AWS_REGION!',
    'process.env.AWS_REGION as string',
    "process.env.AWS_REGION ?? 'us-east-1'",
    "process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || 'us-east-1'",
    "(process.env.AWS_REGION ?? '').trim()",
    'String(process.env.AWS_REGION)',
    "process.env.AWS_REGION ? process.env.AWS_REGION : 'us-east-1'",
    "process.env.LOCAL === 'true' ? 'us-east-1' : process.env.AWS_REGION",
    `\`\${process.env.AREA}-east-1\``,
    "process.env.AREA + '-east-1'",
    'process.env.AWS_REGION ?? fallback()',
    'async () => process.env.AWS_REGION',
    'import.meta.env.AWS_REGION',
    'globalThis.process.env.AWS_REGION',
    'undefined',
  ])('%s', (region) => follows(`{ region: ${region} }`));

  it.each([
    ['a const', "const r = process.env.AWS_REGION ?? 'us-east-1';", 'r'],
    ['a const of a const', 'const a = process.env.A; const r = a!;', 'r'],
    ['a variable with a default', "let r = process.env.A; if (!r) { r = 'us-east-1'; }", 'r'],
    ['a default that gives way', "let r = 'us-east-1'; if (process.env.A) r = process.env.A;", 'r'],
    ['a var nobody assigns again', 'var r = process.env.A;', 'r'],
    ['an object', 'const c = { aws: { region: process.env.A } } as const;', 'c.aws.region'],
    ['an element', 'const c = { region: process.env.A };', "c['region']"],
    ['a frozen object', 'const c = Object.freeze({ region: process.env.A });', 'c.region'],
    ['the environment by another name', 'const env = process.env;', 'env.AWS_REGION'],
    ['node:process', "import { env } from 'node:process';", 'env.AWS_REGION'],
    ['destructuring', 'const { AWS_REGION } = process.env;', 'AWS_REGION'],
    ['destructuring with a default', "const { AWS_REGION: r = 'us-east-1' } = process.env;", 'r'],
    ['destructuring an object', 'const { aws: { region: r } } = { aws: { region: process.env.A } };', 'r'],
    ['a checked environment', 'const env = z.object({ AWS_REGION: z.string() }).parse(process.env);', 'env.AWS_REGION'],
    ['a checked result', 'const env = schema.safeParse(process.env);', 'env.data.AWS_REGION'],
    ['a function', "function region() { return process.env.A ?? 'us-east-1'; }", 'region()'],
    [
      'an early return',
      "const region = () => { if (process.env.A) return process.env.A; return 'us-east-1'; };",
      'region()',
    ],
    [
      'a helper for variables',
      "const get = (name: string, or: string) => process.env[name] ?? or; get('PORT', port());",
      "get('A', 'x')",
    ],
    [
      'a helper that insists',
      'function need(n: string) { const v = process.env[n]; if (!v) throw new Error(n); return v; }',
      "need('A')",
    ],
    ['the result of a function', 'function load() { return { region: process.env.A }; }', 'load().region'],
    ['a static member', 'class C { static readonly region = process.env.A; }', 'C.region'],
    ['an instance', 'class C { region = process.env.A; } const c = new C();', 'c.region'],
    ['an accessor', 'class C { get region() { return process.env.A; } } const c = new C();', 'c.region'],
  ])('through %s', (_, code, region) => follows(`{ region: ${region} }`, code));

  it('through another file', () => {
    follows('{ region: config.region }', "import { config } from './config.js';", {
      'src/config.ts': "export const config = { region: process.env.AWS_REGION ?? 'us-east-1' } as const;",
    });
    follows('{ region: config.region }', "import config from './config.js';", {
      'src/config.ts': 'const config = { region: process.env.AWS_REGION };\nexport default config;',
    });
    follows('{ region: settings.getRegion() }', "import * as settings from './config.js';", {
      'src/config.ts': 'export function getRegion() { return process.env.AWS_REGION; }',
    });
    follows('{ region: REGION }', "import { REGION } from './index.js';", {
      'src/index.ts': "export * from './config.js';",
      'src/config.ts': 'export const REGION = process.env.AWS_REGION;',
    });
  });
});

describe('a region that is absent follows the account', () => {
  it.each([
    ['an empty object', '{}', ''],
    ['other settings', "{ endpoint: 'http://localhost:4566', forcePathStyle: true }", ''],
    ['a variable', 'c', 'const c = { maxAttempts: 3 };'],
    ['a spread', '{ ...base, maxAttempts: 3 }', 'const base = { forcePathStyle: true };'],
    ['conditional spreads', '{ ...(e && { endpoint: e }), ...(p ? { profile: p } : {}) }', ''],
    ['a function', 'settings()', 'function settings() { return { maxAttempts: 3 }; }'],
    ['merged objects', 'Object.assign({}, base, { maxAttempts: 3 })', 'const base = {};'],
    ['later assignments of other members', 'c', 'const c: S3ClientConfig = {}; c.endpoint = e;'],
  ])('%s', (_, config, code) => follows(config, code));
});

describe('a configuration that is not written out', () => {
  it.each([
    ['a const', 'c', 'const c = { region: process.env.A };'],
    ['a const with an assertion', 'c', 'const c = { region: process.env.A } as S3ClientConfig;'],
    ['a later assignment', 'c', 'const c: S3ClientConfig = {}; if (process.env.A) { c.region = process.env.A; }'],
    [
      'a default that gives way',
      'c',
      "const c = { region: 'us-east-1' }; if (process.env.A) c.region = process.env.A;",
    ],
    ['a spread', '{ ...base }', 'const base = { region: process.env.A };'],
    [
      'a spread that something overrides',
      '{ ...base, region: process.env.B }',
      "const base = { region: 'eu-west-1' };",
    ],
    ['a function', 'config()', 'const config = () => ({ region: process.env.A });'],
    ['an async function', 'c', 'async function load() { return { region: process.env.A }; }\nconst c = await load();'],
  ])('follows the account through %s', (_, config, code) => follows(config, code));

  it.each([
    ['a const', 'c', "const c = { region: 'eu-west-1' };"],
    ['a later assignment', 'c', 'const c: S3ClientConfig = { region: process.env.A }; c.region = pick();'],
    ['a spread that overrides', '{ region: process.env.A, ...base }', "const base = { region: 'eu-west-1' };"],
    ['a spread of something unknown', '{ region: process.env.A, ...given() }', ''],
    ['a computed name', "{ [name]: 'eu-west-1' }", ''],
    ['a package', 'c', "import { c } from 'settings';"],
    ['a parameter nobody passes in sight', 'c', ''],
    ['merged objects', "Object.assign({ region: process.env.A }, { region: 'eu-west-1' })", ''],
  ])('keeps its region through %s', (_, config, code) => keeps(config, code));
});

describe('a region that was chosen stays', () => {
  it.each([
    ['a literal', "'us-east-1'", ''],
    ['a template', '`us-east-1`', ''],
    ['a const', 'R', "const R = 'us-east-1';"],
    ['a literal before the environment', "'us-east-1' || process.env.A", ''],
    ['a function of a package', 'pick()', "import { pick } from 'regions';"],
    ['an unknown name', 'region', ''],
    ['a literal in one case', 'c.region', "const c = isGlobal ? { region: 'us-east-1' } : { region: process.env.A };"],
    ['text with something unknown', `\`\${x}-1\``, ''],
    ['circular definitions', 'a.region', 'const a = { region: b.region }; const b = { region: a.region };'],
    ['a recursive function', 'f(3)', 'function f(n: number): string { return n ? f(n - 1) : g(); }'],
  ])('%s', (_, region, code) => keeps(`{ region: ${region} }`, code));
});

describe('a parameter', () => {
  const inFunction = (signature: string, config: string, calls: string, files: Record<string, string> = {}) => {
    const code = `${S3}export function make(${signature}) { return new S3Client(${config}); }\n${calls}\n`;
    const output = rewrittenClients({ ...files, 'src/a.ts': code }).files['src/a.ts'] ?? '';
    return /new S3Client\((.*)\)\); }/.exec(output)?.[1] ?? output;
  };

  it.each([
    [
      'every call takes it from the environment',
      'region: string',
      '{ region }',
      'make(process.env.A!); make(process.env.B!);',
    ],
    ['every call leaves it out', 'region = process.env.A', '{ region }', 'make(); make(undefined);'],
    ['every call passes such a configuration', 'c: Config', '{ region: c.region }', 'make({ region: process.env.A });'],
    ['it is taken apart', '{ region }: Config', '{ region }', 'make({ region: process.env.A });'],
  ])('follows the account when %s', (_, signature, config, calls) => {
    expect(inFunction(signature, config, calls)).toBe(`aws(${config})`);
  });

  it.each([
    ['nothing calls the function', 'region: string', '{ region }', ''],
    ['one call chooses', 'region: string', '{ region }', "make(process.env.A!); make('eu-west-1');"],
    ['one call is out of sight', 'region: string', '{ region }', 'make(process.env.A!); hand(make);'],
    ['the arguments are spread', 'region: string', '{ region }', 'make(...args);'],
    [
      'the function is exported under another name',
      'region: string',
      '{ region }',
      'make(process.env.A!); export { make as create };',
    ],
    ['it is a rest parameter', '...regions: string[]', '{ region: regions[0] }', 'make(process.env.A!);'],
  ])('keeps its region when %s', (_, signature, config, calls) => {
    expect(inFunction(signature, config, calls)).toBe(`aws.keepRegion(${config})`);
  });

  it('is followed to calls in other files', () => {
    const files = { 'src/b.ts': "import { make } from './a.js';\nmake('eu-west-1');\n" };
    expect(inFunction('region?: string', '{ region }', 'make(process.env.A);')).toBe('aws({ region })');
    expect(inFunction('region?: string', '{ region }', 'make(process.env.A);', files)).toBe(
      'aws.keepRegion({ region })',
    );
  });

  it('of a constructor is followed through the field', () => {
    const service = (field: string, calls: string) => {
      const code = `${S3}class Service {\n  ${field}\n  client() { return new S3Client({ region: this.region }); }\n}\n${calls}\n`;
      return rewrittenClients({ 'a.ts': code }).files['a.ts'];
    };
    const assigned = 'private region: string; constructor(region: string) { this.region = region; }';
    const declared = 'constructor(private readonly region: string) {}';
    const own = "private region: string; constructor() { this.region = process.env.A || 'us-east-1'; }";
    expect(service(assigned, 'new Service(process.env.A!);')).toContain('aws({ region: this.region })');
    expect(service(declared, 'new Service(process.env.A!);')).toContain('aws({ region: this.region })');
    expect(service(own, 'new Service();')).toContain('aws({ region: this.region })');
    expect(service(assigned, "new Service('eu-west-1');")).toContain('aws.keepRegion({ region: this.region })');
    expect(service(declared, '')).toContain('aws.keepRegion({ region: this.region })');
  });
});

describe("a tool's argument before the environment", () => {
  it.each([
    ['args.region ?? process.env.A', 'args.region ?? aws.region ?? process.env.A'],
    ["args.region || process.env.A || 'us-east-1'", "args.region || aws.region || process.env.A || 'us-east-1'"],
    ['a ?? b ?? process.env.A ?? process.env.B', 'a ?? b ?? aws.region ?? process.env.A ?? process.env.B'],
    ["args.region || (process.env.A ?? 'x')", "args.region || (aws.region ?? process.env.A ?? 'x')"],
    ['(args.region ?? process.env.A) as string', '(args.region ?? aws.region ?? process.env.A) as string'],
    ['args.region ? args.region : process.env.A', 'args.region ? args.region : aws.region ?? process.env.A'],
    [
      "isGlobal ? 'us-east-1' : process.env.A || 'eu-west-1'",
      "isGlobal ? 'us-east-1' : aws.region || process.env.A || 'eu-west-1'",
    ],
  ])('%s', (before, after) => {
    expect(factory(`{ region: ${before}, maxAttempts: 3 }`)).toBe(
      `aws.keepRegion({ region: ${after}, maxAttempts: 3 })`,
    );
  });

  it('is recognized by the name of a const', () => {
    const code = "const DEFAULT = process.env.A ?? 'us-east-1';";
    expect(factory('{ region: args.region ?? DEFAULT }', code)).toBe(
      'aws.keepRegion({ region: args.region ?? aws.region ?? DEFAULT })',
    );
  });

  it.each([
    ["args.region ?? 'us-east-1'", 'nothing comes from the environment'],
    ['pick(args.region, process.env.A)', 'a function chooses'],
  ])('%s stays because %s', (region) => keeps(`{ region: ${region} }`));

  it('is left alone where a spread may bring another region', () => {
    keeps('{ region: args.region ?? process.env.A, ...given }');
    expect(factory('{ region: args.region ?? process.env.A, ...rest }', 'const rest = { maxAttempts: 3 };')).toBe(
      'aws.keepRegion({ region: args.region ?? aws.region ?? process.env.A, ...rest })',
    );
  });

  const inHandler = (choice: string, use: string) => {
    const code = `${S3}export const handler = async (args: Args) => {\n  ${choice}\n  return new S3Client(${use});\n};\n`;
    const output = rewrittenClients({ 'a.ts': code }).files['a.ts'] ?? '';
    return /new S3Client\((.*)\)\);\n/.exec(output)?.[1] ?? output;
  };

  it('is repeated where a const of the handler has put it together', () => {
    const choice = 'const region = args.region ?? process.env.A ?? fallback;';
    expect(inHandler(choice, '{ region }')).toBe('aws.keepRegion({ region: args.region ?? aws.region ?? region })');
    expect(inHandler(choice, '{ region: region }')).toBe(
      'aws.keepRegion({ region: args.region ?? aws.region ?? region })',
    );
    expect(inHandler('const r = args.region || args.zone || process.env.A;', '{ region: r }')).toBe(
      'aws.keepRegion({ region: args.region || args.zone || aws.region || r })',
    );
  });

  it.each([
    ['the choice has effects', 'const region = ask() ?? process.env.A;'],
    ['the variable changes', 'let region = args.region ?? process.env.A; region = region.trim();'],
    ['the argument changes', 'const region = args.region ?? process.env.A; args = {};'],
  ])('is not repeated where %s', (_, choice) => {
    expect(inHandler(choice, '{ region }')).not.toContain('aws.region');
  });
});
