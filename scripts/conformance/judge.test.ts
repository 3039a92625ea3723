import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const LISTED = { sampling: 'The server would ask the client.' };
const passed = (scenario: string) => ({ scenario, complaints: [] });
const failed = (scenario: string) => ({ scenario, complaints: ['no answer'] });

describe('judge', () => {
  it('finds nothing where what applies passes and what is listed fails', () => {
    expect(judge([passed('ping'), failed('sampling')], LISTED)).toEqual([]);
  });

  it('tells why a scenario that applies fails', () => {
    expect(judge([failed('ping'), failed('sampling')], LISTED)).toEqual(['ping fails: no answer']);
  });

  it('does not let a listed scenario pass', () => {
    expect(judge([passed('ping'), passed('sampling')], LISTED)).toEqual([
      'sampling is listed as not applicable, but passes',
    ]);
  });

  it('does not let a scenario be listed that the suite does not have', () => {
    expect(judge([passed('ping')], LISTED)).toEqual(['sampling is listed, but the suite has no such scenario']);
  });
});
