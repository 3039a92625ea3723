import { type Item, primaryKey, type Table } from '../../account-state.ts';
import type { Call } from '../service.ts';
import { type Expression, equalityFilter, updatedItem } from './expression.ts';
import { findTable, type TableInput, validationError } from './tables.ts';

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

export function scan(input: PageInput, call: Call): object {
  return page([...findTable(input, call).items.values()], input, call);
}

export function query(input: QueryInput, call: Call): object {
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

export function getItem(input: ItemInput, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const Item = table.items.get(key);
  return { ...(Item && { Item }) };
}

export function putItem(input: PutInput, call: Call): object {
  const { table, key } = locate(input, input.Item, call);
  const Attributes = table.items.get(key);
  table.items.set(key, input.Item);
  return { ...(input.ReturnValues === 'ALL_OLD' && Attributes && { Attributes }) };
}

export function updateItem(input: UpdateInput, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const before = table.items.get(key);
  const after = updatedItem(before ?? input.Key, input.UpdateExpression ?? '', input);
  table.items.set(key, after);
  return returned(input.ReturnValues, before ?? {}, after);
}

function returned(which: string | undefined, before: Item, after: Item): object {
  switch (which) {
    case 'ALL_NEW':
      return { Attributes: after };
    case 'ALL_OLD':
      return { Attributes: before };
    case 'UPDATED_NEW':
      return { Attributes: changed(after, before) };
    case 'UPDATED_OLD':
      return { Attributes: changed(before, after) };
    default:
      return {};
  }
}

function changed(item: Item, other: Item): Item {
  const entries = Object.entries(item).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name]));
  return Object.fromEntries(entries);
}

export function deleteItem(input: ItemInput & { ReturnValues?: string }, call: Call): object {
  const { table, key } = locate(input, input.Key, call);
  const Attributes = table.items.get(key);
  table.items.delete(key);
  return { ...(input.ReturnValues === 'ALL_OLD' && Attributes && { Attributes }) };
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
