import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTemplates } from '../src/templates/render-templates.ts';

const folder = join(import.meta.dirname, '../cloudformation');
mkdirSync(folder, { recursive: true });
for (const [name, text] of renderTemplates()) writeFileSync(join(folder, name), text);
