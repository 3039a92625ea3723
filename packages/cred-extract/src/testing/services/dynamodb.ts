import { type AttributeValue, type Item, primaryKey, type Table } from '../account-state.ts';
import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import { type Expression, equalityFilter, updatedItem } from './dynamodb-expression.ts';
import type { Call } from './service.ts';

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ */
export const dynamodb = jsonService({
  ListTables: listTables,
  DescribeTable: (input: TableInput, call) => ({ Table: describe(input.TableName, findTable(input, call), call) }),
  CreateTable: createTable,
  DeleteTable: deleteTable,
  Scan: (input: PageInput, call) => page([...findTable(input, call).items.values()], input, call),
  Query: query,
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
});

interface TableInput {
  readonly TableName: string;
}

interface PageInput extends TableInput {
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

interface QueryInput extends PageInput, Expression {
  readonly KeyConditionExpression?: string;
}

interface ItemInput extends TableInput {
  readonly Key: Item;
}

interface PutInput extends TableInput {
  readonly Item: Item;
  readonly ReturnValues?: string;
}

interface UpdateInput extends ItemInput, Expression {
  readonly UpdateExpression?: string;
  readonly ReturnValues?: string;
}

interface CreateTableInput extends TableInput {
  readonly KeySchema?: ReadonlyArray<{ readonly AttributeName: string; readonly KeyType: string }>;
}

function listTables(input: { Limit?: number; ExclusiveStartTableName?: string }, { account }: Call): object {
  const names = [...account.tables.keys()].sort();
  const after = input.ExclusiveStartTableName;
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const TableNames = rest.slice(0, input.Limit ?? 100);
  return { TableNames, ...(TableNames.length < rest.length && { LastEvaluatedTableName: TableNames.at(-1) }) };
}

function createTable(input: CreateTableInput, call: Call): object {
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

function deleteTable(input: TableInput, call: Call): object {
  const TableDescription = { ...describe(input.TableName, findTable(input, call), call), TableStatus: 'DELETING' };
  call.account.tables.delete(input.TableName);
  return { TableDescription };
}

function query(input: QueryInput, call: Call): object {
  const matches = equalityFilter(input.KeyConditionExpression, input);
  return page([...findTable(input, call).items.values()].filter(matches), input, call);
}

/** One page in stored order; `Limit` counts items, and the megabyte limit is never reached here. */
function page(items: readonly Item[], input: PageInput, call: Call): object {
  const table = findTable(input, call);
  const after = input.ExclusiveStartKey && primaryKey(table, input.ExclusiveStartKey);
  const start = after === undefined ? 0 : items.findIndex((item) => primaryKey(table, item) === after) + 1;
  const Items = items.slice(start, start + (input.Limit ?? items.length));
  const last = Items.at(-1);
  const more = last !== undefined && start + Items.length < items.length;
  return {
    Items,
    Count: Items.length,
    ScannedCount: Items.length,
    ...(more && { LastEvaluatedKey: keyOf(table, last) }),
  };
}

function getItem(input: ItemInput, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const Item = table.items.get(key);
  return { ...(Item && { Item }) };
}

function putItem(input: PutInput, call: Call): object {
  const { table, key } = locate(input, input.Item, call);
  const Attributes = table.items.get(key);
  table.items.set(key, input.Item);
  return { ...(input.ReturnValues === 'ALL_OLD' && Attributes && { Attributes }) };
}

function updateItem(input: UpdateInput, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const before = table.items.get(key);
  const after = updatedItem(before ?? input.Key, input.UpdateExpression ?? '', input);
  table.items.set(key, after);
  if (input.ReturnValues?.endsWith('_NEW')) return { Attributes: after };
  return { ...(input.ReturnValues?.endsWith('_OLD') && before && { Attributes: before }) };
}

function deleteItem(input: ItemInput & { ReturnValues?: string }, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const Attributes = table.items.get(key);
  table.items.delete(key);
  return { ...(input.ReturnValues === 'ALL_OLD' && Attributes && { Attributes }) };
}

function findTable(input: TableInput, { account }: Call): Table {
  const table = account.tables.get(nameOf(input.TableName, account.accountId));
  if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  return table;
}

/** A table may be named by its ARN; another account's ARN names nothing here. */
function nameOf(nameOrArn: string, accountId: string): string {
  return nameOrArn?.replace(new RegExp(`^arn:aws[\\w-]*:dynamodb:[\\w-]+:${accountId}:table/`), '');
}

function locate(input: TableInput, holder: Item | undefined, call: Call): { table: Table; key: string } {
  const table = findTable(input, call);
  const names = table.rangeKey === undefined ? [table.hashKey] : [table.hashKey, table.rangeKey];
  if (!holder || names.some((name) => !holder[name]))
    throw validationError('The provided key element does not match the schema');
  return { table, key: primaryKey(table, holder) };
}

function keyOf(table: Table, item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name === table.hashKey || name === table.rangeKey));
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

function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
