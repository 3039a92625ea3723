import type { Coverage } from '../types.ts';

/** In the order of the page: what is best first. */
export const COVERAGES = ['source', 'server', 'manual', 'excluded'] as const satisfies readonly Coverage[];

/** How a reader of the page says it. */
export const COVERAGE_LABELS: Readonly<Record<Coverage, string>> = {
  source: 'in the source',
  server: 'by withAccounts',
  manual: 'by hand',
  excluded: 'left out',
};
