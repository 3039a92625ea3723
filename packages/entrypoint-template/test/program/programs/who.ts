import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { perAccount } from '../../../../cred-extract/src/index.ts';

const sts = perAccount((config) => new STSClient(config({ region: 'us-east-1' })));

/** AWS itself says whose credentials signed the request. */
export async function who(): Promise<string> {
  await sleep(Math.random() * 20);
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return Account ?? 'nobody';
}
