/** One command of a package.json script, without the variables that are set before it. */
export interface ScriptCommand {
  readonly program: string;
  readonly args: readonly string[];
}

const MAX_DEPTH = 5;
/** Programs that only start another one, and how many of their words come before it. */
const STARTERS: ReadonlyArray<readonly [words: RegExp, skipped: number]> = [
  [/^(?:cross-env|env)$/, 1],
  [/^(?:npx|bunx|pnpx)$/, 1],
];

/** The commands of a script in their order; `npm run other` stands for the commands of that script. */
export function scriptCommands(script: string, scripts: Readonly<Record<string, string>>, depth = 0): ScriptCommand[] {
  return script.split(/&&|\|\||;|\|/).flatMap((text) => {
    const words = commandWords(text);
    const other = depth < MAX_DEPTH ? scriptRun(words, scripts) : undefined;
    if (other !== undefined) return scriptCommands(other, scripts, depth + 1);
    const [program, ...args] = words;
    return program === undefined ? [] : [{ program, args }];
  });
}

/** Words as a shell splits them, where nothing but quotes is special. */
export function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(QUOTED, unquoted));
}

const QUOTED = /"([^"]*)"|'([^']*)'/g;

function unquoted(_: string, double?: string, single?: string): string {
  return double ?? single ?? '';
}

function commandWords(text: string): string[] {
  const words = shellWords(text);
  const skipped = STARTERS.find(([starter]) => starter.test(words[0] ?? ''))?.[1] ?? 0;
  const rest = words.slice(skipped);
  const start = rest.findIndex((word) => !/^\w+=/.test(word) && !/^(?:-y|--yes)$/.test(word));
  return start < 0 ? [] : rest.slice(start);
}

function scriptRun(
  [program, ...args]: readonly string[],
  scripts: Readonly<Record<string, string>>,
): string | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(program ?? '')) return undefined;
  const name = args.filter((word) => !word.startsWith('-') && word !== 'run')[0];
  return name === undefined ? undefined : scripts[name];
}
