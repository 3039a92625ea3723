import { describe, expect, it } from 'vitest';
import { joinsAsText } from '../../src/templates/joins-as-text.ts';
import { neededDependencies } from '../../src/templates/needed-dependencies.ts';
import { plainTemplate } from '../../src/templates/plain-template.ts';
import { PSEUDO, resolve } from '../support/resolve-template.ts';

/** As `Fn::Sub` writes a reference. */
const $ = (name: string) => `\${${name}}`;
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });

describe('joinsAsText', () => {
  it('writes references and attributes into the text', () => {
    const value = join('arn:', { Ref: 'AWS::Partition' }, ':x/', { 'Fn::GetAtt': ['Store', 'Endpoint.Address'] });
    expect(joinsAsText(value)).toEqual({ 'Fn::Sub': `arn:${$('AWS::Partition')}:x/${$('Store.Endpoint.Address')}` });
  });

  it('means the same as the join', () => {
    const value = join(`a ${$('b')} `, { Ref: 'AWS::Region' }, join('/', { Ref: 'AWS::AccountId' }));
    expect(resolve(joinsAsText(value), PSEUDO)).toBe(resolve(value, PSEUDO));
    expect(resolve(value, PSEUDO)).toBe(`a ${$('b')} us-east-1/999999999999`);
  });

  it('leaves a join with a separator, and one with another function in it', () => {
    const separated = { 'Fn::Join': ['%3A', { 'Fn::Split': [':', { Ref: 'A' }] }] };
    expect(joinsAsText(separated)).toEqual(separated);
    const other = join('a', { 'Fn::Select': [0, { Ref: 'A' }] });
    expect(joinsAsText(other)).toEqual(other);
  });

  it('keeps numbers, booleans, null and lists', () => {
    const value = { a: [1, true, null, 'x'], b: {} };
    expect(joinsAsText(value)).toEqual(value);
  });
});

describe('neededDependencies', () => {
  it('drops what a reference says already, in each way to write one', () => {
    const Properties = {
      a: { Ref: 'A' },
      b: [{ 'Fn::GetAtt': ['B', 'Arn'] }],
      c: { 'Fn::Sub': `x/${$('C.Arn')}/${$('C')}` },
    };
    expect(neededDependencies({ Properties, DependsOn: ['A', 'B', 'C', 'D'] })).toEqual({
      Properties,
      DependsOn: ['D'],
    });
    expect(neededDependencies({ Properties, DependsOn: ['A'] })).toEqual({ Properties });
  });

  it('keeps a resource without dependencies as it is', () => {
    expect(neededDependencies({ Type: 'X' })).toEqual({ Type: 'X' });
  });
});

it('drops sections of the CDK and keeps those of people', () => {
  const Tags = [{ Key: 'aws-cdk:subnet-type', Value: 'Public' }];
  const own = { Key: 'team', Value: 'shop' };
  const template = {
    Description: 'd',
    Rules: {},
    Mappings: {},
    Resources: {
      A: { Type: 'X', Properties: { a: 1, Tags } },
      B: { Type: 'X', Properties: { Tags: [...Tags, own] } },
    },
  };
  expect(plainTemplate(template)).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'd',
    Resources: { A: { Type: 'X', Properties: { a: 1 } }, B: { Type: 'X', Properties: { Tags: [own] } } },
  });
});
