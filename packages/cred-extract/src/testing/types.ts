/** An account of the local AWS. */
export interface LocalAccount {
  /** Twelve digits. */
  readonly accountId: string;
  /** Long-term keys of the account's own user. Default: one pair, derived from the account ID. */
  readonly accessKeys?: readonly LocalAccessKey[];
  /** What `env()` sets as `AWS_REGION`. Default: `us-east-1`. */
  readonly region?: string;
  /** Default: no role, so nobody can assume one. */
  readonly roles?: readonly LocalRole[];
  /** Default, for each kind left out: something of the account's own, with the account ID in it. */
  readonly data?: LocalData;
  /** The organization this account manages, or administers as a delegate. Read for each request. Default: none. */
  readonly organization?: LocalOrganization;
}

/** An organization of AWS Organizations. Its accounts need not exist in the local AWS. */
export interface LocalOrganization {
  /** Default: `r-root`. */
  readonly rootId?: string;
  /** Without `parentId`, a unit lies in the root. */
  readonly units?: ReadonlyArray<{ readonly id: string; readonly parentId?: string }>;
  readonly members: readonly LocalMember[];
}

export interface LocalMember {
  /** Twelve digits. */
  readonly accountId: string;
  /** Default: `account-<account ID>`. */
  readonly name?: string;
  /** Default: the root. */
  readonly unitId?: string;
  /** Default: `ACTIVE`. */
  readonly state?: 'ACTIVE' | 'CLOSED' | 'PENDING_ACTIVATION' | 'PENDING_CLOSURE' | 'SUSPENDED';
  readonly tags?: Readonly<Record<string, string>>;
}

export interface LocalAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface LocalRole {
  /** The last part of the role ARN. Paths are not kept apart from names. */
  readonly name: string;
  /** Account IDs that the trust policy names. Default: every account. */
  readonly trustedAccounts?: readonly string[];
  /** The `sts:ExternalId` that the trust policy asks for. Default: none asked for. */
  readonly externalId?: string;
  /** Seconds, 3600 to 43200. Default: 3600, as in IAM. */
  readonly maxSessionDuration?: number;
  /** `true` refuses everyone with `AccessDenied`. */
  readonly denied?: boolean;
  /** What the trust policy leaves out, so that an AssumeRole call which needs it is refused. Default: nothing. */
  readonly missingActions?: ReadonlyArray<'sts:SetSourceIdentity' | 'sts:TagSession'>;
}

export interface LocalData {
  /** Bucket name to object key to body (UTF-8). */
  readonly buckets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Table name to items as plain values (`{ id: 'a', size: 3 }`). The first attribute of the first item is the hash key; default `id`. */
  readonly tables?: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;
  /** Log group name to messages, oldest first. */
  readonly logGroups?: Readonly<Record<string, readonly string[]>>;
  /** Secret name to secret string. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Name of a parameter of Systems Manager, of the type SecureString, to its value. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** KMS key IDs. The keys are symmetric, and other with every start. */
  readonly kmsKeys?: readonly string[];
  /** US dollars for each month. */
  readonly monthlyCost?: number;
  /** Lambda function names. */
  readonly functions?: readonly string[];
}

export interface LocalAwsOptions {
  readonly accounts: readonly LocalAccount[];
  /** Default: a free port. */
  readonly port?: number;
  /** Milliseconds each answer waits: a fixed time, or a random one between two bounds. Default: 0. */
  readonly latencyMs?: number | readonly [min: number, max: number];
  /** The clock that signatures, sessions and stored objects are dated by. Default: the system's. */
  readonly now?: () => Date;
}

/** A request as it arrived, in order of arrival. */
export interface SignedRequest {
  readonly time: Date;
  /** The account that signed; undefined when the signature was refused, because then nobody is known to have signed. */
  readonly accountId: string | undefined;
  /** `key` for a long-term key, the role's name for a session; undefined like `accountId`. */
  readonly principal: string | undefined;
  /** As claimed, even when the signature was refused; undefined for an unsigned request. */
  readonly accessKeyId: string | undefined;
  /** Signing name from the credential scope (`s3`, `dynamodb`, `sts`, `logs`, `ce`, …); `unknown` for an unsigned request. */
  readonly service: string;
  /** AWS's operation name; method and path for a REST service this server does not know. */
  readonly operation: string;
  /** From the credential scope; `unknown` for an unsigned request. */
  readonly region: string;
  /** The resource asked for, where the operation names one: bucket, table, role ARN, log group, secret, function. */
  readonly target?: string;
  /** For AssumeRole: what it asked for besides the role, granted or not. */
  readonly sessionTerms?: LocalSessionTerms;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly errorCode?: string;
}

/** Parameters of an AssumeRole request. What it left out is absent. */
export interface LocalSessionTerms {
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The JSON text of the inline policy. It is checked, and not enforced. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}

/** Answers with `code` instead of running the operation. A field left out matches everything. */
export interface InjectedFailure {
  /** Signing name. */
  readonly service?: string;
  readonly operation?: string;
  /** The account that signs the request: for AssumeRole, the one that asks, not the role's. */
  readonly accountId?: string;
  /** AWS error code: `Throttling`, `AccessDenied`, `InternalFailure`, … */
  readonly code: string;
  /** How many matching requests fail. */
  readonly times: number;
}

/** Answers later. A field left out matches everything, as in a failure. */
export interface InjectedDelay {
  readonly service?: string;
  readonly operation?: string;
  readonly accountId?: string;
  readonly delayMs: number;
  /** How many matching requests are delayed. */
  readonly times: number;
}

export interface LocalAws {
  /**
   * `http://127.0.0.1:<port>`. Of an IP address the S3 client asks path-style (`/bucket/key`), so unmodified servers
   * work; `http://localhost:<port>` would make it look up `bucket.localhost`, which many machines cannot resolve.
   */
  readonly endpoint: string;
  /** Every request so far, refused ones included. */
  readonly requests: readonly SignedRequest[];
  clearRequests(): void;
  /**
   * Environment of a child process that acts as the account's own user.
   *
   * @throws Error for an account that does not exist here.
   */
  env(accountId: string): Record<string, string>;
  /** @throws Error when the ID is not 12 digits, or the account or one of its keys exists already. */
  addAccount(account: LocalAccount): void;
  fail(failure: InjectedFailure): void;
  delay(delay: InjectedDelay): void;
  /** Later requests with this key are refused as if it had never existed. Works on keys of sessions too. */
  revokeKey(accessKeyId: string): void;
  /** Cuts open connections and frees the port. */
  close(): Promise<void>;
}
