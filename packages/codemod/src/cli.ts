#!/usr/bin/env node
import { tooOldNode } from './too-old-node.ts';

const problem = tooOldNode(process.versions.node);
if (problem === undefined) {
  // Loaded only now: an older Node fails while it reads it, with an error about a module that says nothing to a user.
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv);
} else {
  console.error(problem);
  process.exitCode = 2;
}
