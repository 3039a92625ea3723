import { basename } from 'node:path';
import { LIBRARY } from '../edit/library-bindings.ts';
import { transform } from '../transform.ts';
import type { ClientReport, ToolReport, TransformResult } from '../types.ts';
import { exposedText } from './exposed-text.ts';
import { nearestManifest } from './nearest-manifest.ts';

/** What jscodeshift gives a transform; of its `api` only `report` is used, because the edits are text splices. */
export interface JscodeshiftFile {
  readonly path: string;
  readonly source: string;
}

export interface JscodeshiftApi {
  report?(message: string): void;
}

/** The manifest lies above every file that is worked on alone. */
const MANIFEST = '../package.json';

/**
 * A jscodeshift transform: the engine on one file. What other files hold is not seen, so a schema from another file is
 * covered by `withAccounts` if the server is made in this one, and reported if not.
 *
 * @returns the new text; the old one where all is done already; undefined where the file has no tools and no AWS clients.
 * @throws SourceSyntaxError, which jscodeshift prints; it leaves the file alone then.
 */
export function transformFile({ path, source }: JscodeshiftFile, api: JscodeshiftApi = {}): string | undefined {
  const name = basename(path);
  const manifest = nearestManifest(path);
  const result = transform([
    { path: name, text: source },
    { path: 'other-files.txt', text: exposedText(source, name) },
    ...(manifest === undefined ? [] : [{ path: MANIFEST, text: manifest }]),
  ]);
  for (const message of messages(result)) api.report?.(message);
  const found = result.tools.length + result.clients.length > 0;
  return result.files.find((file) => file.path === name)?.after ?? (found ? source : undefined);
}

function messages({ tools, clients, files }: TransformResult): string[] {
  const left = [...tools, ...clients].filter(({ how }) => how !== 'source').map(message);
  const needsLibrary = files.some((file) => file.path === MANIFEST);
  return needsLibrary ? [...left, `add ${LIBRARY} to the dependencies of its package`] : left;
}

function message({ name, line, how, reason }: ToolReport | ClientReport): string {
  return `line ${line}: ${name}: ${how === 'server' ? 'by withAccounts' : how}: ${reason}`;
}
