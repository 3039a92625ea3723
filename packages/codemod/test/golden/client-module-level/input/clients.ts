import { S3Client } from '@aws-sdk/client-s3';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

const region = process.env.AWS_REGION ?? 'eu-central-1';

/** Shared by all tools. */
export const s3 = new S3Client({ region });
export const logs: CloudWatchLogsClient = new CloudWatchLogsClient({ region: region });
