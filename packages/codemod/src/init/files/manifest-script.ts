import { ts } from 'ts-morph';
import { gapBefore, insertAfter } from '../../edit/list-insertion.ts';
import { applyEdits } from '../../edit/splice.ts';
import { listText, type Property, properties, rootObject } from '../../manifest/manifest-object.ts';
import type { TextEdit } from '../../types.ts';

/**
 * `manifestText` with one more script, after `start` where there is one, else last; every other byte stays. A script of that
 * name stays as it is. The text must be a JSON object, and `scripts` one where it is there.
 */
export function addScript(manifestText: string, name: string, command: string): string {
  const text = manifestText.replace(/^\uFEFF/, '');
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  if (manifest.scripts && Object.hasOwn(manifest.scripts, name)) return manifestText;
  const root = properties(rootObject(text));
  const scripts = root.findLast(({ key }) => key === 'scripts');
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(command)}`;
  return applyEdits(manifestText, [scripts ? intoScripts(text, scripts, entry) : newScripts(text, root, entry)]);
}

function intoScripts(text: string, scripts: Property, entry: string): TextEdit {
  const items = ts.isObjectLiteralExpression(scripts.value) ? properties(scripts.value) : [];
  const place = items.find(({ key }) => key === 'start') ?? items.at(-1);
  if (place) return insertAfter(text, place, entry);
  return { start: scripts.value.getStart(), end: scripts.value.end, text: listText(text, scripts, entry) };
}

/** Before the dependencies, which stand behind the scripts in most manifests. */
function newScripts(text: string, root: readonly Property[], entry: string): TextEdit {
  const next = root.find(({ key }) => /dependencies$/i.test(key)) ?? root.at(-1);
  if (!next) return { start: 0, end: text.length, text: `{ "scripts": { ${entry} } }\n` };
  const list = `"scripts": ${listText(text, next, entry)},${gapBefore(text, next)}`;
  return { start: next.start, end: next.start, text: list };
}
