/**
 * What the library costs and spares, beside the usual ways to another account's credentials: `npm run bench -- sts-economy`.
 * Everything on one machine in one run, on a local AWS that verifies every signature.
 */
import { assumeRoleRequests, DESIGNS, type Design } from '../../packages/cred-extract/test/economy/cold-calls.ts';
import { importCost } from './import-cost.ts';
import { table } from './table.ts';
import { toolCalls } from './tool-calls.ts';
import { warmCalls } from './warm-calls.ts';

const CALLS = 10_000;
const ACCOUNTS = 100;

export async function stsEconomy(): Promise<string> {
  const parts = [
    [`${CALLS} concurrent cold calls over ${ACCOUNTS} accounts`, coldCalls],
    ['A warm call', warmCalls],
    ['Tool calls over HTTP', toolCalls],
    ['Import', importCost],
  ] as const;
  const tables: string[] = [];
  for (const [title, measure] of parts) tables.push(`${title}\n\n${await measure()}`);
  return tables.join('\n\n');
}

async function coldCalls(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const design of Object.keys(DESIGNS) as Design[]) {
    const start = performance.now();
    const requests = await assumeRoleRequests(design, CALLS, ACCOUNTS);
    rows.push([DESIGNS[design], requests, `${((performance.now() - start) / 1_000).toFixed(1)} s`]);
  }
  return table(['design', 'AssumeRole requests', 'time'], rows);
}
