import { Project, SyntaxKind } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { appendProperty } from '../../src/edit/object-property.ts';
import { applyEdits } from '../../src/edit/splice.ts';

function appended(literal: string, property = 'x: 1'): string {
  const text = `f(${literal});`;
  const file = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true }).createSourceFile('a.ts', text);
  const node = file.getFirstDescendantByKindOrThrow(SyntaxKind.ObjectLiteralExpression);
  return applyEdits(text, appendProperty(node, property)).slice(2, -2);
}

describe('a property appended to a literal', () => {
  it.each([
    ['one line', '{ a: 1 }', '{ a: 1, x: 1 }'],
    ['one line, trailing comma', '{ a: 1, }', '{ a: 1, x: 1, }'],
    ['one line, no spaces', '{a: 1}', '{a: 1, x: 1}'],
    ['one line, block comment', '{ a: 1 /* c */ }', '{ a: 1 /* c */, x: 1 }'],
    ['one line, comment after the comma', '{ a: 1, /* c */ }', '{ a: 1, /* c */ x: 1, }'],
    ['empty', '{}', '{ x: 1 }'],
    ['empty with a space', '{ }', '{ x: 1 }'],
    ['empty with a line break', '{\n}', '{ x: 1 }'],
    ['empty with a comment', '{ /* none */ }', '{ /* none */ x: 1 }'],
    ['empty with a line comment', '{\n  // none\n}', '{\n  // none\n  x: 1\n}'],
    ['several lines', '{\n  a: 1\n}', '{\n  a: 1,\n  x: 1\n}'],
    ['several lines, trailing comma', '{\n  a: 1,\n}', '{\n  a: 1,\n  x: 1,\n}'],
    ['tabs', '{\n\t\ta: 1,\n\t}', '{\n\t\ta: 1,\n\t\tx: 1,\n\t}'],
    ['CRLF', '{\r\n  a: 1,\r\n}', '{\r\n  a: 1,\r\n  x: 1,\r\n}'],
    ['CRLF, line comment', '{\r\n  a: 1 // c\r\n}', '{\r\n  a: 1, // c\r\n  x: 1\r\n}'],
    ['line comment', '{\n  a: 1 // c\n}', '{\n  a: 1, // c\n  x: 1\n}'],
    ['line comment after the comma', '{\n  a: 1, // c\n}', '{\n  a: 1, // c\n  x: 1,\n}'],
    ['commented-out property', '{\n  a: 1,\n  // b: 2,\n}', '{\n  a: 1,\n  x: 1,\n  // b: 2,\n}'],
    ['a line comment with a brace', '{\n  a: 1, // }\n}', '{\n  a: 1, // }\n  x: 1,\n}'],
    ['a value over several lines', '{\n  a: z\n    .b()\n}', '{\n  a: z\n    .b(),\n  x: 1\n}'],
    ['two on a line', '{\n  a: 1, b: 2\n}', '{\n  a: 1, b: 2, x: 1\n}'],
    ['brace on the last line', '{ a: 1,\n  b: 2 }', '{ a: 1,\n  b: 2,\n  x: 1 }'],
    ['comma on the next line', '{\n  a: 1\n  , b: 2\n}', '{\n  a: 1\n  , b: 2, x: 1\n}'],
    ['a spread', '{ ...a }', '{ ...a, x: 1 }'],
    ['a method', '{\n  a() {\n    b();\n  },\n}', '{\n  a() {\n    b();\n  },\n  x: 1,\n}'],
    [
      'a URL in the comment',
      '{\n  a: 1, // see https://example.com/a,b\n}',
      '{\n  a: 1, // see https://example.com/a,b\n  x: 1,\n}',
    ],
  ])('keeps the layout: %s', (_, before, after) => {
    expect(appended(before)).toBe(after);
  });

  it('always leaves a literal that parses, with the property last', () => {
    const parts = ['', ' ', '\n  ', ' /* c */ ', ' // c\n'];
    for (const open of parts) {
      for (const close of parts) {
        for (const comma of ['', ',']) {
          const text = appended(`{${open}a: 1${close}${comma}${close}}`);
          const file = new Project({ useInMemoryFileSystem: true }).createSourceFile('a.ts', `f(${text});`);
          const literal = file.getFirstDescendantByKindOrThrow(SyntaxKind.ObjectLiteralExpression);
          expect(
            literal.getProperties().map((property) => property.getText()),
            text,
          ).toEqual(['a: 1', 'x: 1']);
        }
      }
    }
  });
});
