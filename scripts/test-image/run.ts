import { mkdir } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES, type ExampleName } from '../demo/examples.ts';
import type { Progress } from '../demo/progress.ts';
import type { Engine } from './engine.ts';
import { type Push, type Pushed, push } from './push.ts';
import { findRegistry, type Registry, startRegistry } from './registry.ts';
import type { Row } from './report.ts';
import { testImage } from './test-image.ts';
import { type Variant, variantsOf } from './variants.ts';

export interface Run {
  readonly engine: Engine;
  readonly folder: string;
  readonly contexts: ReadonlyMap<ExampleName, string>;
  /** For every image. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly progress: Progress;
}

export interface Finding {
  readonly rows: readonly Row[];
  readonly problems: readonly string[];
}

/** This machine's, which can be started here, in Go's words. */
const HERE = `linux/${arch() === 'x64' ? 'amd64' : arch()}`;
const AGENTCORE = 'linux/arm64';

/** Builds and starts the image of every example. */
export async function testExamples(run: Run): Promise<Finding> {
  const rows: Row[] = [];
  for (const variant of variantsOf(EXAMPLES)) {
    const tag = `localhost/mcp-multi-account/test-${variant.label.replaceAll(/\W+/g, '-').toLowerCase()}`;
    const buildSeconds = await seconds(run, `build ${variant.label}`, () => build(run, variant, tag));
    const measured = await run.progress.step(`start, call and stop ${variant.label}`, () => testImage(run.engine, tag));
    rows.push({ label: variant.label, buildSeconds, ...measured });
    await run.engine.remove(tag);
  }
  return { rows, problems: rows.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`)) };
}

/** Pushes an example with the script, for this machine and for AgentCore's, and starts what this one can start. */
export async function testPush(run: Run, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const program = await findRegistry(env);
  if (!program) {
    run.progress.line('push: skipped: no docker-registry is installed; REGISTRY names one');
    return [];
  }
  await using registry = await startRegistry(program, join(run.folder, 'registry'));
  const problems: string[] = [];
  for (const platform of new Set([HERE, AGENTCORE])) {
    const pushed = await run.progress.step(`build_and_push.sh, ${platform}`, () => pushFor(run, registry, platform));
    run.progress.line(`  ${pushed.image}, ${Math.round(pushed.megabytes)} MB`);
    problems.push(...pushed.problems);
    if (platform === HERE) problems.push(...(await startPulled(run, pushed)));
    for (const reference of [pushed.tag, pushed.image]) await run.engine.remove(reference).catch(() => {});
  }
  return problems.map((problem) => `push: ${problem}`);
}

function build({ engine, contexts, buildArgs }: Run, variant: Variant, tag: string): Promise<void> {
  const folder = contexts.get(variant.example) ?? '';
  return engine.build({ folder, tag, buildArgs: { ...buildArgs, ...variant.buildArgs } });
}

async function pushFor(run: Run, registry: Registry, platform: string): Promise<Pushed> {
  const folder = join(run.folder, platform.replace('/', '-'));
  await mkdir(folder);
  const [name, context = ''] = [...run.contexts][0] ?? [];
  const work: Push = { ...run, registry, context, name: `team/${name}`, platform, folder };
  return push(work);
}

async function startPulled({ engine, progress }: Run, { image }: Pushed): Promise<readonly string[]> {
  const { problems } = await progress.step('start, call and stop what was pulled', () => testImage(engine, image));
  return problems;
}

async function seconds({ progress }: Run, label: string, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await progress.step(label, work);
  return (performance.now() - began) / 1000;
}
