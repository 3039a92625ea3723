import type { Measurement, Outcome } from './measure.ts';

/** What a maintainer may expect of every server; empty when nothing is amiss. */
export function complaints(outcome: Outcome): string[] {
  if ('failure' in outcome) return [outcome.failure];
  return [...ofConversion(outcome), ...ofStartUp(outcome)].filter((complaint) => complaint !== false);
}

function ofConversion({ server, report, constructions, typeErrors, changedBySecondRun }: Measurement) {
  const { tools, clients } = report;
  const seen = clients.filter(isConstruction).length;
  const unexplained = [...tools, ...clients].filter(({ how, reason }) => how === 'manual' && reason === '');
  return [
    tools.length !== server.tools && `${tools.length} tools found, ${server.tools} counted by hand`,
    seen !== constructions && `${seen} AWS constructions found, ${constructions} in the text`,
    unexplained.length > 0 && `${unexplained.length} places left to a person without a reason`,
    typeErrors && typeErrors.after > typeErrors.before && `${typeErrors.after - typeErrors.before} new type errors`,
    changedBySecondRun > 0 && `a second run changes ${changedBySecondRun} files`,
  ].filter((complaint) => complaint !== undefined);
}

function ofStartUp({ server: { start }, verified }: Measurement) {
  if (verified === undefined) return [];
  if ('failure' in verified) return [verified.failure];
  const { ok, failures, tools } = verified.summary;
  return [
    !ok && (failures.join('; ') || 'verify fails'),
    tools.takingParameter < tools.total && `${tools.total - tools.takingParameter} listed tools lack the parameter`,
    'call' in start && start.call && !isSigned(verified.calls) && 'no call with a target was signed by it',
  ].filter((complaint) => complaint !== undefined);
}

/** At least one call for another account reached AWS, and every one that did was signed by it. */
export function isSigned(calls: readonly { readonly kind: string; readonly outcome: string }[]): boolean {
  const withTarget = calls.filter(({ kind }) => kind === 'as-target');
  return (
    withTarget.some(({ outcome }) => outcome === 'passed') && withTarget.every(({ outcome }) => outcome !== 'failed')
  );
}

/** Child processes, other SDKs and own signing are reported too, but are no constructions of SDK v3. */
export function isConstruction({ verdict }: { readonly verdict: string }): boolean {
  return !['child-process', 'other-sdk', 'own-signing'].includes(verdict);
}
