import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { perAccount } from '@mcp-multi-account/cred-extract';

export class Store {
  static readonly lambda = perAccount((aws) => new LambdaClient(aws()));
  private readonly s3: S3Client;
  readonly #archive = perAccount((aws) => new S3Client(aws({
    region: process.env.AWS_REGION || 'us-west-2', // as the console
    forcePathStyle: true,
  })));

  constructor(private readonly region: string) {
    this.s3 = perAccount((aws) => new S3Client(aws({ region: this.region })));
  }

  async buckets(): Promise<string[]> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    return Buckets.map(({ Name }) => Name ?? '');
  }

  async regions(): Promise<string> {
    return `${await this.s3.config.region()} ${await this.#archive.config.region()}`;
  }
}
