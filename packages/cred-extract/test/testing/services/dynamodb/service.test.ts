import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateListTables,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../../src/testing/index.ts';
import { ALPHA, BETA, collect, configFor, errorOf, refusalOf } from '../../clients.ts';

const people = Array.from({ length: 10 }, (_, i) => ({
  id: `p${i}`,
  age: 20 + i,
  tags: ['a', i],
  nested: { ok: true, none: null },
}));

let aws: LocalAws;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  aws = await startLocalAws({
    accounts: [{ accountId: ALPHA, data: { tables: { people, empty: [] } } }, { accountId: BETA }],
  });
  client = new DynamoDBClient(configFor(aws, ALPHA));
  documents = DynamoDBDocumentClient.from(client);
});
afterAll(() => aws.close());

describe('tables', () => {
  it("lists the account's own", async () => {
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['empty', 'people']);
    const beta = await new DynamoDBClient(configFor(aws, BETA)).send(new ListTablesCommand({}));
    expect(beta.TableNames).toEqual([`table-${BETA}`]);
  });

  it('lists them in pages', async () => {
    const pages = await collect(paginateListTables({ client, pageSize: 1 }, {}));
    expect(pages.map(({ TableNames }) => TableNames)).toEqual([['empty'], ['people']]);
  });

  it("describes the account's own, by name or ARN, and no other account's", async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'people' }));
    expect(Table).toMatchObject({
      TableArn: `arn:aws:dynamodb:us-east-1:${ALPHA}:table/people`,
      TableStatus: 'ACTIVE',
      ItemCount: 10,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    });
    expect(Table?.CreationDateTime).toBeInstanceOf(Date);
    expect((await documents.send(new ScanCommand({ TableName: Table?.TableArn }))).Count).toBe(10);
    const arn = `arn:aws:dynamodb:us-east-1:${BETA}:table`;
    for (const TableName of [`table-${BETA}`, `${arn}/table-${BETA}`, `${arn}/people`]) {
      const call = client.send(new DescribeTableCommand({ TableName }));
      expect(await refusalOf(call)).toEqual(['ResourceNotFoundException', 400]);
    }
  });

  it('creates and deletes them', async () => {
    const create = new CreateTableCommand({
      TableName: 'events',
      KeySchema: [
        { AttributeName: 'day', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [],
    });
    expect((await client.send(create)).TableDescription?.TableStatus).toBe('ACTIVE');
    expect(await refusalOf(client.send(create))).toEqual(['ResourceInUseException', 400]);
    await documents.send(new PutCommand({ TableName: 'events', Item: { day: 'mon', at: 1, what: 'a' } }));
    await documents.send(new PutCommand({ TableName: 'events', Item: { day: 'mon', at: 2, what: 'b' } }));
    expect((await documents.send(new ScanCommand({ TableName: 'events' }))).Count).toBe(2);
    const keyless = documents.send(new PutCommand({ TableName: 'events', Item: { day: 'mon' } }));
    expect(await refusalOf(keyless)).toEqual(['ValidationException', 400]);
    await client.send(new DeleteTableCommand({ TableName: 'events' }));
    const gone = client.send(new DescribeTableCommand({ TableName: 'events' }));
    expect(await refusalOf(gone)).toEqual(['ResourceNotFoundException', 400]);
  });

  it('refuses a table without a hash key', async () => {
    const call = client.send(new CreateTableCommand({ TableName: 'keyless', KeySchema: [], AttributeDefinitions: [] }));
    expect((await errorOf(call)).message).toContain('No Hash Key');
  });
});

describe('reading', () => {
  it('returns seeded items with all their types', async () => {
    const { Item } = await documents.send(new GetCommand({ TableName: 'people', Key: { id: 'p3' } }));
    expect(Item).toEqual({ id: 'p3', age: 23, tags: ['a', 3], nested: { ok: true, none: null } });
  });

  it('returns nothing for a key that is not there, and refuses a key of another shape', async () => {
    const { Item } = await documents.send(new GetCommand({ TableName: 'people', Key: { id: 'p99' } }));
    expect(Item).toBeUndefined();
    const call = documents.send(new GetCommand({ TableName: 'people', Key: { name: 'p1' } }));
    expect(await refusalOf(call)).toEqual(['ValidationException', 400]);
  });

  it('scans in pages, each item once', async () => {
    const pages = await collect(paginateScan({ client: documents, pageSize: 4 }, { TableName: 'people' }));
    expect(pages.map(({ Count }) => Count)).toEqual([4, 4, 2]);
    expect(pages.flatMap(({ Items }) => Items?.map(({ id }) => id))).toEqual(people.map(({ id }) => id));
    expect(pages.map(({ LastEvaluatedKey }) => LastEvaluatedKey)).toEqual([{ id: 'p3' }, { id: 'p7' }, undefined]);
  });

  it('scans an empty table', async () => {
    expect(await documents.send(new ScanCommand({ TableName: 'empty' }))).toMatchObject({ Items: [], Count: 0 });
  });

  it('queries by equality, with placeholders for names or without', async () => {
    const ExpressionAttributeValues = { ':id': 'p5' };
    for (const condition of [
      { KeyConditionExpression: 'id = :id' },
      { KeyConditionExpression: '#i=:id', ExpressionAttributeNames: { '#i': 'id' } },
    ]) {
      const { Items } = await documents.send(
        new QueryCommand({ TableName: 'people', ...condition, ExpressionAttributeValues }),
      );
      expect(Items?.map(({ id }) => id)).toEqual(['p5']);
    }
  });

  it('queries by two equalities', async () => {
    const query = (age: number) =>
      documents.send(
        new QueryCommand({
          TableName: 'people',
          KeyConditionExpression: 'id = :id AND age = :age',
          ExpressionAttributeValues: { ':id': 'p5', ':age': age },
        }),
      );
    expect((await query(25)).Count).toBe(1);
    expect((await query(26)).Count).toBe(0);
  });

  it('queries in pages', async () => {
    const query = {
      TableName: 'people',
      KeyConditionExpression: 'begins_with(id, :p)',
      ExpressionAttributeValues: { ':p': 'p' },
    };
    const pages = await collect(paginateQuery({ client: documents, pageSize: 6 }, query));
    expect(pages.map(({ Count }) => Count)).toEqual([6, 4]);
  });
});

describe('writing', () => {
  const TableName = 'empty';
  const Key = { id: 'x' };

  beforeEach(async () => {
    await documents.send(new PutCommand({ TableName, Item: { id: 'x', count: 1, note: 'first' } }));
  });

  it('puts an item over an older one and returns that one when asked', async () => {
    const output = await documents.send(
      new PutCommand({ TableName, Item: { id: 'x', count: 2 }, ReturnValues: 'ALL_OLD' }),
    );
    expect(output.Attributes).toEqual({ id: 'x', count: 1, note: 'first' });
    expect(await item()).toEqual({ id: 'x', count: 2 });
  });

  it('deletes an item and returns it when asked', async () => {
    const output = await documents.send(new DeleteCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
    expect(output.Attributes).toMatchObject({ id: 'x' });
    expect(await item()).toBeUndefined();
    expect((await documents.send(new DeleteCommand({ TableName, Key }))).Attributes).toBeUndefined();
  });

  it.each([
    ['SET note = :v', { note: 'new' }],
    ['SET #n = :v', { note: 'new' }],
    ['set note = :v, extra = :one', { note: 'new', extra: 1 }],
    ['SET #c = #c + :one', { count: 2 }],
    ['SET #c = #c - :one', { count: 0 }],
    ['SET #c = if_not_exists(#c, :zero) + :one', { count: 2 }],
    ['SET fresh = if_not_exists(fresh, :zero) + :one', { fresh: 1 }],
    ['ADD #c :one', { count: 2 }],
    ['ADD fresh :one', { fresh: 1 }],
    ['REMOVE note', { note: undefined }],
    ['SET #c = :zero REMOVE #n, absent', { count: 0, note: undefined }],
  ])('updates by %s', async (UpdateExpression, changes) => {
    const ExpressionAttributeNames = { '#n': 'note', '#c': 'count' };
    const ExpressionAttributeValues = { ':v': 'new', ':one': 1, ':zero': 0 };
    const input = { TableName, Key, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
    const { Attributes } = await documents.send(new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' }));
    expect(Attributes).toEqual({ id: 'x', count: 1, note: 'first', ...changes });
    expect(await item()).toEqual(Attributes);
  });

  it('returns what an update was asked to return', async () => {
    const update = async (ReturnValues: 'ALL_OLD' | 'UPDATED_NEW' | 'UPDATED_OLD' | 'NONE', value: string) => {
      const input = { TableName, Key, UpdateExpression: 'SET note = :v', ExpressionAttributeValues: { ':v': value } };
      return (await documents.send(new UpdateCommand({ ...input, ReturnValues }))).Attributes;
    };
    expect(await update('ALL_OLD', 'a')).toEqual({ id: 'x', count: 1, note: 'first' });
    expect(await update('UPDATED_NEW', 'b')).toEqual({ note: 'b' });
    expect(await update('UPDATED_OLD', 'c')).toEqual({ note: 'b' });
    expect(await update('NONE', 'd')).toBeUndefined();
  });

  it('makes an item by updating what is not there', async () => {
    const input = {
      TableName,
      Key: { id: 'made' },
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': 1 },
    };
    await documents.send(new UpdateCommand(input));
    const { Item } = await documents.send(new GetCommand({ TableName, Key: { id: 'made' } }));
    expect(Item).toEqual({ id: 'made', a: 1 });
  });

  it('loses no update of many at once', async () => {
    const input = {
      TableName,
      Key: { id: 'counter' },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
    };
    await Promise.all(Array.from({ length: 200 }, () => documents.send(new UpdateCommand(input))));
    const { Item } = await documents.send(new GetCommand({ TableName, Key: { id: 'counter' } }));
    expect(Item?.n).toBe(200);
  });

  async function item() {
    return (await documents.send(new GetCommand({ TableName, Key }))).Item;
  }
});

describe('the record of requests', () => {
  it('names operation and table, also of an operation without state and of a refusal', async () => {
    await client.send(new UpdateTableCommand({ TableName: 'people', DeletionProtectionEnabled: true }));
    expect(aws.requests.at(-1)).toMatchObject({
      service: 'dynamodb',
      operation: 'UpdateTable',
      target: 'people',
      status: 200,
    });
    await refusalOf(documents.send(new ScanCommand({ TableName: 'missing' })));
    expect(aws.requests.at(-1)).toMatchObject({
      operation: 'Scan',
      target: 'missing',
      errorCode: 'ResourceNotFoundException',
    });
  });
});
