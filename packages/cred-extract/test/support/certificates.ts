import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An authority of a test's own, and what it signed. Paths of PEM files. */
export interface Certificates {
  readonly ca: string;
  /** A certificate for `names`, which are those of `subjectAltName`: `DNS:localhost`, `IP:127.0.0.1`. */
  issue(name: string, names: readonly string[], days?: number): { readonly cert: string; readonly key: string };
  remove(): void;
}

/** Needs `openssl`, which Node.js has no counterpart of. */
export function createAuthority(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'test-certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
  );
  return {
    ca: file('ca.pem'),
    issue: (name, names, days = 1) => {
      const [key, request, cert] = [file(`${name}.key`), file(`${name}.csr`), file(`${name}.pem`)];
      writeFileSync(file(`${name}.ext`), `subjectAltName=${names.join(',')}\n`);
      openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
      const signing = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', String(days)];
      openssl('x509', '-req', '-in', request, ...signing, '-extfile', file(`${name}.ext`), '-out', cert);
      return { cert, key };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
