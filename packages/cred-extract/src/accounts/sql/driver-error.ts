import { ConfigurationError, type CredentialExtractionError, DatabaseConnectionError } from '../../errors.ts';

const NO_TABLES =
  'The account database does not have the tables this version needs. Run mcp-accounts migrate once, or correct DATABASE_URL.';
const REFUSED =
  'The account database refuses this change: its tables have other types, further required columns, or rows that depend on this one.';

const WRONG_AUTHORITY =
  'The authority that signed its certificate is not trusted. Set DATABASE_CA_BUNDLE to the PEM file of that authority; for RDS: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem';
const WRONG_NAME =
  'Its certificate is for another host name. Connect by the name in the certificate; for RDS that is the endpoint, not an alias of it.';
const OUT_OF_DATE = 'Its certificate is expired or not valid yet. Renew it, or correct the clock.';
const NO_TLS =
  'It does not offer TLS. Switch TLS on at the server or, if its network can be trusted, set sslmode=disable.';
const TLS_WANTED = 'It takes only TLS. Add sslmode=verify-full to DATABASE_URL, or set PGSSLMODE.';
const REFUSED_LOGIN =
  'It refuses the login. Ask the administrator to check DATABASE_URL, or the secret of RDS_SECRET_NAME; with DATABASE_AUTH=iam, that the user has rds_iam and the server rds-db:connect.';

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNKNOWN_AUTHORITY = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid authorization. */
const LOGIN = /^28/;

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
  const advice = adviceFor(code, message);
  return new DatabaseConnectionError(advice ? { cause, advice } : { cause, retryable: isRetryable(code, errcode) });
}

/** What to do about the failures that have one usual reason. */
function adviceFor(code: string, message: string): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return WRONG_NAME;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return OUT_OF_DATE;
  if (UNKNOWN_AUTHORITY.has(code)) return WRONG_AUTHORITY;
  if (message === 'The server does not support SSL connections') return NO_TLS;
  if (code === '28000' && /no encryption/.test(message)) return TLS_WANTED;
  return LOGIN.test(code) ? REFUSED_LOGIN : undefined;
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
