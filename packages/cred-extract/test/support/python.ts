import { execFileSync, spawnSync } from 'node:child_process';

/** Whether `python3` with the `cryptography` package is there. Says so loudly when not, and fails where CI must have it. */
export function hasPythonCryptography(env: NodeJS.ProcessEnv = process.env): boolean {
  const found = spawnSync('python3', ['-c', 'import cryptography'], { stdio: 'ignore' }).status === 0;
  if (found) return true;
  const message = 'python3 with the cryptography package is missing: the exchange of tokens with Python is NOT tested.';
  if (env.CI) throw new Error(message);
  console.error(`\n!!! ${message}\n`);
  return false;
}

/** Runs a script that reads one JSON value from stdin and prints one. */
export function runPython(script: string, input: unknown): unknown {
  const program = `import json, sys\nfrom cryptography.fernet import Fernet, InvalidToken\ndata = json.load(sys.stdin)\n${script}`;
  return JSON.parse(execFileSync('python3', ['-c', program], { input: JSON.stringify(input), encoding: 'utf8' }));
}
