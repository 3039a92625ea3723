import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  type AccountState,
  type AttributeValue,
  type Bucket,
  primaryKey,
  type Secret,
  storedObject,
  type Table,
} from './account-state.ts';
import { identifier } from './identifier.ts';
import type { LocalAccessKey, LocalAccount, LocalData } from './types.ts';

/** @throws Error when the account ID is not 12 digits. */
export function seedAccount(account: LocalAccount, now: Date): AccountState {
  if (!/^\d{12}$/.test(account.accountId))
    throw new Error(`${JSON.stringify(account.accountId)} is not an account ID.`);
  const data = { ...ownData(account.accountId), ...account.data };
  const [key = derivedKey(account.accountId), ...otherKeys] = account.accessKeys ?? [];
  return {
    accountId: account.accountId,
    region: account.region ?? 'us-east-1',
    created: now,
    accessKeys: [key, ...otherKeys],
    roles: new Map(account.roles?.map((role) => [role.name, role])),
    buckets: mapValues(data.buckets, (objects) => seedBucket(objects, now)),
    tables: mapValues(data.tables, seedTable),
    logGroups: new Map(Object.entries(data.logGroups)),
    parameters: new Map(Object.entries(data.parameters)),
    secrets: mapValues(data.secrets, (text) => seedSecret(text, now)),
    kmsKeys: new Map(data.kmsKeys.map((id) => [id, randomBytes(32)])),
    functions: new Map(data.functions.map((name) => [name, {}])),
    logQueries: new Map(),
    monthlyCost: data.monthlyCost,
    organization: account.organization,
  };
}

/** Every kind of data names its account, so that no answer can pass for another account's. */
function ownData(accountId: string): Required<LocalData> {
  return {
    buckets: { [`data-${accountId}`]: { 'account.txt': `account ${accountId}` } },
    tables: { [`table-${accountId}`]: [{ id: 'account', accountId }] },
    logGroups: { [`/account/${accountId}`]: [`INFO account ${accountId} started`] },
    parameters: { [`/parameter/${accountId}`]: `parameter of ${accountId}` },
    secrets: { [`secret-${accountId}`]: `secret of ${accountId}` },
    kmsKeys: [`00000000-0000-4000-8000-${accountId}`],
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

function seedSecret(text: string, now: Date): Secret {
  return { versions: [{ id: randomUUID(), text, created: now, stages: new Set(['AWSCURRENT']) }] };
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
