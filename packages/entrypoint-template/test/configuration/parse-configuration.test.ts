import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../src/configuration/parse-configuration.ts';

const parse = (text: string | undefined) => parseConfiguration('RUNTIME_CONFIG_SECRET_ID', text);

describe('the content of a runtime configuration', () => {
  it('is a JSON object, whose lists have commas between their parts', () => {
    const value = {
      TEXT: 'a b',
      NUMBER: 5,
      FLAG: true,
      LIST: ['a', 1],
      EMPTY: '',
      NONE: null,
      POLICY: { rules: [{}] },
    };
    expect(parse(` ${JSON.stringify(value)}\n`)).toEqual({
      TEXT: 'a b',
      NUMBER: '5',
      FLAG: 'true',
      LIST: 'a,1',
      EMPTY: '',
      POLICY: '{"rules":[{}]}',
    });
  });

  it('is lines, with quotes and comments as in .env', () => {
    expect(parse('# comment\nA=1\nexport B="two words" # why\n\nC=\'x=y\'\r\nD=')).toEqual({
      A: '1',
      B: 'two words',
      C: 'x=y',
      D: '',
    });
  });

  it('may be an empty object', () => {
    expect(parse('{}')).toEqual({});
  });

  it.each([
    undefined,
    '',
    '  ',
    'hunter2',
    '# only a comment',
    '{"A":',
    '{"A":1}x',
    '["A"]',
    'null',
    '{"a b":"hunter2"}',
    '{"":"x"}',
  ])('is refused as %j, without a word of it', (text) => {
    expect(() => parse(text)).toThrow(/^RUNTIME_CONFIG_SECRET_ID: what it names must be a JSON object(?!.*hunter2)/);
  });
});
