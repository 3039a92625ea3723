import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

const TABLE = process.env.ORDERS_TABLE ?? 'orders';
const region = process.env.AWS_REGION;

const dynamodb = new DynamoDBClient({ region });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region }), {
  marshallOptions: { removeUndefinedValues: true },
});

const orderId = z
  .string()
  .regex(/^[\w-]+$/)
  .describe('Such as A-1001');

function createServer(): McpServer {
  const server = new McpServer({ name: 'orders-table', version: '1.0.0' });

  server.registerTool('list-tables', { description: 'List the DynamoDB tables of the account' }, async () => {
    const tables: string[] = [];
    for await (const page of paginateListTables({ client: dynamodb, pageSize: 100 }, {})) {
      tables.push(...(page.TableNames ?? []));
    }
    return json({ tables });
  });

  server.registerTool(
    'get-order',
    { description: 'One order by its ID', inputSchema: z.object({ id: orderId }) },
    async ({ id }) => {
      const { Item } = await documents.send(new GetCommand({ TableName: TABLE, Key: { id } }));
      return Item ? json(Item) : { ...json({ error: `There is no order ${id}.` }), isError: true };
    },
  );

  server.registerTool(
    'list-orders',
    {
      description: 'All orders, or those with one status',
      inputSchema: z.object({ status: z.enum(['open', 'shipped', 'cancelled']).optional() }),
    },
    async ({ status }) => {
      const orders: unknown[] = [];
      for await (const page of paginateScan({ client: documents, pageSize: 25 }, { TableName: TABLE })) {
        orders.push(...(page.Items ?? []).filter((order) => !status || order.status === status));
      }
      return json({ orders });
    },
  );

  server.registerTool(
    'set-order-status',
    {
      description: 'Change the status of an order',
      inputSchema: z.object({ id: orderId, status: z.enum(['open', 'shipped', 'cancelled']) }),
      annotations: { destructiveHint: true, idempotentHint: true },
    },
    async ({ id, status }, ctx) => {
      await documents.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { id },
          UpdateExpression: 'SET #status = :status',
          ConditionExpression: 'attribute_exists(id)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': status },
        }),
        { abortSignal: ctx.mcpReq.signal },
      );
      return json({ id, status });
    },
  );

  return server;
}

function json(value: unknown) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value) }] };
}

serveStdio(createServer);
