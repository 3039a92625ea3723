import type { Result } from './run-program.ts';

export type EngineName = 'docker' | 'finch' | 'podman' | 'buildah';

/** What builds images and runs them. */
export interface Engine {
  readonly name: EngineName;
  /** What its commands run with. */
  readonly env: NodeJS.ProcessEnv;
  build(image: ImageToBuild): Promise<void>;
  /** Whether the image can be had, from the machine or a registry. */
  pull(reference: string): Promise<boolean>;
  inspect(tag: string): Promise<ImageFacts>;
  /** Starts it with a read-only root and nothing set but the port, on the loopback address. */
  start(tag: string): Promise<Container>;
  remove(tag: string): Promise<void>;
}

export interface ImageToBuild {
  readonly folder: string;
  readonly tag: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export interface ImageFacts {
  readonly bytes: number;
  /** Go's name: `arm64`, `amd64`. */
  readonly architecture: string;
  readonly config: ImageConfig;
}

/** The parts of https://github.com/opencontainers/image-spec/blob/main/config.md that are of use here, and Docker's health check. */
export interface ImageConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

export interface Container extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Of `performance.now`. */
  readonly startedAt: number;
  /** Runs a command in it, as the image's user. */
  exec(command: readonly string[]): Promise<Result>;
  /** SIGTERM to process 1, and SIGKILL after ten seconds, as `docker stop` does. */
  stop(): Promise<{ readonly exitCode: number; readonly milliseconds: number }>;
  /** What it has printed. */
  output(): Promise<string>;
}
