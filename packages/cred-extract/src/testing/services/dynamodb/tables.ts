import type { AttributeValue, Table } from '../../account-state.ts';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../service.ts';

export interface TableInput {
  readonly TableName: string;
}

interface CreateTableInput extends TableInput {
  readonly KeySchema?: ReadonlyArray<{ readonly AttributeName: string; readonly KeyType: string }>;
}

export function listTables(input: { Limit?: number; ExclusiveStartTableName?: string }, { account }: Call): object {
  const names = [...account.tables.keys()].sort();
  const after = input.ExclusiveStartTableName;
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const TableNames = rest.slice(0, input.Limit ?? 100);
  return { TableNames, ...(TableNames.length < rest.length && { LastEvaluatedTableName: TableNames.at(-1) }) };
}

export function createTable(input: CreateTableInput, call: Call): object {
  if (call.account.tables.has(input.TableName)) {
    throw new AwsError('ResourceInUseException', `Table already exists: ${input.TableName}`);
  }
  const keyOf = (type: string) => input.KeySchema?.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const hashKey = keyOf('HASH');
  if (hashKey === undefined)
    throw validationError('No Hash Key specified in schema. All Dynamo DB tables must have exactly one hash key');
  const table: Table = { hashKey, rangeKey: keyOf('RANGE'), items: new Map() };
  call.account.tables.set(input.TableName, table);
  return { TableDescription: describe(input.TableName, table, call) };
}

export function describeTable(input: TableInput, call: Call): object {
  return { Table: describe(input.TableName, findTable(input, call), call) };
}

export function deleteTable(input: TableInput, call: Call): object {
  const TableDescription = { ...describe(input.TableName, findTable(input, call), call), TableStatus: 'DELETING' };
  call.account.tables.delete(input.TableName);
  return { TableDescription };
}

/** @throws AwsError `ResourceNotFoundException`. */
export function findTable(input: TableInput, { account }: Call): Table {
  const table = account.tables.get(nameOf(input.TableName, account.accountId));
  if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  return table;
}

/** A table may be named by its ARN; another account's ARN names nothing here. */
function nameOf(nameOrArn: string, accountId: string): string {
  return nameOrArn?.replace(new RegExp(`^arn:aws[\\w-]*:dynamodb:[\\w-]+:${accountId}:table/`), '');
}

function describe(name: string, table: Table, { account, region, now }: Call): object {
  const attributes = [
    [table.hashKey, 'HASH'] as const,
    ...(table.rangeKey === undefined ? [] : [[table.rangeKey, 'RANGE'] as const]),
  ];
  const first = table.items.values().next().value;
  return {
    TableName: name,
    TableArn: `arn:aws:dynamodb:${region}:${account.accountId}:table/${name}`,
    TableStatus: 'ACTIVE',
    CreationDateTime: now.getTime() / 1000,
    ItemCount: table.items.size,
    TableSizeBytes: 0,
    KeySchema: attributes.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
    AttributeDefinitions: attributes.map(([AttributeName]) => ({
      AttributeName,
      AttributeType: typeOf(first?.[AttributeName]),
    })),
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  };
}

/** Of an empty table nothing is known; nearly every key is a string. */
function typeOf(value: AttributeValue | undefined): string {
  return Object.keys(value ?? {})[0] ?? 'S';
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
