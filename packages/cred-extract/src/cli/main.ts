#!/usr/bin/env node
import { runProgram } from './program.ts';
import { quietSqliteWarning } from './quiet-warnings.ts';

quietSqliteWarning(process);
process.exitCode = await runProgram(process.argv.slice(2), process);
