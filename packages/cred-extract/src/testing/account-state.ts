import { createHash } from 'node:crypto';
import type { LocalAccessKey, LocalOrganization, LocalRole } from './types.ts';

/** What one account holds while the local AWS runs. Services change it in place. */
export interface AccountState {
  readonly accountId: string;
  readonly region: string;
  readonly created: Date;
  readonly accessKeys: readonly [LocalAccessKey, ...LocalAccessKey[]];
  readonly roles: ReadonlyMap<string, LocalRole>;
  readonly buckets: Map<string, Bucket>;
  readonly tables: Map<string, Table>;
  readonly logGroups: ReadonlyMap<string, readonly string[]>;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly parameters: ReadonlyMap<string, string>;
  /** KMS key ID to the key. */
  readonly kmsKeys: ReadonlyMap<string, Buffer>;
  /** Lambda function name to what its configuration was changed to. */
  readonly functions: Map<string, Readonly<Record<string, unknown>>>;
  /** CloudWatch Logs Insights: query ID to log groups. */
  readonly logQueries: Map<string, readonly string[]>;
  /** US dollars. */
  readonly monthlyCost: number;
  readonly organization: LocalOrganization | undefined;
}

/** Of Secrets Manager. */
export interface Secret {
  readonly versions: SecretVersion[];
}

export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  readonly created: Date;
  /** `AWSCURRENT`, `AWSPENDING`, `AWSPREVIOUS`, or labels of one's own. */
  readonly stages: Set<string>;
}

export interface Bucket {
  readonly created: Date;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, MultipartUpload>;
}

export interface StoredObject {
  readonly body: Buffer;
  /** With its quotation marks. */
  readonly etag: string;
  readonly contentType: string;
  /** `x-amz-meta-*` headers. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModified: Date;
}

export interface MultipartUpload {
  readonly key: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: Map<number, StoredObject>;
}

/** DynamoDB's wire form: `{ S: 'text' }`, `{ N: '1' }`, … */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

export interface Table {
  readonly hashKey: string;
  readonly rangeKey: string | undefined;
  /** By primary key, in the order first stored. */
  readonly items: Map<string, Item>;
}

export function storedObject(
  body: Buffer,
  lastModified: Date,
  details: Partial<Pick<StoredObject, 'contentType' | 'metadata' | 'etag'>> = {},
): StoredObject {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  return { body, etag, lastModified, contentType: 'application/octet-stream', metadata: {}, ...details };
}

/** The part of an item that identifies it in its table. */
export function primaryKey(table: Pick<Table, 'hashKey' | 'rangeKey'>, item: Item): string {
  return JSON.stringify([item[table.hashKey], table.rangeKey === undefined ? null : item[table.rangeKey]]);
}
