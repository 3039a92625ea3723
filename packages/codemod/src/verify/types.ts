/** What `verify --json` prints: a contract. Fields are added between versions, never renamed or removed. */
export interface VerifyReport {
  readonly summary: VerifySummary;
  readonly protocols: readonly ProtocolReport[];
  readonly tools: readonly VerifiedTool[];
  readonly calls: readonly VerifiedCall[];
}

export interface VerifySummary {
  readonly ok: boolean;
  readonly protocols: number;
  readonly tools: { readonly total: number; readonly takingParameter: number };
  readonly calls: Readonly<Record<'total' | CallOutcome, number>>;
  /** What makes `ok` false, each in one line that names the tool where there is one. */
  readonly failures: readonly string[];
  /** What a person should know although it is no failure. */
  readonly warnings: readonly string[];
}

/** One protocol version, offered to the server by the client of an SDK that speaks it. */
export interface ProtocolReport {
  readonly version: string;
  readonly spoken: boolean;
  /** Tools listed over this version. */
  readonly tools: number;
  /** Why it is not spoken, or what went wrong although it is; empty otherwise. */
  readonly reason: string;
}

export interface VerifiedTool {
  readonly name: string;
  /** True when every protocol version that the server speaks lists it. */
  readonly listed: boolean;
  /** True when each of its listings has the parameter: optional, a string. */
  readonly takesParameter: boolean;
  readonly reason: string;
}

/** `at-once`: calls as the server and as every target, all together. */
export type CallKind = 'wrong-account' | 'as-target' | 'as-server' | 'at-once';
export type CallOutcome = 'passed' | 'failed' | 'unproven';

export interface VerifiedCall {
  readonly kind: CallKind;
  readonly tool: string;
  /** The protocol version it was made over. */
  readonly protocol: string;
  /** `target_account_id`; absent for a call without it. */
  readonly target?: string;
  readonly outcome: CallOutcome;
  /** Account IDs that signed the AWS requests of the call; only with a local AWS. */
  readonly signedBy?: readonly string[];
  readonly reason: string;
}

/** A tool as a client of either SDK lists it. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema: JsonSchema;
  readonly annotations?: { readonly readOnlyHint?: boolean; readonly destructiveHint?: boolean };
  readonly execution?: { readonly taskSupport?: string };
}

export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** A tool result as a client of either SDK returns it. */
export interface ToolResult {
  readonly isError?: boolean;
  readonly content?: readonly { readonly type?: string; readonly text?: string }[];
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** One connection over one protocol version. Calls reject when no answer comes in time. */
export interface Session {
  readonly version: string;
  listTools(): Promise<readonly ListedTool[]>;
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult>;
  close(): Promise<void>;
}
