import { basename } from 'node:path';
import { ownChange } from '../run/own-change.ts';
import { applyPlan, type ProjectPlan } from '../transform.ts';
import type { Planned, SourceText } from '../types.ts';
import type { Item, ReportPage, ReportState } from './page-data.ts';

/** What the page needs of a plan. `root` names the project where its manifest does not. */
export function buildPage(plan: ProjectPlan, root: string, state: ReportState, version: string): ReportPage {
  return {
    title: projectName(plan.sources) ?? basename(root),
    state,
    tools: plan.tools.map((tool) => item(tool, plan)),
    clients: plan.clients.map((client) => item(client, plan)),
    files: applyPlan(plan).files,
    version,
  };
}

function item<Report>(planned: Planned<Report>, { sources }: ProjectPlan): Item<Report> {
  return { report: planned.report, changes: ownChange(planned, sources) };
}

function projectName(files: readonly SourceText[]): string | undefined {
  const manifest = files.find(({ path }) => path === 'package.json');
  if (!manifest) return undefined;
  try {
    const { name } = JSON.parse(manifest.text) as { name?: unknown };
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}
