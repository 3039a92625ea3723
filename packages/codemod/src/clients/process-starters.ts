import { Node } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';
import { resolveValue } from '../project/resolve-value.ts';

/** How a function that starts a process takes what it is given. */
export interface ProcessStarter {
  /** Whether a list of arguments may stand between the command and the options. */
  readonly takesArguments: boolean;
  /** Whether a callback may stand last, where options could stand too. */
  readonly takesCallback: boolean;
  /** False for tagged templates and the like, whose options are not an argument. */
  readonly takesOptions: boolean;
}

const COMMAND_LINE: ProcessStarter = { takesArguments: false, takesCallback: false, takesOptions: true };
const PROGRAM: ProcessStarter = { ...COMMAND_LINE, takesArguments: true };

const STARTERS: Readonly<Record<string, Readonly<Record<string, ProcessStarter>>>> = {
  child_process: {
    exec: { ...COMMAND_LINE, takesCallback: true },
    execSync: COMMAND_LINE,
    execFile: { ...PROGRAM, takesCallback: true },
    execFileSync: PROGRAM,
    spawn: PROGRAM,
    spawnSync: PROGRAM,
  },
  execa: {
    execa: PROGRAM,
    execaSync: PROGRAM,
    default: PROGRAM,
    execaCommand: COMMAND_LINE,
    execaCommandSync: COMMAND_LINE,
    $: { ...COMMAND_LINE, takesOptions: false },
  },
  'cross-spawn': { default: PROGRAM, sync: PROGRAM, '*': PROGRAM },
};

/** What a callee starts processes with: a function of `child_process`, `execa` or `cross-spawn`, promisified or not. */
export function processStarter(callee: Node): ProcessStarter | undefined {
  const original = promisified(callee);
  const imported = importedName(original ?? callee);
  if (!imported) return undefined;
  const found = ownMember(ownMember(STARTERS, imported.module.replace(/^node:/, '')), imported.name);
  return found && original ? { ...found, takesCallback: false } : found;
}

/** A module or function of a project may be named like a member of Object.prototype. */
function ownMember<T>(members: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return members && Object.hasOwn(members, name) ? members[name] : undefined;
}

/** `const run = promisify(exec)` starts what `exec` starts. */
function promisified(callee: Node): Node | undefined {
  const value = resolveValue(callee);
  if (!Node.isCallExpression(value) || !/(?:^|\.)promisify$/.test(value.getExpression().getText())) return undefined;
  return value.getArguments()[0];
}
