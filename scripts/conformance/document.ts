import { NOT_APPLICABLE } from './not-applicable.ts';

/** The table of docs/conformance.md. */
export function notApplicableTable(): string {
  const reasons = new Map<string, string[]>();
  for (const [scenario, reason] of Object.entries(NOT_APPLICABLE)) {
    reasons.set(reason, [...(reasons.get(reason) ?? []), `\`${scenario}\``]);
  }
  const rows = [...reasons].map(([reason, scenarios]) => `| ${scenarios.join(', ')} | ${reason} |`);
  return ['| scenario | why it does not apply |', '|---|---|', ...rows].join('\n');
}
