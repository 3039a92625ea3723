import { type ToolHandlerOptions, withAccountContext } from './with-account-context.ts';

type Method = (...args: never[]) => unknown;

/** A decorator of a method, as TypeScript's `experimentalDecorators` and as ECMAScript call it. */
export interface MethodDecoration {
  <One extends Method>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<One>,
  ): TypedPropertyDescriptor<One>;
  <One extends Method>(method: One, context: { readonly kind: 'method' }): One;
}

/**
 * `withAccountContext` for a method that a decorator makes a tool, such as `@Tool` of `@rekog/mcp-nest`. The method takes the
 * tool's arguments first. It stands below the other decorators, which then describe the wrapped method:
 *
 * ```ts
 * @Tool({ name: 'list-buckets', parameters })
 * @UseAccountContext()
 * async listBuckets(args: Arguments) {}
 * ```
 */
export function UseAccountContext(options?: ToolHandlerOptions): MethodDecoration {
  return ((target: Method, _key: unknown, descriptor?: TypedPropertyDescriptor<Method>) => {
    if (!descriptor?.value) return withAccountContext(target, options);
    descriptor.value = withAccountContext(descriptor.value, options);
    return descriptor;
  }) as MethodDecoration;
}
