import type { EntrySettings, EntryTarget } from '../types.ts';
import type { EntryStyle, Place } from './place.ts';

const PACKAGE = '@mcp-multi-account/entrypoint';
const HEADER = '// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.';
const MAIN_MODULE = '// The server starts only as the file that Node was given, so it is told that it is.';

/** The entry file: what it imports, and one call. */
export function entryText(target: EntryTarget, settings: EntrySettings, given: Place): string {
  const place = { ...given, specifier: escaped(given.specifier) };
  const called = target.kind === 'factory' ? factoryCall(target) : programCall(target, settings, place);
  const imports = importLines(target, called, place);
  const header = target.kind === 'program' && target.check !== undefined ? [HEADER, MAIN_MODULE] : [HEADER];
  return [...header, ...imports, '', ...statement(called, place.style), ''].join('\n');
}

interface Call {
  readonly name: 'serve' | 'serveProgram';
  /** The argument: one line, or the lines of a function. */
  readonly argument: readonly string[];
  /** The second argument. */
  readonly options?: string;
}

function factoryCall({ name, takesArguments }: Extract<EntryTarget, { kind: 'factory' }>): Call {
  const local = localName(name);
  return { name: 'serve', argument: [takesArguments ? `() => ${local}()` : local] };
}

function localName(name: string): string {
  return name === 'default' ? 'createServer' : name;
}

function programCall(target: Exclude<EntryTarget, { kind: 'factory' }>, settings: EntrySettings, place: Place): Call {
  const before = [
    ...environmentLines(settings, place),
    ...argumentLines(settings),
    ...requiredPathLines(target, place),
  ];
  const lines = [...before, ...startLines(target, place)];
  const isShort = lines.length === 1 && target.kind === 'program' && target.check !== 'require.main';
  const argument = isShort
    ? [`() => import('${place.specifier}')`]
    : ['async () => {', ...lines.map((line) => `  ${line}`), '}'];
  const isChecked = target.kind === 'program' && target.check !== undefined && place.style.modules === 'import';
  const options = isChecked && `{ script: new URL('${place.specifier}', import.meta.url) }`;
  return { name: 'serveProgram', argument, ...(options && { options }) };
}

function environmentLines({ environment }: EntrySettings, { style }: Place): string[] {
  if (!environment) return [];
  const member = style.quotedMembers ? `['${environment.name}']` : `.${environment.name}`;
  return [
    '// HTTP is served here; the program itself speaks over stdio.',
    `process.env${member} = '${environment.value}';`,
  ];
}

function argumentLines({ args }: EntrySettings): string[] {
  if (args.length === 0) return [];
  const words = args.map((word) => `'${escaped(word)}'`);
  return [`process.argv.splice(2, 0, ${words.join(', ')});`];
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

/** What the `script` option does for an ES module. */
function requiredPathLines(target: EntryTarget, { specifier, style }: Place): string[] {
  if (target.kind !== 'program' || target.check === undefined || style.modules === 'import') return [];
  return [`process.argv[1] = require.resolve('${specifier}');`];
}

function startLines(target: Exclude<EntryTarget, { kind: 'factory' }>, { specifier, style }: Place): string[] {
  switch (target.kind) {
    case 'program':
      return target.check === 'require.main' ? runMainLines(style) : [`await import('${specifier}');`];
    case 'function':
      return [
        bindingLine(target.name, 'main', specifier),
        `await ${target.name === 'default' ? 'main' : target.name}();`,
      ];
    case 'server': {
      const local = target.name === 'default' ? 'server' : target.name;
      return [bindingLine(target.name, 'server', specifier), `await ${local}.connect(new StdioServerTransport());`];
    }
  }
}

/** Node's own way to start a CommonJS program: `require.main` is then the module. */
function runMainLines({ modules }: EntryStyle): string[] {
  return [modules === 'import' ? 'Module.runMain();' : "require('node:module').runMain();"];
}

function bindingLine(name: string, fallback: string, specifier: string): string {
  const pattern = name === 'default' ? `{ default: ${fallback} }` : `{ ${name} }`;
  return `const ${pattern} = await import('${specifier}');`;
}

function importLines(target: EntryTarget, call: Call, { specifier, style }: Place): string[] {
  const line = style.modules === 'require' ? requireLine : importLine;
  const runsMain = target.kind === 'program' && target.check === 'require.main' && style.modules === 'import';
  return [
    ...(style.loader ? [`import '${style.loader}';`] : []),
    ...(runsMain ? ["import Module from 'node:module';"] : []),
    line(`{ ${call.name} }`, PACKAGE),
    ...(target.kind === 'server' ? [line('{ StdioServerTransport }', target.transport)] : []),
    ...(target.kind === 'factory' ? [line(factoryBinding(target.name), specifier)] : []),
  ];
}

/** The default export of a CommonJS module is the module itself. */
function factoryBinding(name: string): string {
  return name === 'default' ? localName(name) : `{ ${name} }`;
}

function importLine(binding: string, from: string): string {
  return `import ${binding} from '${from}';`;
}

function requireLine(binding: string, from: string): string {
  return `const ${binding} = require('${from}');`;
}

function statement({ name, argument, options }: Call, { awaits, language }: EntryStyle): string[] {
  const prefix = awaits ? 'await ' : language === 'typescript' ? 'void ' : '';
  const end = `${options === undefined ? '' : `, ${options}`});`;
  const [first = '', ...rest] = argument;
  if (rest.length === 0) return [`${prefix}${name}(${first}${end}`];
  return [`${prefix}${name}(${first}`, ...rest.slice(0, -1), `${rest.at(-1)}${end}`];
}
