import { posix } from 'node:path';
import { owningManifest } from '../manifest/owning-manifest.ts';
import type { ToolProject } from '../project/parse.ts';
import type { FileReport, Planned, SourceText, ToolReport } from '../types.ts';
import { exampleCall } from './example-call.ts';
import { isReadme } from './is-readme.ts';
import { addReadmeSection } from './readme-section.ts';

/**
 * The README beside the manifest of each package that gets the parameter in this run. One that a later run finds without the
 * section has lost it on purpose, so only a run that changes a tool writes one.
 */
export function planReadmes(
  sources: readonly SourceText[],
  tools: readonly Planned<ToolReport>[],
  project: ToolProject,
): FileReport[] {
  return sources.filter(isReadme).flatMap(({ path, text }) => {
    const own = tools.filter(({ report }) => readmeFolder(report, project) === posix.dirname(path));
    const changed = own.filter(({ edits }) => edits.length > 0);
    const example = exampleCall(changed, project);
    if (!example) return [];
    const isForEveryTool = own.every(({ report: { how } }) => how === 'source' || how === 'server');
    const after = addReadmeSection(text, { example, isForEveryTool });
    return after === text ? [] : [{ path, before: text, after }];
  });
}

function readmeFolder({ file }: ToolReport, { manifests }: ToolProject): string | undefined {
  const manifest = owningManifest(file, manifests);
  return manifest && posix.dirname(manifest.path);
}
