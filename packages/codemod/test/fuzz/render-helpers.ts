import { type Program, ZOD_IMPORTS } from './program.ts';

/** What tools refer to: schemas, handlers, the AWS client and the command of the server. */
export function helpers(program: Program): string[] {
  const lines = [...clientLines(program), ...commandLines(program), ...answerLines(program)];
  return program.place.startsWith('low-level') ? lines : [...lines, ...schemaLines(program), ...handlerLines(program)];
}

function clientLines({ client, language }: Program): string[] {
  const type = (text: string) => (language === 'ts' ? text : '');
  const options = "{ region: process.env.GENERATED_REGION ?? 'eu-west-1' }";
  switch (client) {
    case 'none':
      return ["const region = async () => 'none';"];
    case 'module':
      return [`const s3 = new S3Client(${options});`, 'const region = () => s3.config.region();'];
    case 'lazy':
      return [
        `let s3${type(': S3Client | undefined')};`,
        'const region = () => {',
        `  s3 ??= new S3Client(${options});`,
        '  return s3.config.region();',
        '};',
      ];
    case 'per-call':
      return [`const region = () => new S3Client(${options}).config.region();`];
    case 'document':
      return [
        `const documents = DynamoDBDocumentClient.from(new DynamoDBClient(${options}));`,
        'const region = () => documents.config.region();',
      ];
  }
}

function commandLines({ command }: Program): string[] {
  switch (command) {
    case 'none':
      return [];
    case 'line':
      return ["const ask = () => exec('aws s3 ls', (error) => error);"];
    case 'program':
      return ["const ask = () => execFile('aws', ['s3', 'ls']);"];
    case 'options':
      return ["const ask = () => execFile('aws', ['s3'], { env: { ...process.env, CI: '1' }, timeout: 5 });"];
  }
}

function answerLines({ language, command }: Program): string[] {
  const type = language === 'ts' ? ': unknown' : '';
  const literal = language === 'ts' ? ' as const' : '';
  const commands = command === 'none' ? [] : ["  if (value === 'never') ask();"];
  return [
    `async function answer(value${type}) {`,
    ...commands,
    `  return { content: [{ type: 'text'${literal}, text: String(value) + await region() }] };`,
    '}',
  ];
}

function schemaLines({ zod }: Program): string[] {
  const z = ZOD_IMPORTS[zod].name;
  return [
    `const Shape = { q: ${z}.string().optional() };`,
    `const Question = ${z}.object({ q: ${z}.string().optional() });`,
    `function makeShape() { return { q: ${z}.string().optional() } }`,
  ];
}

function handlerLines({ language }: Program): string[] {
  const type = (text: string) => (language === 'ts' ? text : '');
  const question = type(': { q?: string | undefined }');
  return [
    `async function handleQuestion({ q }${question}) { return answer(q) }`,
    "async function handlePlain() { return answer('plain') }",
    `const constantQuestion = async (args${question}) => answer(args.q);`,
    "const constantPlain = async () => answer('constant');",
    language === 'ts'
      ? 'function wrapped<Args extends unknown[], R>(run: (...args: Args) => R) { return (...args: Args) => run(...args) }'
      : 'function wrapped(run) { return (...args) => run(...args) }',
    'const methods = {',
    "  label: 'method',",
    `  async question({ q }${question}) { return answer(this.label + q) },`,
    '  async plain() { return answer(this.label) },',
    '};',
    `function makeQuestion(label${type(': string')}) { return async ({ q }${question}) => answer(label + q) }`,
    `function makePlain(label${type(': string')}) { return async () => answer(label) }`,
  ];
}
