import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { committed } from '../support/committed-template.ts';
import { anchorsOf, commandsOf, REPOSITORY, readDocument } from '../support/document.ts';

const DEPLOY = readDocument('docs/deploy.md');
const INFRASTRUCTURE = readDocument('docs/infrastructure.md');
const BOTH = DEPLOY + INFRASTRUCTURE;
const TEMPLATES = readdirSync(join(REPOSITORY, 'templates/infrastructure/cloudformation')).map((file) =>
  file.replace('.yaml', ''),
);

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the commands of docs/deploy.md', () => {
  const deployments = commandsOf(DEPLOY).flatMap((command) => {
    const [template] = all(command, /--template-file \$TEMPLATES\/([\w-]+)\.yaml/g);
    const given = all(command.split('--parameter-overrides')[1] ?? '', /(?:^| )([A-Z]\w+)=/g);
    return template === undefined ? [] : [{ command, template, given }];
  });

  it('deploy templates that are there', () => {
    expect(deployments.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['minimal', 'full', 'logs', 'member-role', 'member-roles']),
    );
    expect(deployments.filter(({ template }) => !TEMPLATES.includes(template))).toEqual([]);
  });

  it('give parameters that the templates have, and all that they require', () => {
    for (const { template, given } of deployments) {
      const { Parameters } = committed(template);
      expect(Object.keys(Parameters), template).toEqual(expect.arrayContaining([...given]));
      const required = Object.entries(Parameters).flatMap(([name, { Default }]) =>
        Default === undefined ? [name] : [],
      );
      // The one that only changes the image leaves the rest as it is.
      if (given.join() !== 'ImageDigest') expect(given, template).toEqual(expect.arrayContaining(required));
    }
  });

  it('allow what the templates make: roles with names, and roles', () => {
    for (const { command, template } of deployments) {
      const named = JSON.stringify(committed(template).Resources).includes('"RoleName"');
      if (named) expect(command, template).toContain('CAPABILITY_NAMED_IAM');
    }
  });

  it('read outputs that the stacks have', () => {
    const known = [...Object.keys(committed('minimal').Outputs), ...Object.keys(committed('full').Outputs)];
    const read = all(DEPLOY, /\boutput ([A-Z][a-z]\w+)/g);
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('use options that build_and_push.sh has', () => {
    const help = spawnSync(join(REPOSITORY, 'scripts/build_and_push.sh'), ['--help'], { encoding: 'utf8' }).stdout;
    const used = commandsOf(DEPLOY).filter((command) => command.includes('build_and_push.sh'));
    expect(used.length).toBeGreaterThan(2);
    for (const name of used.flatMap((command) => all(command, /(--[a-z-]+|\b[A-Z]+_?[A-Z]+)(?==| )/g))) {
      if (name !== 'IMAGE') expect(help, name).toContain(name);
    }
  });

  it('are written in shell', () => {
    for (const command of [DEPLOY, INFRASTRUCTURE].map((text) => commandsOf(text).join('\n'))) {
      expect(spawnSync('bash', ['-n'], { input: command, encoding: 'utf8' }).stderr).toBe('');
    }
  });
});

describe('the names in docs/deploy.md and docs/infrastructure.md', () => {
  it('of templates are those of files', () => {
    const named = all(BOTH, /`([a-z-]+)\.yaml`/g);
    expect(named.filter((name) => !TEMPLATES.includes(name))).toEqual([]);
    expect(TEMPLATES.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('of parameters, outputs, alarms, statements and resources are in the templates', () => {
    const templates = TEMPLATES.map((name) => JSON.stringify(committed(name))).join();
    const named = all(BOTH, /`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !templates.includes(name) && !OF_AWS.includes(name))).toEqual([]);
  });

  it('of settings are read by the entry point, the library, the script or the image', () => {
    const sources = [
      ...['entrypoint', 'accounts', 'secrets', 'access', 'sessions'].map((name) => readDocument(`docs/${name}.md`)),
      readDocument('packages/entrypoint-template/src/configuration/known-settings.ts'),
      readDocument('templates/Dockerfile'),
      readDocument('scripts/build_and_push.sh'),
    ].join('\n');
    const named = all(BOTH, /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !sources.includes(name) && !OF_AWS.includes(name))).toEqual([]);
  });

  it('of Terraform variables and outputs are declared', () => {
    const modules = join(REPOSITORY, 'templates/infrastructure/terraform/modules');
    for (const [, module = '', , variables = '', outputs = ''] of INFRASTRUCTURE.matchAll(
      /^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm,
    )) {
      const text = ['variables.tf', 'outputs.tf']
        .map((file) => readFileSync(join(modules, module, file), 'utf8'))
        .join();
      for (const name of all(variables, /`(\w+)`/g)) expect(text, module).toContain(`variable "${name}"`);
      for (const name of all(outputs, /`(\w+)`/g)) expect(text, module).toContain(`output "${name}"`);
      expect(all(text, /output "(\w+)"/g), module).toEqual(all(outputs, /`(\w+)`/g));
    }
  });

  it('of failures are those of the library', () => {
    const library = readDocument('docs/library.md');
    const named = all(DEPLOY, /`((?:account|assume|credential|database|access)_[a-z_]+)`/g).filter(
      (name) => name !== 'access_token',
    );
    expect(named.filter((name) => !library.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Names that AWS gave, and templates do not hold. */
const OF_AWS = [
  'AssumeRole',
  'GetGatewayTarget',
  'GetWorkloadAccessTokenForUserId',
  'SynchronizeGatewayTargets',
  'CAPABILITY_IAM',
  'GATEWAY_IAM_ROLE',
  'SYNCHRONIZE_UNSUCCESSFUL',
];

it.each(['docs/deploy.md', 'docs/infrastructure.md', 'templates/infrastructure/README.md'])(
  'the links of %s lead somewhere',
  (path) => {
    const text = readDocument(path);
    for (const link of all(text, /\]\((?!https?:)([^)]+)\)/g)) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(join(REPOSITORY, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readDocument(target)), link).toContain(anchor);
    }
  },
);
