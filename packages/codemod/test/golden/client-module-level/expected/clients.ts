import { S3Client } from '@aws-sdk/client-s3';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { perAccount } from '@mcp-multi-account/cred-extract';

const region = process.env.AWS_REGION ?? 'eu-central-1';

/** Shared by all tools. */
export const s3 = perAccount((aws) => new S3Client(aws({ region })));
export const logs: CloudWatchLogsClient = perAccount((aws) => new CloudWatchLogsClient(aws({ region: region })));
