import { basename, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Frames between an HTTP request and a tool's code: the layers of an AWS SDK are some thirty. */
const MAX_FRAMES = 200;

/**
 * Where the program's own code stands below `hook` on the stack, `await`s included: `src/tools/list.ts:12`. Relative to the
 * working directory, as a message must not tell where a home directory lies. Undefined when only packages stand there.
 */
export function callSite(hook: (...args: never[]) => unknown): string | undefined {
  const [own] = frames();
  const site = frames(hook).find(({ file }) => isProgram(file) && file !== own?.file);
  return site && `${shown(site.file)}:${site.line}`;
}

interface Frame {
  readonly file: string;
  readonly line: string;
}

function frames(hook?: (...args: never[]) => unknown): Frame[] {
  const holder: { stack?: unknown } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = MAX_FRAMES;
  Error.captureStackTrace(holder, hook);
  Error.stackTraceLimit = limit;
  return String(holder.stack).split('\n').flatMap(parse);
}

/** `    at async list (file:///srv/app/src/tools/list.ts:12:5)` */
function parse(line: string): Frame[] {
  const [, file, number] =
    /^\s+at (?:.* \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):\d+\)?$/.exec(line) ?? [];
  if (file === undefined || number === undefined) return [];
  return [{ file: file.startsWith('file:') ? fileURLToPath(file) : file, line: number }];
}

function isProgram(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file);
}

function shown(file: string): string {
  const path = relative(process.cwd(), file);
  const isInside = !path.startsWith('..') && !isAbsolute(path);
  return isInside ? path.split(sep).join('/') : basename(file);
}
