import { stat, writeFile } from 'node:fs/promises';
import { quoted } from '../run/next-steps.ts';
import { type ProjectFiles, readProject } from '../run/read-project.ts';
import { Refusal } from '../run/refusal.ts';
import { noToolsRefusal, refuseUnreadable } from '../run/refuse-unreadable.ts';
import { leaveOutByName, namesAsFlags, requireMatches, type ToolNames } from '../run/tool-names.ts';
import { applyPlan, type ProjectPlan, planProject } from '../transform.ts';
import type { TransformResult } from '../types.ts';
import { buildPage } from './build-page.ts';
import { type CommittedTexts, committedTexts } from './committed-texts.ts';
import { htmlReport } from './page.ts';
import type { ReportState } from './page-data.ts';

export interface ReportRequest {
  /** Folder of the server, or one source file. */
  readonly path: string;
  /** The page that is written. */
  readonly output: string;
  /** The tools that a run is meant to cover. */
  readonly names: ToolNames;
  /** Of the codemod. */
  readonly version: string;
}

/**
 * Writes the reviewer's page: what a run would change, or, where the run is done, what it changed since the last commit.
 *
 * @throws Refusal when there is nothing to report on, when a glob names no tool, or when the page cannot be written.
 */
export async function runReport({ path, output, names, version }: ReportRequest): Promise<TransformResult> {
  const project = await readProject(path);
  const { plan, state } = await shownPlan(project, path, names);
  await writePage(output, htmlReport(buildPage(plan, project.root, state, version)));
  return applyPlan(plan);
}

interface ShownPlan {
  readonly plan: ProjectPlan;
  readonly state: ReportState;
}

async function shownPlan(project: ProjectFiles, path: string, names: ToolNames): Promise<ShownPlan> {
  const plan = planOf(project, names);
  if (plan.tools.length === 0) throw noToolsRefusal(path);
  requireMatches(
    names,
    plan.tools.map(({ report }) => report),
  );
  if (changedFiles(plan).length > 0) return { plan, state: { kind: 'planned', command: runCommand(path, names) } };
  const committed = await committedTexts(project.root, project.files);
  if (!committed)
    return { plan, state: none('This is no git repository, so what an earlier run changed cannot be shown.') };
  const before = planOf({ ...project, files: committed.files }, names);
  if (before.tools.length === 0) return { plan, state: none('The last commit does not have this server yet.') };
  return madeChanges(before, committed, project) ?? { plan, state: none('The last commit has these changes already.') };
}

function none(why: string): ReportState {
  return { kind: 'none', why: `Nothing to change. ${why}` };
}

/** The plan of the texts of the last commit, where that is one the codemod had not been run on. */
function madeChanges(plan: ProjectPlan, { commit }: CommittedTexts, project: ProjectFiles): ShownPlan | undefined {
  const files = changedFiles(plan);
  if (files.length === 0) return undefined;
  const now = new Map(project.files.map((file) => [file.path, file.text]));
  const editedSince = files.filter((file) => now.get(file.path) !== file.after).map((file) => file.path);
  return { plan, state: { kind: 'made', commit, editedSince } };
}

function planOf({ files, resolution }: ProjectFiles, names: ToolNames): ProjectPlan {
  return refuseUnreadable(() => planProject(files, { resolution, markers: true, leaveOut: leaveOutByName(names) }));
}

function changedFiles(plan: ProjectPlan): TransformResult['files'] {
  return refuseUnreadable(() => applyPlan(plan).files);
}

function runCommand(path: string, names: ToolNames): string {
  return ['npx @mcp-multi-account/codemod run', ...[path, ...namesAsFlags(names)].map(quoted)].join(' ');
}

async function writePage(output: string, page: string): Promise<void> {
  const found = await stat(output).catch(() => undefined);
  if (found?.isDirectory()) throw new Refusal(`${output} is a folder. Give the name of the page: --html report.html`);
  try {
    await writeFile(output, page);
  } catch (error) {
    throw new Refusal(`${output} cannot be written (${(error as { code?: string }).code ?? 'unknown error'}).`);
  }
}
