import { lineCounts } from '../report/diff.ts';
import type { InitResult } from './init-runner.ts';
import type { InitFile } from './types.ts';

/** What `--json` prints: a contract. Fields are added between versions, never renamed or removed. */
export interface InitReport extends Pick<InitResult, 'verdict' | 'reason' | 'root' | 'left' | 'notes'> {
  readonly entry: { readonly path: string; readonly built: string } | null;
  readonly files: readonly FileLine[];
  /** The commands to type next. */
  readonly next: readonly string[];
}

interface FileLine extends Pick<InitFile, 'path' | 'action' | 'difference'> {
  readonly added: number;
  readonly removed: number;
}

export function initReport(result: InitResult, next: readonly string[]): InitReport {
  const { verdict, reason, root, left, notes } = result;
  return { verdict, reason, root, entry: result.entry ?? null, files: result.files.map(fileLine), left, notes, next };
}

/** Nothing is added to a file that is kept. */
function fileLine({ path, action, difference, before, after }: InitFile): FileLine {
  const isWritten = action !== 'kept' && action !== 'unchanged';
  const { added, removed } = isWritten ? lineCounts({ path, before: before ?? '', after }) : { added: 0, removed: 0 };
  return { path, action, difference, added, removed };
}
