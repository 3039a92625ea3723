import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A home folder with AWS shared config files, as the AWS CLI leaves them. */
export interface AwsHome {
  readonly path: string;
  config(text: string): Promise<void>;
  credentials(text: string): Promise<void>;
  /** What `aws sso login` leaves, for an `sso-session` name. */
  ssoToken(session: string, accessToken: string, expiresAt: Date): Promise<void>;
  /** What `aws sso logout` does. */
  removeSsoTokens(): Promise<void>;
  remove(): Promise<void>;
}

export async function createAwsHome(): Promise<AwsHome> {
  const path = await mkdtemp(join(tmpdir(), 'test-aws-home-'));
  const folder = join(path, '.aws');
  const cache = join(folder, 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  return {
    path,
    config: (text) => writeFile(join(folder, 'config'), text),
    credentials: (text) => writeFile(join(folder, 'credentials'), text),
    ssoToken: (session, accessToken, expiresAt) => {
      const name = createHash('sha1').update(session).digest('hex');
      const token = { accessToken, expiresAt: expiresAt.toISOString(), region: 'us-east-1' };
      return writeFile(join(cache, `${name}.json`), JSON.stringify(token));
    },
    removeSsoTokens: () => rm(cache, { recursive: true }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** The two lines of a profile with keys. */
export function keyLines(env: Readonly<Record<string, string>>): string {
  return `aws_access_key_id = ${env.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${env.AWS_SECRET_ACCESS_KEY}\n`;
}
