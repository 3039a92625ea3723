import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { DATABASE_SERVERS, pythonSchema, type TestDatabase } from '../support/account-databases.ts';
import { hasPythonCryptography, runPython } from '../support/python.ts';

const SERVER = '999999999999';
const KEYS = '333333333333';
const ROLE = '444444444444';
const EXTERNAL_ID = 'python-external-id';
const SECRET = 'pythonSecret/K7MDENG+bPxRfiCYEXAMPLEKEY0';
const BUCKET_SERVER = fileURLToPath(new URL('../support/bucket-server.ts', import.meta.url));
/** As the Python system makes it: `Fernet.generate_key()` is 32 bytes in URL-safe base64. */
const ENCRYPTION_KEY = randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/** Rows as the Python system writes them, with a secret that its `cryptography` has encrypted now. */
function pythonRows(): string {
  const token = runPython('print(json.dumps(Fernet(data["key"]).encrypt(data["secret"].encode()).decode()))', {
    key: ENCRYPTION_KEY,
    secret: SECRET,
  });
  const [org, one, two] = [1, 2, 3].map((number) => `0a0a0a0a-0000-4000-8000-00000000000${number}`);
  return `
    insert into organizations (id, name, external_id) values ('${org}', 'Org', '${EXTERNAL_ID}');
    insert into aws_accounts
      (id, account_id, alias, auth_type, access_key_id, secret_access_key_encrypted, role_arn, region, org_id) values
      ('${one}', '${KEYS}', 'py-keys', 'aksk', 'AKIAPYTHON0000000000', '${token}', null, 'eu-west-1', '${org}'),
      ('${two}', '${ROLE}', 'py-role', 'iam_role', null, null, 'arn:aws:iam::${ROLE}:role/CostQRole', 'us-east-1', '${org}');`;
}

const everything = (database: TestDatabase) =>
  Promise.all(['organizations', 'aws_accounts'].map((table) => database.sql(`select * from ${table} order by id`)));

describe.runIf(hasPythonCryptography()).each(['PostgreSQL', 'SQLite'] as const)(
  'a database of the Python system on %s',
  (kind) => {
    let aws: LocalAws;
    let databases: Awaited<ReturnType<(typeof DATABASE_SERVERS)[typeof kind]>>;
    let database: TestDatabase;
    let client: Client;

    beforeAll(async () => {
      aws = await startLocalAws({
        accounts: [
          { accountId: SERVER },
          { accountId: KEYS, accessKeys: [{ accessKeyId: 'AKIAPYTHON0000000000', secretAccessKey: SECRET }] },
          { accountId: ROLE, roles: [{ name: 'CostQRole', trustedAccounts: [SERVER], externalId: EXTERNAL_ID }] },
        ],
      });
      databases = await DATABASE_SERVERS[kind]();
      database = await databases.createDatabase();
      await database.sql(pythonSchema(kind) + pythonRows());
      client = new Client({ name: 'test', version: '1.0.0' });
      const env = { ...aws.env(SERVER), PATH: process.env.PATH ?? '', DATABASE_URL: database.url, ENCRYPTION_KEY };
      await client.connect(
        new StdioClientTransport({ command: process.execPath, args: ['--import', 'tsx', BUCKET_SERVER], env }),
      );
    });
    afterAll(async () => {
      await client.close();
      await databases.stop();
      await aws.close();
    });

    async function bucketsOf(target?: string): Promise<string> {
      const args = target === undefined ? {} : { target_account_id: target };
      const result = await client.callTool({ name: 'list-buckets', arguments: args });
      return (result.content as [{ text: string }])[0].text;
    }

    it("serves tool calls by key pair, by role with its organization's external ID, by alias, and changes nothing", async () => {
      const before = await everything(database);
      const answers = await Promise.all([KEYS, ROLE, 'py-keys', 'py-role', undefined].map(bucketsOf));
      expect(answers).toEqual([`data-${KEYS}`, `data-${ROLE}`, `data-${KEYS}`, `data-${ROLE}`, `data-${SERVER}`]);
      expect(await bucketsOf('555555555555')).toContain('account_not_found');
      expect(await everything(database)).toEqual(before);
    });

    it('takes a record in Fernet mode that Python reads back, and goes on serving its own', async () => {
      const env = { DATABASE_URL: database.url, ENCRYPTION_KEY, SECRET_FORMAT: 'fernet' };
      const store = openAccountStore({ env });
      await store.migrate();
      const written = {
        account_id: '555555555555',
        access_key_id: 'AKIANODEJS0000000000',
        secret_access_key: 'from/Node+js',
      };
      await store.put({ auth_type: 'aksk', ...written });
      await store.close();
      const [row] = await database.sql("select * from aws_accounts where account_id = '555555555555'");
      const read = 'print(json.dumps(Fernet(data["key"]).decrypt(data["token"].encode()).decode()))';
      expect(runPython(read, { key: ENCRYPTION_KEY, token: row?.secret_access_key_encrypted })).toBe('from/Node+js');
      expect(await bucketsOf(KEYS)).toBe(`data-${KEYS}`);
      expect(await bucketsOf('py-role')).toBe(`data-${ROLE}`);
    });
  },
);
