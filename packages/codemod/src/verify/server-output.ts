/** Enough to see why a server died, without keeping what a talkative one prints for hours. */
const KEPT_LINES = 20;
const LINE_LENGTH = 300;

/** What a server printed besides the protocol. */
export class ServerOutput {
  readonly #redact: (text: string) => string;
  #errors: string[] = [];
  #noise: string[] = [];
  #noiseLines = 0;

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  addError(line: string): void {
    if (line.trim() !== '') this.#errors = [...this.#errors, this.#shown(line)].slice(-KEPT_LINES);
  }

  /** A line on standard output that is no message of the protocol. */
  addNoise(line: string): void {
    if (line.trim() === '') return;
    this.#noiseLines += 1;
    if (this.#noise.length < 3) this.#noise.push(this.#shown(line));
  }

  /** One sentence about output that does not belong there; undefined when there is none. */
  get noise(): string | undefined {
    if (this.#noiseLines === 0) return undefined;
    const lines = this.#noiseLines === 1 ? 'one line' : `${this.#noiseLines} lines`;
    return `Standard output belongs to the protocol, but the server prints ${lines} there that are no MCP messages: ${this.#noise.join(' | ')}`;
  }

  /** The last lines of standard error, indented. */
  get lastErrors(): string {
    return this.#errors.map((line) => `  ${line}`).join('\n');
  }

  #shown(line: string): string {
    return this.#redact(line.trimEnd().slice(0, LINE_LENGTH));
  }
}
