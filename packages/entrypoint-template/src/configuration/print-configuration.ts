import { readAllowedNames } from '../http/allowed-names.ts';
import { HTTP_SETTINGS, readHttpLimits } from '../http/http-limits.ts';
import { readIdentityConfig } from '../identity/identity-config.ts';
import { readLogLevel } from '../log/log-level.ts';
import { redact } from '../log/redact.ts';
import { isShown, orderSettings } from './known-settings.ts';
import type { Configuration } from './load-configuration.ts';
import { type Environment, readServeConfig } from './serve-config.ts';

const HIDDEN = '(hidden)';

/**
 * Every setting in effect, a line each: its name, its value without secrets, and where it came from.
 *
 * @throws ServeConfigurationError for a setting that cannot be followed, as serving would.
 */
export function describeConfiguration({ env, origins, ignored }: Configuration): string {
  const defaults = readDefaults(env);
  const set = Object.keys(env).filter((name) => env[name]?.trim());
  const ordered = orderSettings([...new Set([...set, ...defaults.keys()])]);
  const others = [...origins.keys()].filter((name) => !ordered.includes(name)).sort();
  const rows = [...ordered, ...others].map((name) => {
    const value = env[name]?.trim();
    if (!value) return [name, defaults.get(name) ?? '', 'default'];
    return [name, isShown(name) ? shown(name, value) : HIDDEN, origins.get(name) ?? 'environment'];
  });
  const notUsed = ignored.map((name) => [name, '(not used)', 'set it in the environment']);
  return table([...rows, ...notUsed]);
}

/** What holds where nothing is set. Every reader is asked, so that a wrong value is told too. */
function readDefaults(env: Environment): ReadonlyMap<string, string> {
  const serve = readServeConfig(env);
  const identity = readIdentityConfig(env);
  const common = [
    ['MCP_TRANSPORT', serve.transport],
    ['MCP_AUTH', identity.mode],
    ['LOG_LEVEL', readLogLevel(env)],
  ] as const;
  const names = new Map<string, string>(common);
  if (serve.transport === 'streamable-http') {
    readAllowedNames(env);
    const limits = Object.entries(readHttpLimits(env)) as [keyof typeof HTTP_SETTINGS, number][];
    for (const [limit, value] of limits) names.set(HTTP_SETTINGS[limit].name, String(value));
    names.set('MCP_HOST', serve.host).set('MCP_PORT', String(serve.port));
  }
  for (const name of [...names.keys()]) if (env[`FAST${name}`]?.trim()) names.delete(name);
  return names;
}

/** A line of its own in the table, whatever the value is. */
function shown(name: string, value: string): string {
  const text = name === 'DATABASE_URL' ? withoutLogin(value) : redact(value);
  return text.replace(/\s+/g, ' ');
}

/** A password may stand before the host and among the parameters. */
function withoutLogin(url: string): string {
  if (!URL.canParse(url)) return HIDDEN;
  const { protocol, host, pathname } = new URL(url);
  return host ? `${protocol}//${host}${pathname}` : `${protocol}${pathname}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.min(60, Math.max(0, ...rows.map((row) => row[column]?.length ?? 0))));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
