import { get } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface RegistryAddress {
  /** Such as `127.0.0.1:40123`. */
  readonly host: string;
  /** User and password, with a colon between them. */
  readonly authorization: string;
  /** PEM of its authority. */
  readonly certificate: string;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** The two kinds of a single manifest; an index of several would be another kind. */
const ACCEPT = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';

/** GETs a path of a registry. `fetch` takes no authority of its own without another package. */
export function fetchWith({ host, authorization, certificate }: RegistryAddress, path: string): Promise<Answer> {
  const options = { auth: authorization, ca: certificate, headers: { accept: ACCEPT } };
  return new Promise((resolve, reject) => {
    get(`https://${host}${path}`, options, (response) => {
      buffer(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    }).on('error', reject);
  });
}
