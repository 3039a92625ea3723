// A program that connects itself to standard input, with a policy, served over HTTP: `node guarded-stdio-program.ts <program>`.
import { configureAccounts } from '../../../cred-extract/src/index.ts';
import { serveProgram } from '../../src/index.ts';
import { teamAccounts } from './team-accounts.ts';

configureAccounts(teamAccounts([], { policy: { allow: [{ groups: ['team-1'], tags: { team: 'team-1' } }] } }));

const [program = ''] = process.argv.slice(2);
await serveProgram(() => import(`./${program}.ts`));
