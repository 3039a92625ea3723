import { buildPage } from '../../src/html/build-page.ts';
import { htmlReport } from '../../src/html/page.ts';
import type { ReportState } from '../../src/html/page-data.ts';
import { planProject } from '../../src/transform.ts';

const PLANNED: ReportState = { kind: 'planned', command: 'npx @mcp-multi-account/codemod run .' };

/** The page of a project that is given as texts. */
export function pageOf(files: Readonly<Record<string, string>>, state: ReportState = PLANNED): string {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return htmlReport(buildPage(planProject(sources), '/home/me/server', state, '0.1.0'));
}

/** The text that a reader sees: tags away, entities back. */
export function visibleText(page: string): string {
  const body = page.slice(page.indexOf('<body>')).replace(/<script>.*<\/script>/s, '');
  const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  return [
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&amp;', '&'],
  ].reduce((result, [entity = '', character = '']) => result.replaceAll(entity, character), text);
}
