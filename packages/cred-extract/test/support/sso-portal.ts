import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { LocalAws } from '../../src/testing/index.ts';

/** What IAM Identity Center's portal does for `GetRoleCredentials`: a token and a role of an account give credentials. */
export interface SsoPortal {
  /** For `AWS_ENDPOINT_URL_SSO`. */
  readonly endpoint: string;
  /** The token that works. */
  token: string;
  /** What the next answers are instead: an error's name and status. */
  failure: readonly [name: string, status: number] | undefined;
  readonly requests: string[];
  close(): Promise<void>;
}

/** `roles` are `<account ID>/<role name>`; the account's own user has to be trusted by them. */
export async function startSsoPortal(aws: LocalAws, roles: readonly string[]): Promise<SsoPortal> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const portal: SsoPortal = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'canary-sso-token',
    failure: undefined,
    requests: [],
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '/', portal.endpoint).searchParams;
    const [accountId = '', role = ''] = [query.get('account_id') ?? '', query.get('role_name') ?? ''];
    portal.requests.push(`${accountId}/${role}`);
    if (portal.failure) return refuse(response, ...portal.failure);
    if (request.headers['x-amz-sso_bearer_token'] !== portal.token)
      return refuse(response, 'UnauthorizedException', 401);
    if (!roles.includes(`${accountId}/${role}`)) return refuse(response, 'ForbiddenException', 403);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ roleCredentials: await roleCredentials(aws, accountId, role) }));
  }
  return portal;
}

function refuse(response: ServerResponse, name: string, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name });
  response.end(JSON.stringify({ message: name === 'ForbiddenException' ? 'No access' : name }));
}

async function roleCredentials(aws: LocalAws, accountId: string, role: string) {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env(accountId);
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const sts = new STSClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials });
  const command = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
    RoleSessionName: 'sso-user',
  });
  const { Credentials } = await sts.send(command);
  return {
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
    expiration: Credentials?.Expiration?.getTime(),
  };
}
