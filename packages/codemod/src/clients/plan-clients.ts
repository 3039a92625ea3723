import type { SourceFile } from 'ts-morph';
import type { ClientReport, FileEdit, ParsedProject, Planned } from '../types.ts';
import { type Construction, findConstructions } from './find-constructions.ts';
import { isInsidePerAccount } from './library-calls.ts';
import { obstacleTo } from './obstacles.ts';
import { findOtherIdentities, type OtherIdentity } from './other-identities.ts';
import { isTestFile } from './test-file.ts';
import { wrapConstruction } from './wrap-construction.ts';

type Planning = Planned<ClientReport>;

/**
 * Every place where a project takes AWS credentials, with the edits that make it follow the account of the current call:
 * AWS SDK v3 clients are wrapped where that is provably right, everything else is reported. Test files are left alone.
 */
export function planClients(project: ParsedProject): Planning[] {
  const usesSdk = project.files.some((file) => file.getFullText().includes('@aws-sdk/'));
  return project.files
    .filter((file) => !isTestFile(project.pathOf(file)))
    .flatMap((file) => planFile(file, project.pathOf(file), usesSdk));
}

/** Without the SDK in the project, no `new` needs to be looked up. */
function planFile(file: SourceFile, path: string, usesSdk: boolean): Planning[] {
  const constructions = usesSdk ? findConstructions(file) : [];
  const clients = constructions.map((construction) => planConstruction(construction, path));
  const others = findOtherIdentities(file).map((identity) => reported(identity, path));
  return [...clients, ...others].sort((a, b) => a.report.line - b.report.line);
}

function planConstruction(construction: Construction, file: string): Planning {
  const { expression, name } = construction;
  const place = { name, file, line: expression.getStartLineNumber() };
  if (isInsidePerAccount(expression)) return covered({ ...place, verdict: 'already-done' });
  const obstacle = obstacleTo(construction);
  if (obstacle) return { report: { ...place, ...obstacle, how: 'manual' }, edits: [] };
  const edit = { path: file, edits: wrapConstruction(construction), imports: ['perAccount' as const] };
  return covered({ ...place, verdict: verdictOf(construction) }, edit);
}

function covered(report: Omit<ClientReport, 'how' | 'reason'>, ...edits: FileEdit[]): Planning {
  return { report: { ...report, how: 'source', reason: '' }, edits };
}

function verdictOf({ made }: Construction): ClientReport['verdict'] {
  switch (made.kind) {
    case 'client':
      return 'construction';
    case 'document-client':
      return 'derived-construction';
    case 'subclass':
      return 'subclass';
  }
}

function reported({ edits, ...identity }: OtherIdentity, file: string): Planning {
  if (identity.reason !== '') return { report: { ...identity, file, how: 'manual' }, edits: [] };
  const edit = { path: file, edits, imports: ['accountEnv' as const] };
  return covered(
    { name: identity.name, line: identity.line, verdict: identity.verdict, file },
    ...(edits.length > 0 ? [edit] : []),
  );
}
