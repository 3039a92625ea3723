import { endOfLine } from '../../edit/source-style.ts';
import type { SourceText } from '../../types.ts';

const SERVING = `# Copy to .env for work on this machine; images and repositories must not have it.

# How it is served: stdio, or streamable-http at /mcp. The image sets these two itself.
# MCP_TRANSPORT=streamable-http
# MCP_HOST=127.0.0.1
# MCP_PORT=8000
`;

const ACCOUNTS = `
# Where account records come from: PostgreSQL or SQLite, or a secret with the database's user name and password.
# DATABASE_URL=postgres://user@localhost:5432/accounts
# RDS_SECRET_NAME=
# The key that stored secrets are encrypted with: mcp-accounts init makes one.
# ENCRYPTION_KEY=
# The region of calls whose account names none.
# AWS_REGION=eu-central-1
`;

const SEARCHED = /process\.env(?:\.([A-Z][A-Z0-9_]*)|\[['"]([A-Z][A-Z0-9_]*)['"]\])/g;
/** Set by Node, by npm, by a shell or by a test, never for one server. */
const NOT_OF_A_SERVER =
  /^(?:NODE_|npm_|CI$|HOME$|USER$|USERPROFILE$|APPDATA$|LOCALAPPDATA$|PATH$|PATHEXT$|PWD$|SHELL$|TERM$|TMPDIR$|TEMP$|TMP$|DEBUG$|VITEST|JEST|NO_COLOR$|FORCE_COLOR$|XDG_)/;

export interface EnvExampleInput {
  readonly sources: readonly SourceText[];
  /** With the library for accounts. */
  readonly hasAccounts: boolean;
}

/** Names without values: how to serve, where accounts come from, and what the server's own source reads. */
export function envExample({ sources, hasAccounts }: EnvExampleInput): string {
  const known = SERVING + (hasAccounts ? ACCOUNTS : '');
  const own = variablesOf(sources).filter((name) => !new RegExp(`^# ${name}=`, 'm').test(known));
  const section =
    own.length === 0 ? '' : `\n# Read by the server itself.\n${own.map((name) => `# ${name}=\n`).join('')}`;
  return known + section;
}

/** Somebody's own file with the names that it lacks of the entry point and of the accounts. */
export function withEntryNames(own: string, hasAccounts: boolean): string {
  const there = namesIn(own);
  const lines = (SERVING + (hasAccounts ? ACCOUNTS : '')).split('\n');
  const lacking = lines.filter((line) => namesIn(line).some((name) => !there.includes(name)));
  if (lacking.length === 0) return own;
  const eol = endOfLine(own);
  const gap = own === '' || own.endsWith('\n') ? '' : eol;
  return (
    own + gap + ['', '# How the entry file serves, and where account records come from.', ...lacking, ''].join(eol)
  );
}

/** The names that a text of settings mentions, commented out or not. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '');
}

function variablesOf(sources: readonly SourceText[]): string[] {
  const names = sources
    .filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path) && !path.startsWith('..'))
    .flatMap(({ text }) => [...text.matchAll(SEARCHED)].map(([, dotted, quoted]) => dotted ?? quoted ?? ''));
  return [...new Set(names)].filter((name) => !NOT_OF_A_SERVER.test(name)).sort();
}
