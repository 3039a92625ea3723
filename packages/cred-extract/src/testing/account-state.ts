import { createHash } from 'node:crypto';
import { identifier } from './identifier.ts';
import type { LocalAccessKey, LocalAccount, LocalData, LocalRole } from './types.ts';

/** What one account holds while the local AWS runs. Services change it in place. */
export interface AccountState {
  readonly accountId: string;
  readonly region: string;
  readonly accessKeys: readonly [LocalAccessKey, ...LocalAccessKey[]];
  readonly roles: ReadonlyMap<string, LocalRole>;
  readonly buckets: Map<string, Bucket>;
  readonly tables: Map<string, Table>;
  readonly logGroups: ReadonlyMap<string, readonly string[]>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly functions: Map<string, Record<string, unknown>>;
  /** US dollars. */
  readonly monthlyCost: number;
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

/** @throws Error when the account ID is not 12 digits. */
export function accountState(account: LocalAccount, now: Date): AccountState {
  if (!/^\d{12}$/.test(account.accountId))
    throw new Error(`${JSON.stringify(account.accountId)} is not an account ID.`);
  const data = { ...ownData(account.accountId), ...account.data };
  const [key = derivedKey(account.accountId), ...otherKeys] = account.accessKeys ?? [];
  return {
    accountId: account.accountId,
    region: account.region ?? 'us-east-1',
    accessKeys: [key, ...otherKeys],
    roles: new Map(account.roles?.map((role) => [role.name, role])),
    buckets: mapValues(data.buckets, (objects) => seedBucket(objects, now)),
    tables: mapValues(data.tables, seedTable),
    logGroups: new Map(Object.entries(data.logGroups)),
    secrets: new Map(Object.entries(data.secrets)),
    functions: new Map(data.functions.map((name) => [name, {}])),
    monthlyCost: data.monthlyCost,
  };
}

/** Every kind of data names its account, so that no answer can pass for another account's. */
function ownData(accountId: string): Required<LocalData> {
  return {
    buckets: { [`data-${accountId}`]: { 'account.txt': `account ${accountId}` } },
    tables: { [`table-${accountId}`]: [{ id: 'account', accountId }] },
    logGroups: { [`/account/${accountId}`]: [`INFO account ${accountId} started`] },
    secrets: { [`secret-${accountId}`]: `secret of ${accountId}` },
    functions: [`function-${accountId}`],
    monthlyCost: Number(accountId) / 100,
  };
}

/** The same account has the same key in every run, so that a failing test can be read. */
function derivedKey(accountId: string): LocalAccessKey {
  const digest = createHash('sha512').update(`local-aws ${accountId}`).digest();
  return { accessKeyId: `AKIA${identifier(digest)}`, secretAccessKey: digest.toString('base64').slice(0, 40) };
}

function seedBucket(objects: Readonly<Record<string, string>>, now: Date): Bucket {
  const stored = mapValues(objects, (body) => storedObject(Buffer.from(body), now));
  return { created: now, objects: stored, uploads: new Map() };
}

export function storedObject(
  body: Buffer,
  lastModified: Date,
  details: Partial<Pick<StoredObject, 'contentType' | 'metadata' | 'etag'>> = {},
): StoredObject {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  return { body, etag, lastModified, contentType: 'application/octet-stream', metadata: {}, ...details };
}

function seedTable(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): Table {
  const hashKey = Object.keys(rows[0] ?? {})[0] ?? 'id';
  const items = rows.map((row) => mapRecord(row, attributeValue));
  return {
    hashKey,
    rangeKey: undefined,
    items: new Map(items.map((item) => [primaryKey({ hashKey, rangeKey: undefined }, item), item])),
  };
}

/** The part of an item that identifies it in its table. */
export function primaryKey(table: Pick<Table, 'hashKey' | 'rangeKey'>, item: Item): string {
  return JSON.stringify([item[table.hashKey], table.rangeKey === undefined ? null : item[table.rangeKey]]);
}

function attributeValue(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null || value === undefined) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  return { M: mapRecord(value, attributeValue) };
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Map<string, Out> {
  return new Map(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function mapRecord<Out>(record: object, change: (value: unknown) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
