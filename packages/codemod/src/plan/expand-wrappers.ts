import { forwardedCalls } from '../discover/forwarded-calls.ts';
import type { FoundRegistration } from '../discover/registration.ts';
import { isOutside } from '../project/outside.ts';
import type { ToolProject } from '../project/parse.ts';
import { planRegistered } from './plan-tool-list.ts';

/** Wrappers around wrappers are followed this far. */
const MAX_WRAPPERS = 4;

/**
 * Where one edit of a registration does not do for all tools that come to it, because the function around it is generic, or out
 * of reach: the calls of that function in its place, each with a schema of its own.
 */
export function expandWrappers(
  found: readonly FoundRegistration[],
  project: ToolProject,
  wrappers = MAX_WRAPPERS,
): FoundRegistration[] {
  return found.flatMap((registration) => {
    if (registration.kind !== 'registration' || wrappers === 0 || isPlanned(registration, project))
      return [registration];
    const calls = forwardedCalls(registration, project);
    return calls ? expandWrappers(calls, project, wrappers - 1) : [registration];
  });
}

function isPlanned(found: FoundRegistration, project: ToolProject): boolean {
  if (found.kind === 'registration' && found.isNameConstant) return true;
  if (isOutside(project.pathOf(found.call.getSourceFile()))) return false;
  return planRegistered(found, project, new Set()).every(({ plan }) => plan.reason === '');
}
