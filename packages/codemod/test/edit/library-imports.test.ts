import { describe, expect, it } from 'vitest';
import { libraryImportEdits } from '../../src/edit/library-imports.ts';
import { applyEdits } from '../../src/edit/splice.ts';
import type { LibraryImport } from '../../src/types.ts';
import { parsedProject } from '../support/parsed-project.ts';

const LIB = '@mcp-multi-account/cred-extract';

function imports(text: string, names: LibraryImport[] = ['perAccount'], path = 'src/a.ts') {
  const [file] = parsedProject({ [path]: text }).files;
  if (!file) throw new Error('not parsed');
  const result = libraryImportEdits(file, new Set(names));
  return { output: applyEdits(text, result.edits), ...result };
}

const withImport = (text: string, names?: LibraryImport[], path?: string) => imports(text, names, path).output;

describe('a new import', () => {
  it('follows the last import', () => {
    expect(withImport("import a from 'a';\nimport b from 'b';\n\na(b);\n")).toBe(
      `import a from 'a';\nimport b from 'b';\nimport { perAccount } from '${LIB}';\n\na(b);\n`,
    );
  });

  it('stands above what the file makes between its imports: compiled to a require, it would come too late there', () => {
    const head = "import a from 'a';\n";
    const tail = "\nimport b from 'b';\nb();\n";
    const added = `import { perAccount } from '${LIB}';\n`;
    expect(withImport(`${head}const made = new a();${tail}`)).toBe(`${head}${added}const made = new a();${tail}`);
    expect(withImport(`${head}a.config();${tail}`)).toBe(
      `${head}a.config();${tail.replace('b();\n', `${added}b();\n`)}`,
    );
    expect(withImport(`const made = new Map();${tail}`)).toBe(
      `const made = new Map();${tail.replace('b();\n', `${added}b();\n`)}`,
    );
  });

  it('lists its names in alphabetical order', () => {
    expect(withImport("import a from 'a';\n", ['withAccountContext', 'perAccount', 'targetAccountId'])).toBe(
      `import a from 'a';\nimport { perAccount, targetAccountId, withAccountContext } from '${LIB}';\n`,
    );
  });

  it('takes over double quotes, missing semicolons and CRLF', () => {
    expect(withImport('import a from "a"\r\nimport b from "b"\r\nb(a)\r\n')).toBe(
      `import a from "a"\r\nimport b from "b"\r\nimport { perAccount } from "${LIB}"\r\nb(a)\r\n`,
    );
  });

  it('leaves a comment with the import it stands beside', () => {
    expect(withImport("import a from 'a'; // needed\na();\n")).toBe(
      `import a from 'a'; // needed\nimport { perAccount } from '${LIB}';\na();\n`,
    );
  });

  it('comes between an import and code on the same line', () => {
    expect(withImport("import a from 'a'; a();")).toBe(`import a from 'a';\nimport { perAccount } from '${LIB}'; a();`);
  });

  it('follows an import that spans lines and ends the file', () => {
    expect(withImport("import {\n  a,\n} from 'a';")).toBe(
      `import {\n  a,\n} from 'a';\nimport { perAccount } from '${LIB}';`,
    );
  });

  it('stands on top of a file without imports', () => {
    expect(withImport('export const a = 1;\n')).toBe(`import { perAccount } from '${LIB}';\n\nexport const a = 1;\n`);
  });

  it.each([
    ['a byte order mark', '\uFEFF'],
    ['a shebang', '#!/usr/bin/env node\n'],
    ['a shebang after a byte order mark', '\uFEFF#!/usr/bin/env node\n'],
    ['a directive', "'use strict';\n"],
    ['a licence', '/*\n * Copyright somebody\n */\n'],
    ['a licence behind a shebang', '#!/usr/bin/env node\n// SPDX-License-Identifier: MIT\n'],
    ['a pragma', '// @ts-check\n'],
    ['a reference', '/// <reference types="node" />\n'],
    ["the file's own comment", '/** What this file is for. */\n\n'],
  ])('stands below %s', (_, head) => {
    expect(withImport(`${head}export const a = 'x';\n`)).toBe(
      `${head}import { perAccount } from '${LIB}';\n\nexport const a = 'x';\n`,
    );
  });

  it('stands above the comment of the first statement', () => {
    expect(withImport('/** The answer. */\nexport const a = 42;\n')).toBe(
      `import { perAccount } from '${LIB}';\n\n/** The answer. */\nexport const a = 42;\n`,
    );
  });
});

describe('CommonJS', () => {
  const require = `const { perAccount } = require('${LIB}');`;

  it('follows the last of the leading requires', () => {
    expect(
      withImport("'use strict';\nconst a = require('a');\nconst { b } = require('b');\n\na(b);\n", undefined, 'a.js'),
    ).toBe(`'use strict';\nconst a = require('a');\nconst { b } = require('b');\n${require}\n\na(b);\n`);
  });

  it('does not follow a require that stands below code', () => {
    const text = "const a = require('a');\nconst c = new a.Client();\nconst b = require('b');\n";
    expect(withImport(text, undefined, 'a.js')).toBe(
      `const a = require('a');\n${require}\nconst c = new a.Client();\nconst b = require('b');\n`,
    );
  });

  it('counts configuration calls and members of a require as requires', () => {
    const text = "require('dotenv').config();\nconst { b } = require('b').promises;\nmodule.exports = b;\n";
    expect(withImport(text, undefined, 'a.js')).toBe(text.replace('promises;\n', `promises;\n${require}\n`));
  });

  it('is chosen for .cjs, and not for .mjs or a file with exports', () => {
    expect(withImport('f();\n', undefined, 'a.cjs')).toBe(`${require}\n\nf();\n`);
    expect(withImport("const a = require('a');\n", undefined, 'a.mjs')).toMatch(/^import /);
    expect(withImport("const a = require('a');\nexport default a;\n", undefined, 'a.js')).toMatch(/^import /);
    expect(withImport('exports.a = 1;\n', undefined, 'a.js')).toContain(require);
  });

  it('renames with a colon', () => {
    const text = "const a = require('a');\nfunction perAccount() {}\n";
    const { output, localName } = imports(text, ['perAccount'], 'a.js');
    expect(output).toContain(`const { perAccount: perAwsAccount } = require('${LIB}');`);
    expect(localName('perAccount')).toBe('perAwsAccount');
  });

  it('in TypeScript becomes a typed import', () => {
    expect(withImport("const a = require('a');\n", undefined, 'a.cts')).toContain(
      `import { perAccount } from '${LIB}';`,
    );
    const { output, localName } = imports("import a = require('a');\na();\n", ['perAccount'], 'a.cts');
    expect(output).toBe(`import a = require('a');\nimport credExtract = require('${LIB}');\na();\n`);
    expect(localName('perAccount')).toBe('credExtract.perAccount');
  });
});

describe('a file that imports from the library already', () => {
  it.each([
    ['one line', '{ accountEnv, withAccounts }', '{ accountEnv, perAccount, withAccounts }'],
    ['a first place', '{ withAccounts }', '{ perAccount, withAccounts }'],
    ['a last place', '{ accountEnv }', '{ accountEnv, perAccount }'],
    ['several lines', '{\n  accountEnv,\n  withAccounts,\n}', '{\n  accountEnv,\n  perAccount,\n  withAccounts,\n}'],
    ['several lines, last', '{\n  accountEnv,\n}', '{\n  accountEnv,\n  perAccount,\n}'],
    ['an unsorted list', '{ withAccounts, accountEnv }', '{ withAccounts, accountEnv, perAccount }'],
  ])('gets a longer list (%s)', (_, before, after) => {
    expect(withImport(`import ${before} from '${LIB}';\n`)).toBe(`import ${after} from '${LIB}';\n`);
    expect(withImport(`const ${before} = require('${LIB}');\n`, undefined, 'a.js')).toBe(
      `const ${after} = require('${LIB}');\n`,
    );
  });

  it('gets several names at once, each at its place', () => {
    const text = `import { currentAccount, targetAccountId } from "${LIB}";\n`;
    expect(withImport(text, ['withAccounts', 'accountEnv', 'perAccount'])).toBe(
      `import { accountEnv, currentAccount, perAccount, targetAccountId, withAccounts } from "${LIB}";\n`,
    );
  });

  it('is left alone when it has the names, under an alias too', () => {
    const { edits, localName } = imports(`import { perAccount as per } from '${LIB}';\nper();\n`);
    expect(edits).toEqual([]);
    expect(localName('perAccount')).toBe('per');
  });

  it('is left alone when it imports the library as one object', () => {
    const { edits, localName } = imports(`import * as accounts from '${LIB}';\n`);
    expect(edits).toEqual([]);
    expect(localName('perAccount')).toBe('accounts.perAccount');
  });

  it('gets a statement of its own beside an `import type`', () => {
    const text = `import type { AccountInfo } from '${LIB}';\n`;
    expect(withImport(text)).toBe(`${text}import { perAccount } from '${LIB}';\n`);
  });

  it('does not take an inline type import for the value', () => {
    const { output, localName } = imports(`import { asServer, type perAccount } from '${LIB}';\n`);
    expect(output).toBe(`import { asServer, perAccount as perAwsAccount, type perAccount } from '${LIB}';\n`);
    expect(localName('perAccount')).toBe('perAwsAccount');
  });

  it('changes nothing the second time', () => {
    const once = withImport("import a from 'a';\n", ['perAccount', 'withAccounts']);
    expect(imports(once, ['perAccount', 'withAccounts']).edits).toEqual([]);
  });
});

describe('a name that the file uses itself', () => {
  it.each([
    ['a function', 'function perAccount() {}'],
    ['a parameter', 'const f = (perAccount: number) => perAccount;'],
    ['another import', "import { perAccount } from './billing.ts';"],
    ['a global', 'perAccount();'],
    ['a shorthand property', 'const f = { perAccount };'],
    ['a destructured property', 'const { perAccount } = prices;'],
  ])('is imported under an alias (%s)', (_, code) => {
    const { output, localName } = imports(`${code}\n`);
    expect(output).toContain(`import { perAccount as perAwsAccount } from '${LIB}';`);
    expect(localName('perAccount')).toBe('perAwsAccount');
  });

  it.each([
    ['a property', 'const f = { perAccount: 1 };'],
    ['a member', 'prices.perAccount();'],
    ['a renamed property', 'const { perAccount: price } = prices;'],
    ['a method', 'class Prices { perAccount() {} }'],
    ['a type member', 'interface Prices { perAccount: number }'],
    ['a comment', '// perAccount'],
    ['a string', "const f = 'perAccount';"],
    ['part of a word', 'const perAccountPrice = 1;'],
  ])('is not confused with %s', (_, code) => {
    expect(imports(`${code}\n`).localName('perAccount')).toBe('perAccount');
  });

  it('gets a number when the alias is taken as well', () => {
    const { localName } = imports('const perAccount = 1, perAwsAccount = 2;\n');
    expect(localName('perAccount')).toBe('perAwsAccount2');
  });

  it('has an alias of the same pattern for every export', () => {
    const { localName } = imports(
      'f(accountEnv, targetAccountId, withAccounts, withAccountContext, withTargetAccountId);\n',
    );
    const names: LibraryImport[] = [
      'accountEnv',
      'targetAccountId',
      'withAccounts',
      'withAccountContext',
      'withTargetAccountId',
    ];
    expect(names.map(localName)).toEqual([
      'awsAccountEnv',
      'targetAwsAccountId',
      'withAwsAccounts',
      'withAwsAccountContext',
      'withTargetAwsAccountId',
    ]);
  });
});
