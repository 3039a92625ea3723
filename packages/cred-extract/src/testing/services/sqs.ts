import { createHash, randomUUID } from 'node:crypto';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

/**
 * Only what an empty answer would break: the SDK checks the MD5 of what it sent, and sends on to the queue URL it was
 * given. Nothing is queued. Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
 */
export const sqs = jsonService({
  GetQueueUrl: queueUrl,
  CreateQueue: queueUrl,
  SendMessage: (input: MessageInput) => receipt(input),
  SendMessageBatch: (input: { Entries?: readonly MessageInput[] }) => ({
    Successful: (input.Entries ?? []).map((entry) => ({ Id: entry.Id, ...receipt(entry) })),
    Failed: [],
  }),
});

interface MessageInput {
  readonly Id?: string;
  readonly MessageBody?: string;
}

function queueUrl({ QueueName }: { QueueName?: string }, { account, request }: Call): object {
  return { QueueUrl: `http://${request.headers.host}/${account.accountId}/${QueueName}` };
}

function receipt({ MessageBody = '' }: MessageInput): object {
  return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
