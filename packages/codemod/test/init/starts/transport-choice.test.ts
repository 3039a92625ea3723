import { describe, expect, it } from 'vitest';
import { transportChoice } from '../../../src/init/starts/transport-choice.ts';

const environment = (name: string) => ({ kind: 'environment', name, value: 'stdio' });

describe('how a program is told to speak over stdio', () => {
  it.each([
    ["const transport = process.env.TRANSPORT || 'http';", 'TRANSPORT'],
    ["const mode = (process.env.TRANSPORT_MODE ?? 'stdio').toLowerCase();", 'TRANSPORT_MODE'],
    ["const mode = process.env['MCP_MODE'] ?? 'http';", 'MCP_MODE'],
    ["if (process.env.MCP_TRANSPORT === 'stdio') start();", 'MCP_TRANSPORT'],
    ["if (process.env.MODE?.toLowerCase() !== 'sse') start();", 'MODE'],
    ["const MODE = process.env.SERVER_MODE;\nif (MODE === 'streamable-http') listen();", 'SERVER_MODE'],
    ["option('--transport <x>', 'transport', process.env.BRAVE_MCP_TRANSPORT ?? 'http')", 'BRAVE_MCP_TRANSPORT'],
  ])('by a variable: %s', (text, name) => {
    expect(transportChoice([text])).toEqual(environment(name));
  });

  it.each([
    ["const name = process.argv[2] || 'stdio';"],
    ["option('transport', { choices: ['stdio', 'http'], default: 'stdio' })"],
    ["let transport = 'stdio';"],
    ["let mode: 'stdio' | 'http' = 'stdio';"],
  ])('by its default: %s', (text) => {
    expect(transportChoice([text])).toEqual({ kind: 'default' });
  });

  it.each([
    ["if (process.argv.includes('--stdio')) start();", ['--stdio']],
    ["program.option('--transport <kind>', 'transport', 'http');", ['--transport', 'stdio']],
    ["program.option('-t, --transport <kind>', 'transport', 'http');", ['--transport', 'stdio']],
    ["yargs(process.argv).option('transport', { default: 'http' });", ['--transport', 'stdio']],
    ["yargs(hideBin(process.argv)).command('stdio', 'over stdio', () => {});", ['stdio']],
    ["switch (process.argv[2]) { case 'stdio': start(); }", ['stdio']],
  ])('by arguments: %s', (text, words) => {
    expect(transportChoice([text])).toEqual({ kind: 'arguments', words });
  });

  it.each([
    ["if (process.env.NODE_ENV === 'production') start();"],
    ["const region = process.env.AWS_REGION ?? 'us-east-1';"],
    ["switch (kind) { case 'stdio': start(); }"],
    [''],
  ])('not by %j', (text) => {
    expect(transportChoice([text])).toEqual({ kind: 'unknown' });
  });

  it('prefers a variable in any file, then a default: a container gives no arguments', () => {
    const [argument, fallback, variable] = ["includes('--stdio')", "x ?? 'stdio'", "process.env.T ?? 'http'"];
    expect(transportChoice([argument, fallback, variable])).toEqual(environment('T'));
    expect(transportChoice([argument, fallback])).toEqual({ kind: 'default' });
  });
});
