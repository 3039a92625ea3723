/** `npm run bench [-- <name>]`: prints each measurement as a Markdown table. */
import { accountsScale } from './accounts-scale.ts';
import { codemod } from './codemod/codemod.ts';
import { coldStart } from './cold-start/cold-start.ts';
import { guard } from './guard.ts';
import { stsEconomy } from './sts-economy/sts-economy.ts';
import { wrongAccount } from './wrong-account.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<string>>> = {
  'accounts-scale': accountsScale,
  'cold-start': coldStart,
  'wrong-account': wrongAccount,
  codemod,
  guard,
  'sts-economy': stsEconomy,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (names.length === 0 || names.includes(name)) console.log(`${name}\n\n${await benchmark()}\n`);
  }
}
