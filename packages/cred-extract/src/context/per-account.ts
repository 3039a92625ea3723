import type { AwsConfig } from './aws-config.ts';
import { ClientInstances } from './client-instances.ts';

/**
 * An AWS client that follows the account of the current call. Behind it stands one real client per account and region,
 * made by `factory` when it is first used: an AWS SDK client memoizes its credentials and its signing region, so a single
 * client cannot serve two accounts.
 *
 * ```ts
 * const s3 = perAccount((aws) => new S3Client(aws({ region: process.env.AWS_REGION })));
 * ```
 *
 * Wrap the outermost construction: a document client made from another client copies that client's configuration.
 * The result passes `instanceof`, and works with paginators, waiters, presigned URLs and `@aws-sdk/lib-*`.
 *
 * @throws from any use of the client, not from this function: AccountContextBypassError while `setupAccountContext` has not
 * finished, and its error once it has failed.
 */
export function perAccount<Client extends object>(factory: (aws: AwsConfig) => Client): Client {
  const instances = new ClientInstances(factory);
  const current = () => instances.current();
  return new Proxy({} as Client, {
    get: (_, property) => instances.read(property),
    set: (_, property, value) => instances.change((client) => Reflect.set(client, property, value)),
    has: (_, property) => Reflect.has(current(), property),
    deleteProperty: (_, property) => instances.change((client) => Reflect.deleteProperty(client, property)),
    ownKeys: () => Reflect.ownKeys(current()),
    getPrototypeOf: () => Reflect.getPrototypeOf(current()),
    getOwnPropertyDescriptor: (_, property) => configurable(Reflect.getOwnPropertyDescriptor(current(), property)),
    defineProperty: (_, property, descriptor) =>
      instances.change((client) => Reflect.defineProperty(client, property, descriptor)),
  });
}

/** A proxy may only report properties as non-configurable that its target has; the target here has none. */
function configurable(descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined {
  return descriptor && { ...descriptor, configurable: true };
}
