/**
 * How many of 2000 concurrent calls over 50 accounts each design answers from the wrong account: `npm run bench -- wrong-account`.
 * The same trial as the test in packages/cred-extract/test/isolation, on a local AWS that verifies every signature.
 */
import { runTrial } from '../packages/cred-extract/test/isolation/run-trial.ts';
import { type Organization, startOrganization } from '../packages/cred-extract/test/support/organization.ts';

const CALLS = 2_000;
const ACCOUNTS = 50;

const DESIGNS = {
  environment: 'write process.env.AWS_* for each call (the Python system)',
  provider: 'clients whose credentials function looks up the call',
  context: 'this library: withAccountContext and perAccount',
} as const;

async function measure(design: keyof typeof DESIGNS, organization: Organization): Promise<string> {
  organization.aws.clearRequests();
  const { calls, wrong, failed, kinds } = await runTrial(design, CALLS, organization);
  const roles = organization.aws.requests.filter((request) => request.operation === 'AssumeRole').length;
  return `| ${[DESIGNS[design], `${wrong} of ${calls}`, ...Object.values(kinds), failed, roles].join(' | ')} |`;
}

export async function wrongAccount(): Promise<string> {
  const organization = await startOrganization(ACCOUNTS, [0, 5]);
  try {
    const rows: string[] = [];
    for (const design of Object.keys(DESIGNS) as (keyof typeof DESIGNS)[])
      rows.push(await measure(design, organization));
    const titles = [
      'design',
      'wrong account',
      'shared client',
      'client per call',
      'document client',
      'paginator',
      'failed',
      'AssumeRole',
    ];
    return [`| ${titles.join(' | ')} |`, `| ${titles.map(() => '---').join(' | ')} |`, ...rows].join('\n');
  } finally {
    await organization.close();
  }
}
