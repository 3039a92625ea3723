/** A public server to try the product on, as it stands in its repository at `commit`. */
export interface RealServer {
  readonly id: string;
  readonly repository: string;
  readonly commit: string;
  /** The folder of the package inside the repository. */
  readonly folder: string;
  /** Relative to the package. */
  readonly entry: string;
  /** Tools counted by hand. */
  readonly tools: number;
  /** A read-only call that reaches AWS, and the service it must be signed for. */
  readonly call: { readonly tool: string; readonly arguments: Record<string, unknown>; readonly service: string };
  /** Arguments of Node itself. */
  readonly nodeArguments?: readonly string[];
  /** Variables of its own that the server needs to start; `endpoint` is where the local AWS listens. */
  env?(endpoint: string): Record<string, string>;
}

export const SERVERS: readonly RealServer[] = [
  {
    id: 'ofershap-s3',
    repository: 'https://github.com/ofershap/mcp-server-s3',
    commit: 'f16b3715de4bd61dc8262b03d8e04f10e2142141',
    folder: '.',
    entry: 'src/index.ts',
    tools: 7,
    call: { tool: 'list_buckets', arguments: {}, service: 's3' },
  },
  {
    id: 'imankamyabi-dynamodb',
    repository: 'https://github.com/imankamyabi/dynamodb-mcp-server',
    commit: '493d8d4f46f69bc7e42328cdcbd08af15b7a0c77',
    folder: '.',
    entry: 'src/index.ts',
    tools: 12,
    call: { tool: 'list_tables', arguments: {}, service: 'dynamodb' },
  },
  {
    id: 'khuynh22-s3',
    repository: 'https://github.com/khuynh22/aws-s3-mcp-server',
    commit: 'd36c055096328392bcff5b90a37964bc9cb0c9f8',
    folder: '.',
    entry: 'src/index.ts',
    tools: 4,
    call: { tool: 's3_list_buckets', arguments: {}, service: 's3' },
    env: () => ({ ALLOW_WRITE: 'true' }),
  },
  {
    id: 'giovane-localstack',
    repository: 'https://github.com/giovanemartins/localstack-mcp-server',
    commit: '6d17dbb6cb66d0f35224c65ef751fbae007e898e',
    folder: '.',
    entry: 'src/index.ts',
    tools: 73,
    call: { tool: 'sqs_list_queues', arguments: {}, service: 'sqs' },
    env: (endpoint) => ({ LOCALSTACK_ENDPOINT: endpoint }),
  },
  {
    id: 'awssamples-lambda-ops',
    repository: 'https://github.com/aws-samples/sample-serverless-mcp-servers',
    commit: 'bbe044151e7ccc02130ca8a6393be32572e475f8',
    folder: 'lambda-ops-mcp-server',
    entry: 'index.js',
    // It reads a page of AWS's documentation at start-up and, without a network, dies of the rejection.
    nodeArguments: ['--unhandled-rejections=warn'],
    tools: 5,
    call: { tool: 'list-functions', arguments: { marker: '' }, service: 'lambda' },
  },
];
