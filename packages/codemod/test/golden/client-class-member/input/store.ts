import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { LambdaClient } from '@aws-sdk/client-lambda';

export class Store {
  static readonly lambda = new LambdaClient();
  private readonly s3: S3Client;
  readonly #archive = new S3Client({
    region: process.env.AWS_REGION || 'us-west-2', // as the console
    forcePathStyle: true,
  });

  constructor(private readonly region: string) {
    this.s3 = new S3Client({ region: this.region });
  }

  async buckets(): Promise<string[]> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    return Buckets.map(({ Name }) => Name ?? '');
  }

  async regions(): Promise<string> {
    return `${await this.s3.config.region()} ${await this.#archive.config.region()}`;
  }
}
