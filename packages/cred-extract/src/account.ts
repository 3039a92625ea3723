/** How an account is reached: a stored key pair, a role that the server assumes, or a profile of the AWS shared config files. */
export type AuthType = 'aksk' | 'iam_role' | 'profile';

/**
 * What a tool, a log line or a model may know of an account. Never holds a key, a role ARN or an external ID.
 */
export interface AccountInfo {
  /** Twelve digits. */
  readonly accountId: string;
  /** The account's name in the store, if it has one. */
  readonly alias: string | undefined;
  /** `server` where the account is the server's own and the store has no record of it. */
  readonly authType: AuthType | 'server';
  /** The account's own region; absent when the record names none, and the client's region then stays. */
  readonly region: string | undefined;
}

/**
 * One row of the account store. Column names are those of the `aws_accounts` table, so that a row is what the
 * database holds and nothing is renamed on the way.
 */
export interface AccountRecord {
  /** Twelve digits, unique. */
  readonly account_id: string;
  readonly alias?: string | null;
  readonly auth_type: AuthType;
  readonly access_key_id?: string | null;
  /** A token of the keyring: AES-256-GCM, a KMS envelope, or Fernet. */
  readonly secret_access_key_encrypted?: string | null;
  /** The name of an AWS profile, for `profile`. */
  readonly profile?: string | null;
  /** For `profile`: the role that the profile itself assumes, where it does. */
  readonly role_arn?: string | null;
  /** The account's own external ID or, where it has none, its organization's. */
  readonly external_id?: string | null;
  readonly region?: string | null;
  /** Seconds, 900 to 43200. Role chaining caps a session at 3600 whatever this says. */
  readonly session_duration?: number | null;
  readonly environment?: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
  /** Absent means enabled: databases made by the Python system have no such column. */
  readonly enabled?: boolean;
  /** Changes when the way to the account does without any field above telling, as when somebody edits an AWS profile. */
  readonly revision?: string | null;
}

/** Where account records come from: a database, files, AWS Organizations, or whatever you bring. */
export interface AccountSource {
  /**
   * Every record that `target` may mean: for an account ID one, or several where the account can be reached in several
   * ways; any number for an alias.
   *
   * @throws DatabaseConnectionError when the source cannot be read.
   */
  find(target: AccountTarget): Promise<readonly AccountRecord[]>;
  /** Every account the source knows without being asked for it. Absent where nobody keeps such a list. */
  list?(): Promise<readonly AccountRecord[]>;
  /** Whether accounts can be found now; rejects as `find` does. Absent where nothing has to be reached for it. */
  check?(): Promise<void>;
  close?(): Promise<void>;
}

/** A parsed `target_account_id`. */
export type AccountTarget =
  | { readonly kind: 'account-id'; readonly accountId: string }
  | { readonly kind: 'alias'; readonly alias: string };

/** AWS credentials as the SDK takes them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Absent for a key pair that does not expire. */
  readonly expiration?: Date;
}
