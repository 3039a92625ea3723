import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

function reports(code: string, path = 'src/a.ts') {
  const { files, reports } = rewrittenClients({ [path]: code });
  expect(files[path]).toBe(code);
  return reports.map(({ name, line, verdict, how }) => [name, line, verdict, how].join(' '));
}

describe('AWS SDK v2', () => {
  it.each([
    "import AWS from 'aws-sdk';",
    "import * as AWS from 'aws-sdk';",
    "import { S3 } from 'aws-sdk';",
    "const AWS = require('aws-sdk');",
    "const { S3 } = await import('aws-sdk');",
  ])('is reported where it is imported: %s', (statement) => {
    expect(reports(`\n${statement}\n`)).toEqual(['aws-sdk 2 other-sdk manual']);
  });

  it('is recognized by service', () => {
    expect(reports("import S3 from 'aws-sdk/clients/s3';\n")).toEqual(['aws-sdk/clients/s3 1 other-sdk manual']);
  });

  it.each([
    "import type { S3 } from 'aws-sdk';",
    "import { type S3 } from 'aws-sdk';",
    "import mock from 'aws-sdk-client-mock';",
    "const text = 'aws-sdk';",
  ])('is not seen in %s', (statement) => {
    expect(reports(`${statement}\n`)).toEqual([]);
  });
});

describe('own signing', () => {
  it.each(['aws4', 'aws4fetch', '@smithy/signature-v4', '@aws-sdk/signature-v4', '@aws-sdk/signature-v4-crt'])(
    'with %s is reported',
    (module) => {
      expect(reports(`import * as signing from '${module}';\n`)).toEqual([`${module} 1 own-signing manual`]);
    },
  );
});

describe('the AWS CLI', () => {
  const IMPORT = "import { exec, execFile, execSync, spawn } from 'node:child_process';\n";

  it.each([
    "spawn('aws', ['s3', 'ls']);",
    "execFile('aws', ['s3', 'ls'], done);",
    "exec('aws s3 ls', done);",
    `execSync(\`aws s3 ls \${bucket}\`);`,
    'exec(`aws s3 ls`);',
    "const CLI = 'aws';\nspawn(CLI, []);",
    "const cli = isWindows ? 'aws.exe' : 'aws';\nspawn(cli, []);",
    "exec('aws s3 ls ' + bucket + ' --recursive');",
    "const run = promisify(exec);\nawait run('aws sts get-caller-identity');",
    "const run = util.promisify(execFile);\nawait run('aws', []);",
  ])('is reported where it is started: %s', (code) => {
    const line = 1 + code.split('\n').length;
    expect(reports(`${IMPORT}${code}\n`)).toEqual([`aws ${line} child-process manual`]);
  });

  it('is reported where a helper starts it', () => {
    const code = `${IMPORT}const run = (command: string) => spawn(command, []);\nrun('git');\nrun('aws');\n`;
    expect(reports(code)).toEqual(['aws 2 child-process manual']);
    expect(reports(code.replace("run('aws');", ''))).toEqual([]);
  });

  it('is recognized through require, a namespace and execa', () => {
    expect(reports("const { spawn } = require('child_process');\nspawn('aws');\n", 'a.js')).toHaveLength(1);
    expect(reports("import * as cp from 'child_process';\ncp.execSync('aws s3 ls');\n")).toHaveLength(1);
    expect(reports("import { execa } from 'execa';\nawait execa('aws', ['s3']);\n")).toHaveLength(1);
  });

  it.each([
    "spawn('git', ['aws']);",
    "exec('awscurl https://x');",
    `exec(\`\${command} aws\`);`,
    'spawn(command, args);',
    "pattern.exec('aws s3 ls');",
    'exec();',
  ])('is not seen in %s', (code) => {
    expect(reports(`${IMPORT}${code}\n`)).toEqual([]);
  });
});

describe('a file that uses accountEnv()', () => {
  const LIBRARY = "import { accountEnv } from '@mcp-multi-account/cred-extract';\n";

  it('has taken care of its commands and signatures', () => {
    const code = `import { spawn } from 'node:child_process';\n${LIBRARY}spawn('aws', [], { env: { ...process.env, ...accountEnv() } });\n`;
    expect(reports(code)).toEqual(['aws 3 already-done source']);
    expect(reports(`import aws4 from 'aws4';\n${LIBRARY}aws4.sign(request, keys(accountEnv()));\n`)).toEqual([
      'aws4 1 already-done source',
    ]);
  });

  it('has not when it only imports it, or has a function of that name', () => {
    const use = "import { spawn } from 'node:child_process';\nspawn('aws', []);\n";
    expect(reports(`${LIBRARY}${use}`)).toEqual(['aws 3 child-process manual']);
    expect(reports(`${use}function accountEnv() {}\naccountEnv();\n`)).toEqual(['aws 2 child-process manual']);
  });
});

describe('every reason', () => {
  it('names what to do', () => {
    const { reports } = rewrittenClients({
      'a.ts':
        "import AWS from 'aws-sdk';\nimport aws4 from 'aws4';\nimport { exec } from 'child_process';\nexec('aws s3 ls');\n",
    });
    expect(reports.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('SDK v3'),
      expect.stringContaining('accountEnv()'),
      expect.stringContaining('accountEnv()'),
    ]);
  });
});
