import type { Coverage } from '../types.ts';
import { COVERAGE_LABELS, COVERAGES } from './coverage-labels.ts';
import { type Html, html } from './html.ts';
import type { Item, ReportPage } from './page-data.ts';

/** The head that stays in view: whose report this is, how much is covered, and the way to each section. */
export function summaryView({ title, tools, clients, files }: ReportPage): Html {
  const left = [...tools, ...clients].filter(isManual).length;
  return html`<header><div class="bar"><div class="title"><h1>${title}</h1><nav aria-label="Sections"><a href="#left">Left to do <b>${left}</b></a><a href="#tools">Tools <b>${tools.length}</b></a><a href="#clients">AWS clients <b>${clients.length}</b></a><a href="#files">Files <b>${files.length}</b></a></nav></div>${coverageView(tools)}</div></header>`;
}

export function isManual({ report }: Item<{ readonly how: Coverage }>): boolean {
  return report.how === 'manual';
}

function coverageView(tools: ReportPage['tools']): Html {
  const counts = COVERAGES.map((how) => ({ how, count: tools.filter(({ report }) => report.how === how).length }));
  const shown = counts.filter(({ how, count }) => count > 0 || how !== 'excluded');
  const covered = tools.filter(({ report: { how } }) => how === 'source' || how === 'server').length;
  return html`<div class="coverage"><p><b>${percent(covered, tools.length)}</b> of ${plural(tools.length, 'tool')} take <code>target_account_id</code></p><div class="meter" aria-hidden="true">${shown.filter(({ count }) => count > 0).map(({ how, count }) => html`<span class="${how}" style="flex-grow:${count}"></span>`)}</div><ul class="legend">${shown.map(({ how, count }) => html`<li class="${how}"><b>${count}</b> ${COVERAGE_LABELS[how]}</li>`)}</ul></div>`;
}

/** Rounded down: 199 of 200 is not all. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((part / whole) * 100)} %`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
