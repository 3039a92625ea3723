import { Refusal } from '../refusal.ts';

export type Format = 'json' | 'yaml' | 'cloudformation';

/** What `policy` is given beside the account. */
export interface PolicyOptions {
  readonly format: Format;
  readonly roleName?: string;
  readonly serverAccount?: string;
  readonly serverRole?: string;
  readonly organizationId?: string;
  readonly organizationalUnit?: readonly string[];
  readonly managedPolicy: string;
}

/** @throws Refusal with everything that is wrong. */
export function checkOptions(options: PolicyOptions): void {
  const wrong = RULES.filter(
    ([option, pattern]) => options[option] !== undefined && !pattern.test(String(options[option])),
  );
  const units = options.organizationalUnit ?? [];
  const messages = wrong.map(([, , rule]) => rule);
  if (!units.every((unit) => /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/.test(unit))) {
    messages.push('--organizational-unit must be the ID of a unit (ou-…) or of a root (r-…).');
  }
  if (messages.length > 0) throw new Refusal(messages.join('\n'));
}

const RULES: ReadonlyArray<readonly [option: keyof PolicyOptions, pattern: RegExp, rule: string]> = [
  ['serverAccount', /^[0-9]{12}$/, '--server-account must be 12 digits.'],
  ['serverRole', /^[\w+=,.@/-]+$/, '--server-role must be the name of a role, not its ARN.'],
  ['organizationId', /^o-[a-z0-9]{10,32}$/, '--organization-id must be the ID of an organization (o-…).'],
  ['managedPolicy', /^[\w+=,.@/-]+$/, '--managed-policy must be the name of a policy that AWS manages, not an ARN.'],
];
