import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

/** Adds the settings that our buckets need. */
export class TenantStore extends S3Client {
  readonly tenant: string;

  constructor(config: S3ClientConfig = {}, tenant = 'default') {
    super({ region: process.env.AWS_REGION ?? 'us-east-1', ...config, forcePathStyle: true });
    this.tenant = tenant;
  }
}

/** Decides everything itself. */
export class FixedStore extends S3Client {
  constructor() {
    super({ region: process.env.AWS_REGION ?? 'us-east-1' });
  }
}
