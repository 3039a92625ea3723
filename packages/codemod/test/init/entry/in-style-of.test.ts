import { describe, expect, it } from 'vitest';
import { inStyleOf } from '../../../src/init/entry/in-style-of.ts';

const TEXT = "// It's here.\nimport { a } from 'b';\n\nawait a('c');\n";

describe('the style of the neighbouring file', () => {
  it.each([
    ["import x from 'y';", TEXT],
    ['import x from "y";', '// It\'s here.\nimport { a } from "b";\n\nawait a("c");\n'],
    ["import x from 'y'", "// It's here.\nimport { a } from 'b'\n\nawait a('c')\n"],
    ["import 'y'", "// It's here.\nimport { a } from 'b'\n\nawait a('c')\n"],
    ['const x = require("y");', '// It\'s here.\nimport { a } from "b";\n\nawait a("c");\n'],
    ["#!/usr/bin/env node\r\nimport x from 'y';\r\n", TEXT.replaceAll('\n', '\r\n')],
    ['', TEXT],
    ['const x = 1', TEXT],
  ])('of %j', (neighbour, expected) => {
    expect(inStyleOf(TEXT, neighbour)).toBe(expected);
  });

  it('keeps quotes in a line that has both kinds', () => {
    expect(inStyleOf(`a('"');`, 'import x from "y";')).toBe(`a('"');`);
  });
});
