import { describe, expect, it } from 'vitest';
import { addDependency, ManifestError } from '../../src/manifest/manifest-edit.ts';

const add = (text: string, name = '@lib/x', range = '^1.0.0') => addDependency(text, name, range);
const lines = (...text: string[]) => text.join('\n');

describe('addDependency', () => {
  it.each([
    ['at the sorted place', 'b', ['  "dependencies": {', '    "a": "1",', '    "b": "^1.0.0",', '    "c": "3"', '  }']],
    ['first', '@a/b', ['  "dependencies": {', '    "@a/b": "^1.0.0",', '    "a": "1",', '    "c": "3"', '  }']],
    ['last', 'd', ['  "dependencies": {', '    "a": "1",', '    "c": "3",', '    "d": "^1.0.0"', '  }']],
  ])('inserts %s of a sorted list', (_, name, expected) => {
    const before = lines('{', '  "dependencies": {', '    "a": "1",', '    "c": "3"', '  }', '}', '');
    expect(add(before, name)).toBe(lines('{', ...expected, '}', ''));
  });

  it('appends to a list that is not sorted', () => {
    const before = lines('{', '  "dependencies": {', '    "z": "1",', '    "b": "3"', '  }', '}');
    expect(add(before, 'c')).toBe(
      lines('{', '  "dependencies": {', '    "z": "1",', '    "b": "3",', '    "c": "^1.0.0"', '  }', '}'),
    );
  });

  it('keeps tabs, four spaces and CRLF', () => {
    expect(add('{\n\t"dependencies": {\n\t\t"a": "1"\n\t}\n}\n', 'b')).toBe(
      '{\n\t"dependencies": {\n\t\t"a": "1",\n\t\t"b": "^1.0.0"\n\t}\n}\n',
    );
    expect(add('{\r\n    "dependencies": {\r\n        "a": "1"\r\n    }\r\n}\r\n', 'b')).toBe(
      '{\r\n    "dependencies": {\r\n        "a": "1",\r\n        "b": "^1.0.0"\r\n    }\r\n}\r\n',
    );
  });

  it('keeps a byte order mark, a missing final newline and odd trailing space', () => {
    expect(add('\uFEFF{\n  "dependencies": {\n    "a": "1"\n  }\n}  \n\n', 'b')).toBe(
      '\uFEFF{\n  "dependencies": {\n    "a": "1",\n    "b": "^1.0.0"\n  }\n}  \n\n',
    );
    expect(add('{ "dependencies": { "a": "1" } }', 'b')).toBe('{ "dependencies": { "a": "1", "b": "^1.0.0" } }');
  });

  it('fills an empty list in the indent of the file', () => {
    expect(add('{\n  "dependencies": {}\n}\n')).toBe('{\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  }\n}\n');
    expect(add('{\n  "dependencies": {\n  }\n}\n')).toBe('{\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  }\n}\n');
    expect(add('{ "dependencies": {} }')).toBe('{ "dependencies": { "@lib/x": "^1.0.0" } }');
  });

  it('creates the list before the development dependencies', () => {
    expect(add('{\n  "name": "x",\n  "devDependencies": {\n    "a": "1"\n  },\n  "files": []\n}\n')).toBe(
      '{\n  "name": "x",\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  },\n  "devDependencies": {\n    "a": "1"\n  },\n  "files": []\n}\n',
    );
  });

  it('creates the list after the scripts, else at the end', () => {
    expect(add('{\n  "name": "x",\n\n  "scripts": {},\n  "files": []\n}\n')).toBe(
      '{\n  "name": "x",\n\n  "scripts": {},\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  },\n  "files": []\n}\n',
    );
    expect(add('{\n  "name": "x"\n}')).toBe('{\n  "name": "x",\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  }\n}');
    expect(add('{}\n')).toBe('{\n  "dependencies": {\n    "@lib/x": "^1.0.0"\n  }\n}\n');
  });

  it('is not misled by nested keys, by text in strings or by escaped quotes', () => {
    const before = lines(
      '{',
      '  "description": "say \\"dependencies\\": {}",',
      '  "config": { "dependencies": { "a": "1" } },',
      '  "dependencies": {',
      '    "b": "1"',
      '  }',
      '}',
    );
    expect(add(before, 'c')).toBe(before.replace('"b": "1"', '"b": "1",\n    "c": "^1.0.0"'));
  });

  it.each(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'])(
    'leaves a package that %s already names',
    (list) => {
      const before = `{\n  "${list}": {\n    "@lib/x": "file:../x"\n  }\n}\n`;
      expect(add(before)).toBe(before);
    },
  );

  it('changes nothing the second time', () => {
    const once = add('{\n  "name": "x"\n}\n');
    expect(add(once)).toBe(once);
  });

  it('gives JSON that holds what it held, and the package', () => {
    const manifest = {
      name: 'x',
      scripts: { a: 'b' },
      dependencies: { zod: '1', a: '2' },
      devDependencies: { c: '3' },
    };
    const after = JSON.parse(add(JSON.stringify(manifest)));
    expect(after).toEqual({ ...manifest, dependencies: { ...manifest.dependencies, '@lib/x': '^1.0.0' } });
  });

  it.each([
    ['', /not valid JSON/],
    ['{ "name": "x", }', /not valid JSON/],
    ['// comment\n{}', /not valid JSON/],
    ['[]', /does not hold a JSON object/],
    ['null', /does not hold a JSON object/],
    ['"text"', /does not hold a JSON object/],
    ['{ "dependencies": [] }', /"dependencies".* is not an object/],
    ['{ "dependencies": "none" }', /"dependencies".* is not an object/],
  ])('refuses %j with a message for the user', (text, message) => {
    expect(() => add(text)).toThrow(ManifestError);
    expect(() => add(text)).toThrow(message);
  });
});
