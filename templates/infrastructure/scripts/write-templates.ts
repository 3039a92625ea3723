import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderTemplates } from '../src/templates/render-templates.ts';

const folder = join(import.meta.dirname, '..');
for (const [path, text] of renderTemplates()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
