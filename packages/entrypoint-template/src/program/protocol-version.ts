/**
 * The protocol versions that begin with `initialize`: https://modelcontextprotocol.io/specification/versioning.
 * The later ones, where every request stands for itself, are not spoken by programs that connect to stdio by themselves.
 */
const VERSIONS = ['2024-10-07', '2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;

export const NEWEST_VERSION = '2025-11-25';

/** Those up to `version`, which a program has named as its newest. Each version takes the messages of those before it. */
export function versionsUpTo(version: string): readonly string[] {
  const spoken = VERSIONS.filter((known) => known <= version);
  return spoken.includes(version as never) ? spoken : [...spoken, version];
}

/** What to answer a client that asks for `requested`: that version, or the newest one spoken. */
export function negotiate(requested: unknown, spoken: readonly string[]): string {
  return spoken.find((version) => version === requested) ?? spoken.at(-1) ?? NEWEST_VERSION;
}
