import { jsonService } from '../../protocols/json.ts';
import { deleteItem, getItem, putItem, query, scan, updateItem } from './items.ts';
import { createTable, deleteTable, describeTable, listTables } from './tables.ts';

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ */
export const dynamodb = jsonService({
  ListTables: listTables,
  DescribeTable: describeTable,
  CreateTable: createTable,
  DeleteTable: deleteTable,
  Scan: scan,
  Query: query,
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
});
