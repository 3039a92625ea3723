import { describe, expect, it } from 'vitest';
import { scriptCommands, shellWords } from '../../../src/init/package/script-commands.ts';

const commands = (script: string, scripts: Record<string, string> = {}) =>
  scriptCommands(script, scripts).map(({ program, args }) => [program, ...args].join(' '));

describe('the commands of a script', () => {
  it('are told apart, without the variables and the programs that only start another', () => {
    expect(commands('rm -rf dist && tsc -p . ; node x.js | cat')).toEqual([
      'rm -rf dist',
      'tsc -p .',
      'node x.js',
      'cat',
    ]);
    expect(commands('NODE_ENV=production A=b node dist/index.js')).toEqual(['node dist/index.js']);
    expect(commands('cross-env MODE=x tsx src/index.ts')).toEqual(['tsx src/index.ts']);
    expect(commands('npx -y tsup src/index.ts')).toEqual(['tsup src/index.ts']);
  });

  it('stand for those of the scripts that they run', () => {
    const scripts = { clean: 'rimraf dist', compile: 'npm run clean && tsc' };
    expect(commands('npm run compile && chmod +x dist/*.js', scripts)).toEqual([
      'rimraf dist',
      'tsc',
      'chmod +x dist/*.js',
    ]);
    expect(commands('pnpm compile', scripts)).toEqual(['rimraf dist', 'tsc']);
    expect(commands('npm ci', scripts)).toEqual(['npm ci']);
  });

  it('end where scripts run each other, and are none of an empty script', () => {
    expect(commands('npm run a', { a: 'npm run b', b: 'npm run a' }).length).toBeLessThan(3);
    expect(commands('')).toEqual([]);
    expect(commands('A=1')).toEqual([]);
  });

  it('keep quoted words whole', () => {
    expect(shellWords(`node -e "a b" 'c d' --x="e f" "it's"`)).toEqual(['node', '-e', 'a b', 'c d', '--x=e f', "it's"]);
  });
});
