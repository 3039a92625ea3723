import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { insertIntoList } from '../../edit/list-insertion.ts';
import { applyEdits } from '../../edit/splice.ts';
import type { Placed, PlaceInput } from './place.ts';

/** The entries of a tsup configuration, where they are a list of file names and nothing else. */
interface EntryList {
  readonly path: string;
  readonly text: string;
  readonly items: readonly ts.StringLiteral[];
}

/** An entry file that tsup bundles beside the others: one more name in its list of entries. */
export function tsupEntry(input: PlaceInput): Placed {
  const list = input.files.map(entryList).find((found) => found !== undefined);
  const folder = list && commonFolder(list.items.map(({ text }) => text));
  const { target, program, view } = input;
  const out = program?.built ? posix.dirname(program.built) : undefined;
  const path = `${folder}/entrypoint.ts`;
  const obstacle = `the entries of tsup are no list of file names: add ${target.file.replace(/[^/]*$/, 'entrypoint.ts')} to them`;
  if (!list || folder === undefined || out === undefined || !target.file.startsWith(`${folder}/`)) return { obstacle };
  const isEsm = /['"]esm['"]/.test(list.text);
  if (!isEsm && !/['"]cjs['"]/.test(list.text)) return { obstacle };
  const extension = isEsm === (view.manifest.type === 'module') ? 'js' : isEsm ? 'mjs' : 'cjs';
  return {
    path,
    built: `${out}/entrypoint.${extension}`,
    specifier: `./${posix.relative(folder, target.file).replace(/\.([cm]?)tsx?$/, '.$1js')}`,
    style: {
      language: 'typescript',
      modules: isEsm ? 'import' : 'import-to-commonjs',
      awaits: isEsm,
      quotedMembers: false,
    },
    buildChange: withEntry(list, path),
  };
}

function entryList({ path, text }: { readonly path: string; readonly text: string }): EntryList | undefined {
  if (!/^tsup\.config\.[cm]?[jt]s$/.test(path)) return undefined;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lists = entryProperties(source).flatMap(({ initializer }) =>
    ts.isArrayLiteralExpression(initializer) ? [initializer] : [],
  );
  const [only] = lists;
  const items = only?.elements.filter(ts.isStringLiteral) ?? [];
  const isPlain = lists.length === 1 && items.length > 0 && items.length === only?.elements.length;
  return isPlain && !items.some((item) => item.text.includes('*')) ? { path, text, items } : undefined;
}

function entryProperties(node: ts.Node): ts.PropertyAssignment[] {
  const own = ts.isPropertyAssignment(node) && node.name.getText() === 'entry' ? [node] : [];
  const found: ts.PropertyAssignment[] = [];
  node.forEachChild((child) => {
    found.push(...entryProperties(child));
  });
  return [...own, ...found];
}

/** All entries in one folder: what one more adds there changes no other's place in the output. */
function commonFolder(entries: readonly string[]): string | undefined {
  const folders = new Set(entries.map((entry) => posix.dirname(posix.normalize(entry))));
  const [folder] = folders;
  return folders.size === 1 && folder !== '.' ? folder : undefined;
}

function withEntry({ path, text, items }: EntryList, added: string) {
  const named = items.map(({ text: entry }) => posix.normalize(entry));
  if (named.includes(added)) return { path, before: text, after: text };
  const list = items.map((item) => ({ key: '', fullStart: item.pos, start: item.getStart(), end: item.end }));
  const quote = items[0]?.getText()[0] ?? "'";
  const prefix = items[0]?.text.startsWith('./') ? './' : '';
  const edit = insertIntoList(text, list, '', `${quote}${prefix}${added}${quote}`);
  return { path, before: text, after: applyEdits(text, [edit]) };
}
