import { describe, expect, it } from 'vitest';
import { toXml } from '../../../src/testing/protocols/xml.ts';

describe('toXml', () => {
  it('nests elements in the order of the keys', () => {
    expect(toXml('A', { B: 'x', C: { D: 1, E: false } })).toBe('<A><B>x</B><C><D>1</D><E>false</E></C></A>');
  });

  it('repeats the element of a list, and leaves out an empty one', () => {
    expect(toXml('A', { B: ['x', 'y'], C: [] })).toBe('<A><B>x</B><B>y</B></A>');
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(toXml('A', { B: undefined, C: '', D: {}, E: 0 })).toBe('<A><C></C><D></D><E>0</E></A>');
  });

  it('writes times as ISO 8601', () => {
    expect(toXml('T', new Date(0))).toBe('<T>1970-01-01T00:00:00.000Z</T>');
  });

  it('gives the namespace to the outermost element only', () => {
    expect(toXml('A', { B: 'x' }, 'urn:n')).toBe('<A xmlns="urn:n"><B>x</B></A>');
  });

  it('keeps markup and line breaks of text from being read as such', () => {
    expect(toXml('A', `<b>&"\r\n`)).toBe('<A>&lt;b&gt;&amp;&quot;&#13;&#10;</A>');
  });
});
