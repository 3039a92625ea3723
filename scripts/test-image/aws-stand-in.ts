// The `aws` command of scripts/test-image/push.ts: what ECR would say, with a registry on loopback behind it. Its answers are
// those of AWS CLI v2, of which build_and_push.sh reads text.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fetchWith, type RegistryAddress } from './fetch-with.ts';

const { STAND_IN_FOLDER: folder = '', STAND_IN_ADDRESS = '' } = process.env;
const address = JSON.parse(readFileSync(STAND_IN_ADDRESS, 'utf8')) as RegistryAddress;
const args = process.argv.slice(2);
appendFileSync(`${folder}/calls`, `${JSON.stringify(args)}\n`);

const [service, operation] = args[0] === '--region' ? args.slice(2) : args;
console.log(await answer(`${service} ${operation}`));

async function answer(call: string): Promise<string> {
  switch (call) {
    case 'sts get-caller-identity':
      return '111122223333';
    case 'ecr describe-repositories':
      return existsSync(`${folder}/repository`) ? 'IMMUTABLE' : refuse(call, 'RepositoryNotFoundException');
    case 'ecr create-repository':
      writeFileSync(`${folder}/repository`, '');
      return '{ "repository": {} }';
    case 'ecr get-login-password':
      return address.authorization.split(':')[1] ?? '';
    case 'ecr describe-images':
      return digestOf(option('--repository-name'), option('--image-ids').replace('imageTag=', ''));
    default:
      return refuse(call, 'there is no stand-in for this');
  }
}

async function digestOf(repository: string, tag: string): Promise<string> {
  const { status, body } = await fetchWith(address, `/v2/${repository}/manifests/${tag}`);
  if (status !== 200) return refuse('ecr describe-images', 'ImageNotFoundException');
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function option(name: string): string {
  return args[args.indexOf(name) + 1] ?? '';
}

function refuse(call: string, reason: string): never {
  console.error(`An error occurred (${reason}) when calling ${call}`);
  process.exit(254);
}
