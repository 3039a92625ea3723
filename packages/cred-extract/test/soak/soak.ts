import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createAccounts } from '../../src/index.ts';
import { type AwsThread, startAwsThread } from './aws-thread.ts';
import type { AwsCounts } from './aws-worker.ts';
import { callPlan, type PlannedCall, seededRandom } from './call-plan.ts';
import { IdentityWire } from './identity-wire.ts';
import type { RawClient } from './raw-client.ts';
import { type RecordSource, recordSource } from './record-source.ts';
import { connectServer, TOOLS } from './soak-server.ts';
import { errorTypeOf, type Verdict, verdictOf } from './verdict.ts';
import { installClock, type VirtualClock, virtualClock } from './virtual-clock.ts';
import { accountRecords, ENCRYPTION_KEY, POLICY, soakWorld, type World } from './world.ts';

export interface SoakOptions {
  readonly calls: number;
  readonly accounts: number;
  readonly subjects: number;
  /** Calls under way at the same time. */
  readonly concurrency: number;
  /** One of so many requests goes to AWS over HTTP besides those that have to. */
  readonly sample: number;
  readonly seed: number;
  /** Into how many parts the calls are divided: before each, time passes or something breaks. A multiple of 10. */
  readonly segments: number;
  /** `false` leaves the subject out of the sessions, to show that this notices. */
  readonly attribution: boolean;
  /** Called after each segment. */
  readonly onProgress?: (progress: SoakProgress) => void;
}

export interface SoakProgress {
  readonly calls: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

export interface SoakResult extends SoakProgress {
  readonly cancelled: number;
  /** The typed errors of `failed`. */
  readonly failures: Readonly<Record<string, number>>;
  /** What defects looked like; a few of them. */
  readonly defects: readonly string[];
  /** Requests of tools that AWS answered over HTTP, and those whose key AWS had already told the owner of. */
  readonly wire: { readonly sent: number; readonly known: number };
  readonly aws: AwsCounts;
  /** Bytes after garbage collection, by the share of the calls in percent. */
  readonly heap: Readonly<Record<number, number>>;
  readonly virtualHours: number;
  readonly seconds: number;
}

/** Percent of the calls after which the heap is measured. */
const MEASURED = [10, 25, 50, 75, 100];
/** Past the point where a session is renewed in the background, and past its end. */
const RENEWAL_MS = 52 * 60_000;
const EXPIRY_MS = 70 * 60_000;
/** Between two calls. The requests under way while hundreds of others end must not become too old to be accepted. */
const CALL_MS = 29;

/** Tool calls of many subjects in many accounts, with everything going wrong that does: every answer is judged. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const clock = virtualClock();
  installClock(clock);
  const aws = await startAwsThread(clock, options.accounts, options.subjects);
  try {
    return await new Soak(options, clock, aws).run();
  } finally {
    await aws.close();
  }
}

class Soak {
  readonly #options: SoakOptions;
  readonly #clock: VirtualClock;
  readonly #aws: AwsThread;
  readonly #world: World;
  readonly #random: () => number;
  readonly #verdicts: Partial<Record<Verdict, number>> = {};
  readonly #defects: string[] = [];
  readonly #failures: Record<string, number> = {};
  readonly #heap: Record<number, number> = {};
  #calls = 0;
  #cancelled = 0;

  constructor(options: SoakOptions, clock: VirtualClock, aws: AwsThread) {
    this.#options = options;
    this.#clock = clock;
    this.#aws = aws;
    this.#world = soakWorld(options.accounts, options.subjects);
    this.#random = seededRandom(options.seed);
  }

  async run(): Promise<SoakResult> {
    Object.assign(process.env, this.#aws.env, { LOG_LEVEL: 'silent' });
    const started = performance.now();
    const virtualStart = this.#clock.now();
    const source = recordSource(await accountRecords(this.#world));
    const accounts = createAccounts({
      source,
      encryptionKey: ENCRYPTION_KEY,
      policy: POLICY,
      session: { attribution: { sessionName: this.#options.attribution } },
      recordTtlMs: 1_000,
    });
    const wire = new IdentityWire(this.#options.sample);
    const client = await connectServer(accounts, this.#aws.env.AWS_ENDPOINT_URL as string, wire);
    const next = callPlan(this.#world, this.#random);
    const { calls, segments } = this.#options;
    for (let segment = 1; segment <= segments; segment += 1) {
      this.#disturb(segment, source, (accountId) => accounts.flush(accountId));
      await this.#segment(client, next, Math.round((segment * calls) / segments));
      const percent = (100 * segment) / segments;
      if (MEASURED.includes(percent)) this.#heap[percent] = heapAfterCollection();
      this.#options.onProgress?.({ calls: this.#calls, verdicts: this.#verdicts });
    }
    wire.destroy();
    await accounts.close();
    return {
      calls: this.#calls,
      verdicts: this.#verdicts,
      cancelled: this.#cancelled,
      failures: this.#failures,
      defects: this.#defects,
      wire: { sent: wire.sent, known: wire.known },
      aws: await this.#aws.counts(),
      heap: this.#heap,
      virtualHours: (this.#clock.now() - virtualStart) / 3_600_000,
      seconds: (performance.now() - started) / 1_000,
    };
  }

  /** While no call is under way: time passes, and what the next calls need breaks. */
  #disturb(segment: number, source: RecordSource, flush: (accountId?: string) => void): void {
    const times = Math.max(5, Math.round(this.#options.calls / this.#options.segments / 50));
    const assumeRole = { service: 'sts', operation: 'AssumeRole', times };
    switch (segment % 10) {
      case 1:
        this.#clock.advance(RENEWAL_MS);
        break;
      case 2:
        this.#clock.advance(EXPIRY_MS);
        this.#aws.fail({ ...assumeRole, code: 'Throttling' });
        break;
      case 3:
        source.fail(times);
        break;
      case 4:
        flush();
        this.#aws.fail({ ...assumeRole, code: 'InternalFailure' });
        break;
      case 5:
        this.#clock.advance(RENEWAL_MS);
        this.#aws.fail({ ...assumeRole, code: 'AccessDenied' });
        break;
      case 6:
        for (let edits = 0; edits < 20; edits += 1) source.edit(this.#anyAccountId());
        break;
      case 7:
        this.#clock.advance(EXPIRY_MS);
        break;
      case 8:
        flush(this.#anyAccountId());
        break;
    }
  }

  #anyAccountId(): string {
    return this.#world.accounts[Math.floor(this.#random() * this.#world.accounts.length)]?.accountId ?? '';
  }

  /** Calls until there have been `end` of them, and until the last has ended. */
  async #segment(client: RawClient, next: () => PlannedCall, end: number): Promise<void> {
    const lane = async () => {
      while (this.#calls < end) {
        this.#calls += 1;
        this.#clock.advance(CALL_MS);
        await this.#call(client, next());
      }
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, lane));
  }

  async #call(client: RawClient, call: PlannedCall): Promise<void> {
    const target = call.byAlias ? call.account?.alias : call.account?.accountId;
    const args = target === undefined ? {} : { target_account_id: target };
    const tool = TOOLS[call.newClient ? 1 : 0];
    if (call.cancelled) {
      this.#cancelled += 1;
      client.cancelledCall(tool, args, call.subject);
      return;
    }
    const answer = await client.callTool(tool, args, call.subject);
    const verdict = verdictOf(call, answer);
    count(this.#verdicts, verdict);
    if (verdict === 'failed') count(this.#failures, errorTypeOf(answer));
    if (!['right', 'denied', 'disabled', 'failed'].includes(verdict) && this.#defects.length < 5) {
      this.#defects.push(`${verdict}: ${call.subject.name} ${target}: ${answer.content[0].text}`);
    }
  }
}

function count<Name extends string>(counts: Partial<Record<Name, number>>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
