import type { ClientReport, Coverage, ToolReport } from '../types.ts';
import { COVERAGE_LABELS } from './coverage-labels.ts';
import { diffView } from './diff-view.ts';
import { type Html, html } from './html.ts';
import type { Item } from './page-data.ts';

type AnyReport = ToolReport | ClientReport;

/** One row per tool or client: its name, where it is, how it was covered; opened, its reason and its own diff. */
export function itemsView(items: readonly Item<AnyReport>[]): Html {
  return html`<ul class="items">${items.map(itemView)}</ul>`;
}

/** What is left for a person, first on the page and without anything to open. */
export function manualView(items: readonly Item<AnyReport>[]): Html {
  return html`<ul class="todo">${items.map(({ report }) => todoView(report))}</ul>`;
}

function todoView({ name, file, line, verdict, reason }: AnyReport): Html {
  return html`<li><div class="row"><code>${name}</code><span>${file}:${line}</span><span>${verdict}</span></div><p>${reason}</p></li>`;
}

function itemView({ report, changes }: Item<AnyReport>): Html {
  const { how, reason, verdict } = report;
  const body = [...(reason === '' ? [] : [html`<p>${reason}</p>`]), ...ownChanges(how, verdict, changes)];
  return body.length === 0
    ? html`<li>${rowView(report)}</li>`
    : html`<li><details><summary>${rowView(report)}</summary>${body}</details></li>`;
}

function rowView({ name, file, line, verdict, how }: AnyReport): Html {
  return html`<div class="row"><code>${name}</code><span>${file}:${line}</span><span>${verdict}</span><em class="${how}">${COVERAGE_LABELS[how]}</em></div>`;
}

/** The wrapped server is one change for many tools: it stands with its file, not once more with each of them. */
function ownChanges(how: Coverage, verdict: string, changes: Item<AnyReport>['changes']): Html[] {
  if (how !== 'server') return changes.map((change) => diffView(change, 0));
  return verdict === 'already-done'
    ? [html`<p class="note">The project wraps this server in withAccounts already.</p>`]
    : [
        html`<p class="note">withAccounts(server) gives it the parameter: one line, <a href="#files">under Files</a>.</p>`,
      ];
}
