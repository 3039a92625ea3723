import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

const ADDRESS = 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem';
const FILE = 'rds-stand-in.pem';

/**
 * The build argument for the authorities of RDS: none where AWS can be reached, and otherwise a file of the build context
 * with some other authority.
 */
export async function rdsBundle(contexts: Iterable<string>): Promise<Readonly<Record<string, string>>> {
  if (await isReachable(ADDRESS)) return {};
  for (const context of contexts) await writeFile(join(context, FILE), `${rootCertificates[0]}\n`);
  return { RDS_CA_BUNDLE: FILE };
}

async function isReachable(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
    return ok;
  } catch {
    return false;
  }
}
