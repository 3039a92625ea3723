/** Shows which servers are in work, on a terminal only: a pipe or a log wants the outcome and nothing else. */
export class Progress {
  private readonly running = new Set<string>();
  private done = 0;
  private readonly total: number;
  private readonly stream: ProgressStream;

  constructor(total: number, stream: ProgressStream) {
    this.total = total;
    this.stream = stream;
  }

  async during<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    this.running.add(id);
    this.show();
    try {
      return await work();
    } finally {
      this.running.delete(id);
      this.done++;
      this.show();
    }
  }

  private show(): void {
    if (!this.stream.isTTY) return;
    const text = this.done === this.total ? '' : `${this.done} of ${this.total}  ${[...this.running].join(', ')}`;
    this.stream.write(`\r\u001b[K${text}`);
  }
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}
