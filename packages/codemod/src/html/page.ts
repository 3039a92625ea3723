import { createHash } from 'node:crypto';
import { lineCounts } from '../report/diff.ts';
import type { FileReport } from '../types.ts';
import { diffView } from './diff-view.ts';
import { type Html, html, trusted } from './html.ts';
import { itemsView, manualView } from './items-view.ts';
import type { ReportPage, ReportState } from './page-data.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { isManual, summaryView } from './summary-view.ts';

/** Lines of a file shown around each change. */
const CONTEXT = 1;

/** One HTML page that loads nothing and runs nothing but its own script, whatever the project's texts hold. */
export function htmlReport(page: ReportPage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash()}'; base-uri 'none'; form-action 'none'">
<title>${page.title} – many AWS accounts</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#left">Skip to the report</a>
${summaryView(page)}
<main>
${stateView(page.state)}
${sections(page)}
</main>
<footer>mcp-multi-account ${page.version}</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

function scriptHash(): string {
  return `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
}

function sections(page: ReportPage): Html[] {
  const left = [...page.tools, ...page.clients].filter(isManual);
  return [
    section('left', 'Left to do', left.length === 0 ? nothing('Nothing needs a person.') : manualView(left)),
    section('tools', 'Tools', page.tools.length === 0 ? nothing('No tools.') : itemsView(page.tools), controls()),
    section('clients', 'AWS clients', page.clients.length === 0 ? nothing('No AWS clients.') : itemsView(page.clients)),
    section('files', 'Files', page.files.length === 0 ? nothing('No file changes.') : filesView(page.files)),
  ];
}

function section(id: string, title: string, body: Html, extra: Html = html``): Html {
  return html`<section id="${id}" tabindex="-1" aria-labelledby="h-${id}"><div class="head"><h2 id="h-${id}">${title}</h2>${extra}</div>${body}</section>`;
}

/** Of use only with the script, which is what shows them. */
function controls(): Html {
  return html`<div class="controls" hidden><input type="search" placeholder="Filter tools" aria-label="Filter tools by name or file"><button type="button">Open all</button></div>`;
}

function nothing(text: string): Html {
  return html`<p class="none">${text}</p>`;
}

function filesView(files: readonly FileReport[]): Html {
  return html`<ul class="items files">${files.map(fileView)}</ul>`;
}

function fileView(file: FileReport): Html {
  const { added, removed } = lineCounts(file);
  return html`<li><details><summary><div class="row"><code>${file.path}</code><span><ins>+${added}</ins> <del>−${removed}</del></span></div></summary>${diffView(file, CONTEXT)}</details></li>`;
}

function stateView(state: ReportState): Html {
  switch (state.kind) {
    case 'planned':
      return html`<aside><p><b>A plan.</b> Nothing was written yet. This command makes these changes:</p><pre class="command" tabindex="0">${state.command}</pre></aside>`;
    case 'made':
      return html`<aside><p><b>Changes made</b> since commit <code>${state.commit}</code>; line numbers are those of that commit. To see them in the files:</p><pre class="command" tabindex="0">git diff ${state.commit}</pre>${editedView(state.editedSince)}</aside>`;
    case 'none':
      return html`<aside><p>${state.why}</p></aside>`;
  }
}

function editedView(files: readonly string[]): Html {
  if (files.length === 0) return html``;
  return html`<p>Edited besides, so that their diff below is not all of it: ${files.map((file, index) => html`${index > 0 ? ', ' : ''}<code>${file}</code>`)}.</p>`;
}
