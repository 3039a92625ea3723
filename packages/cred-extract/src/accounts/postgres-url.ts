import { ConfigurationError } from '../errors.ts';

/** A PostgreSQL server and how to reach it, in parts: in a URL, characters of a password have meanings. */
export interface PostgresServer {
  /** A host name, an address, or the folder of a Unix socket. Absent parts are the driver's defaults. */
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** Further parameters, by the names that PostgreSQL and its driver share. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tls: TlsRequest;
}

/** What was asked for; `sql/postgres/tls.ts` says what follows from silence. */
export interface TlsRequest {
  readonly mode?: TlsMode;
  /** PEM files. */
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** There is no mode between: encryption to an unknown server protects from nobody who can stand in the way. */
export type TlsMode = 'disable' | 'no-verify' | 'verify-full';

const PARAMETERS = [
  'application_name',
  'client_encoding',
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'options',
  'sslnegotiation',
  'statement_timeout',
];

/** libpq's modes, https://www.postgresql.org/docs/current/libpq-ssl.html, as `pg` 8 reads them, and its own `no-verify`. */
const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: 'disable',
  allow: 'verify-full',
  prefer: 'verify-full',
  require: 'verify-full',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
  'no-verify': 'no-verify',
};

/**
 * Reads a `postgresql://` URL. Parameters that only libpq knows are without effect, as with `pg`.
 *
 * @throws ConfigurationError when it is no URL, or says of TLS what cannot be understood. Does not repeat it.
 */
export function parsePostgresUrl(text: string): PostgresServer {
  // `user@/db?host=/var/run/postgresql` is a socket: good for drivers, and no URL to WHATWG.
  const withoutHost = text.includes('@/');
  const url = URL.parse(text.replace('@/', '@localhost/'));
  // A `/` or `#` in a password ends the host part early, and the driver would go to a host named after the user.
  if (url?.hash !== '' || url.pathname.includes('@')) {
    throw new ConfigurationError(
      'DATABASE_URL is no valid PostgreSQL URL. Percent-encode special characters of the password ("@" is %40, "/" is %2F, "#" is %23).',
    );
  }
  const query = url.searchParams;
  const host = query.get('host') || (withoutHost ? '' : decode(url.hostname).replace(/^\[(.+)\]$/, '$1'));
  const port = Number(query.get('port') || url.port);
  return {
    ...(host && { host }),
    ...(port && { port }),
    ...optional('database', decode(url.pathname.slice(1))),
    ...optional('user', query.get('user') || decode(url.username)),
    ...optional('password', query.get('password') || decode(url.password)),
    parameters: Object.fromEntries([...query].filter(([name]) => PARAMETERS.includes(name))),
    tls: tlsRequest(query),
  };
}

/** @throws ConfigurationError for a mode that does not exist: it must not pass for none. */
export function tlsMode(sslmode: string, setting: string): TlsMode {
  const mode = Object.hasOwn(TLS_MODES, sslmode) ? TLS_MODES[sslmode] : undefined;
  if (mode) return mode;
  throw new ConfigurationError(`${setting} must be one of ${Object.keys(TLS_MODES).join(', ')}.`);
}

function tlsRequest(query: URLSearchParams): TlsRequest {
  if (query.get('uselibpqcompat')) {
    throw new ConfigurationError(
      'DATABASE_URL: uselibpqcompat is not supported, because it would skip the verification of certificates. Write sslmode=no-verify if that is meant.',
    );
  }
  const sslmode = query.get('sslmode') || modeOfSsl(query.get('ssl'));
  return {
    ...(sslmode && { mode: tlsMode(sslmode, 'sslmode in DATABASE_URL') }),
    ...optional('caFile', query.get('sslrootcert')),
    ...optional('certFile', query.get('sslcert')),
    ...optional('keyFile', query.get('sslkey')),
  };
}

/** `pg`'s shorter way to say it. */
function modeOfSsl(ssl: string | null): string | undefined {
  if (!ssl) return undefined;
  const modes: Readonly<Record<string, string>> = {
    true: 'verify-full',
    1: 'verify-full',
    false: 'disable',
    0: 'disable',
  };
  return modes[ssl] ?? ssl;
}

/** A percent sign that begins no escape stands for itself, as in the driver. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part.replace(/%(?![\da-f]{2})/gi, '%25'));
  } catch {
    return part;
  }
}

function optional<Name extends string>(name: Name, value: string | null): { readonly [Key in Name]?: string } {
  return (value ? { [name]: value } : {}) as { readonly [Key in Name]?: string };
}
