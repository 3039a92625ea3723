import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

function reports(code: string, path = 'src/a.ts') {
  const { files, reports } = rewrittenClients({ [path]: code });
  expect(files[path]).toBe(code);
  return reports.map(({ name, line, verdict, how }) => [name, line, verdict, how].join(' '));
}

function clients(code: string, path = 'src/a.ts') {
  return rewrittenClients({ [path]: code }).reports;
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

  it.each([
    "const text = ['AWS4-HMAC-SHA256', date].join(',');",
    `const header = \`AWS4-HMAC-SHA256 Credential=\${key}\`;`,
    `function sign() {}\nconst header = \`\${key}\n AWS4-HMAC-SHA256\n \${key} AWS4-HMAC-SHA256\`;`,
  ])('by hand is reported once, at the statement that names the algorithm: %s', (code) => {
    const line = code.split('\n').findIndex((text) => text.startsWith('const')) + 1;
    expect(reports(`${code}\n`)).toEqual([`AWS4-HMAC-SHA256 ${line} own-signing manual`]);
  });

  it('by hand beside a library for it is named once', () => {
    expect(reports("import aws4 from 'aws4';\nconst name = 'AWS4-HMAC-SHA256';\n")).toEqual([
      'aws4 1 own-signing manual',
    ]);
  });

  it('by hand with the environment of the call is done', () => {
    const code = "const { AWS_SECRET_ACCESS_KEY: key } = accountEnv();\nsign(key, 'AWS4-HMAC-SHA256');\n";
    const own = "import { accountEnv } from '@mcp-multi-account/cred-extract';\n";
    expect(clients(own + code).map(({ verdict, how }) => `${verdict} ${how}`)).toEqual(['already-done source']);
  });

  it('is not seen in a comment that names the algorithm', () => {
    expect(reports('// AWS4-HMAC-SHA256\nexport const a = 1; // AWS4-HMAC-SHA256\n')).toEqual([]);
  });
});

describe('the AWS CLI and programs on top of it', () => {
  const IMPORT = "import { exec, execFile, execSync, spawn } from 'node:child_process';\n";
  const found = (code: string, path?: string) => clients(code, path).map(({ name, line }) => `${name} ${line}`);

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
    "exec('cd infra && AWS_PAGER= aws s3 ls');",
  ])('is found where it is started: %s', (code) => {
    expect(found(`${IMPORT}${code}\n`)).toEqual([`aws ${1 + code.split('\n').length}`]);
  });

  it.each(['sam', 'cdk', 'terraform', 'tofu', 'eksctl', 'pulumi', 'npx cdk', 'npx -y sls'])(
    'is found as %s',
    (name) => {
      expect(found(`${IMPORT}exec('${name} deploy');\n`)).toEqual([`${name.split(' ').at(-1)} 2`]);
    },
  );

  it('is reported where a helper starts it', () => {
    const code = `${IMPORT}const run = (command: string) => spawn(command, []);\nrun('git');\nrun('aws');\n`;
    expect(reports(code)).toEqual(['aws 2 child-process manual']);
    expect(reports(code.replace("run('aws');", ''))).toEqual([]);
  });

  it('is recognized through require, a namespace, execa and cross-spawn', () => {
    expect(found("const { spawn } = require('child_process');\nspawn('aws');\n", 'a.js')).toHaveLength(1);
    expect(found("import * as cp from 'child_process';\ncp.execSync('aws s3 ls');\n")).toHaveLength(1);
    expect(found("import { execa } from 'execa';\nawait execa('aws', ['s3']);\n")).toHaveLength(1);
    expect(found("import spawn from 'cross-spawn';\nspawn.sync('aws', ['s3']);\n")).toHaveLength(1);
  });

  it.each([
    "spawn('git', ['aws']);",
    "exec('awscurl https://x');",
    "exec('samtools view');",
    `exec(\`\${command} aws\`);`,
    'spawn(command, args);',
    "pattern.exec('aws s3 ls');",
    'exec();',
    "import { toString } from 'node:child_process';\ntoString('aws');",
  ])('is not seen in %s', (code) => {
    expect(reports(`${IMPORT}${code}\n`)).toEqual([]);
  });

  it.each([
    "spawn('aws', ['s3', 'ls', '--profile', profile]);",
    `execSync(\`aws s3 ls --profile \${profile}\`);`,
    "execSync('AWS_PROFILE=prod aws s3 ls');",
    "const args = ['s3', '--profile', profile];\nspawn('aws', args);",
    "spawn('aws', [...base, '--profile=prod']);",
  ])('is left alone where a profile would outrank the account: %s', (code) => {
    const [report] = clients(`${IMPORT}${code}\n`);
    expect(report?.how).toBe('manual');
    expect(report?.reason).toContain('profile');
  });
});

describe('a file that uses accountEnv()', () => {
  const LIBRARY = "import { accountEnv } from '@mcp-multi-account/cred-extract';\n";

  it('has taken care of its commands and signatures', () => {
    const code = `import { spawn } from 'node:child_process';\n${LIBRARY}spawn('aws', [], { env: accountEnv() });\n`;
    expect(reports(code)).toEqual(['aws 3 already-done source']);
    expect(reports(`import aws4 from 'aws4';\n${LIBRARY}aws4.sign(request, keys(accountEnv()));\n`)).toEqual([
      'aws4 1 already-done source',
    ]);
    const built = `import { spawn } from 'node:child_process';\n${LIBRARY}const env = accountEnv();\nspawn('aws', [], { env });\n`;
    expect(reports(built)).toEqual(['aws 4 already-done source']);
  });

  it('has not taken care of its signatures by an environment for a command', () => {
    const code = `import aws4 from 'aws4';\nimport { spawn } from 'node:child_process';\n${LIBRARY}spawn('aws', [], { env: accountEnv() });\n`;
    expect(reports(code)).toEqual(['aws4 1 own-signing manual', 'aws 4 already-done source']);
  });

  it('has not when it only imports it, or has a function of that name', () => {
    const use = "import { spawn } from 'node:child_process';\nspawn('aws', x);\n";
    expect(reports(`${LIBRARY}${use}`)).toEqual(['aws 3 child-process manual']);
    expect(reports(`${use}function accountEnv() {}\naccountEnv();\n`)).toEqual(['aws 2 child-process manual']);
  });
});

describe('every reason', () => {
  it('names what to do', () => {
    const { reports } = rewrittenClients({
      'a.ts':
        "import AWS from 'aws-sdk';\nimport aws4 from 'aws4';\nimport { exec } from 'child_process';\nexec('aws s3 ls', x);\n",
    });
    expect(reports.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('SDK v3'),
      expect.stringContaining('accountEnv()'),
      expect.stringContaining('accountEnv()'),
    ]);
  });
});
