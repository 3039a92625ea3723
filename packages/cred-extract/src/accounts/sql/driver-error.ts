import { ConfigurationError, type CredentialExtractionError, DatabaseConnectionError } from '../../errors.ts';

const NO_TABLES =
  'The account database does not have the tables this version needs. Run migrate() on it once, or correct DATABASE_URL.';
const REFUSED =
  'The account database refuses this change: its tables have other types, further required columns, or rows that depend on this one.';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: undefined_table, undefined_column. */
const UNDEFINED_IN_POSTGRES = new Set(['42P01', '42703']);
const UNDEFINED_IN_SQLITE = /no such (?:table|column)|has no column named/;

/** Classes of SQLSTATE that time does not heal: data, constraint, authorization, catalog name, privilege or syntax. */
const PERMANENT_IN_POSTGRES = /^(?:22|23|28|3D|42)/;
/** Classes that say the row does not fit: data exception, integrity constraint violation. */
const REFUSED_IN_POSTGRES = /^2[23]/;

/** https://www.sqlite.org/rescode.html, primary codes. */
const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT = 19;

/** What a failure of the database means to the caller; the base class redacts the cause. */
export function fromDriverError(cause: unknown): CredentialExtractionError {
  const { code, errcode, message } = detailsOf(cause);
  if (UNDEFINED_IN_POSTGRES.has(code) || (errcode !== undefined && UNDEFINED_IN_SQLITE.test(message))) {
    return new ConfigurationError(NO_TABLES, { cause });
  }
  if (REFUSED_IN_POSTGRES.test(code) || primary(errcode) === SQLITE_CONSTRAINT) {
    return new ConfigurationError(REFUSED, { cause });
  }
  return new DatabaseConnectionError({ cause, retryable: isRetryable(code, errcode) });
}

function isRetryable(code: string, errcode: number | undefined): boolean {
  if (errcode !== undefined) return primary(errcode) === SQLITE_BUSY;
  return !PERMANENT_IN_POSTGRES.test(code);
}

/** SQLite keeps the primary code in the low byte of an extended one. */
function primary(errcode: number | undefined): number | undefined {
  return errcode === undefined ? undefined : errcode & 0xff;
}

function detailsOf(cause: unknown): { code: string; errcode: number | undefined; message: string } {
  const { code, errcode, message } = (cause ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    errcode: typeof errcode === 'number' ? errcode : undefined,
    message: typeof message === 'string' ? message : '',
  };
}
