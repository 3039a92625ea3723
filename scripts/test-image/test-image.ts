import { checkContainer, checkStop, type Stopped } from './check-container.ts';
import { untilHealthy } from './check-probes.ts';
import type { Engine } from './engine.ts';

export interface Measured {
  readonly megabytes: number;
  /** Of it, the server and its dependencies. */
  readonly appMegabytes: number;
  /** From the start of the container to its first answer. */
  readonly readyMs: number;
  readonly stopMs: number;
  /** Empty is good. */
  readonly problems: readonly string[];
}

/** Starts the image, looks at everything that docs/deploy.md promises of it, and stops it. */
export async function testImage(engine: Engine, tag: string): Promise<Measured> {
  const { bytes, config } = await engine.inspect(tag);
  await using container = await engine.start(tag);
  try {
    await untilHealthy(container.origin);
    const readyMs = performance.now() - container.startedAt;
    const app = await container.exec(['du', '--summarize', '--bytes', '/app']);
    const found = await checkContainer(container, config);
    const stopped: Stopped = await container.stop();
    const problems = [...found, ...checkStop(stopped)];
    const sizes = { megabytes: bytes / 1e6, appMegabytes: Number.parseInt(app.stdout, 10) / 1e6 };
    return { ...sizes, readyMs, stopMs: stopped.milliseconds, problems };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${await container.output()}`.trim());
  }
}
