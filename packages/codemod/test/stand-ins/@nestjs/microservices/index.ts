// Parameter decorators as NestJS 11 keeps them: by class and method name, not on the method.
type Source = 'payload' | 'context';

const sources = new Map<object, Map<string | symbol, Source[]>>();

const from =
  (source: Source): ParameterDecorator =>
  (target, key = '', index) => {
    const methods = sources.get(target.constructor) ?? new Map<string | symbol, Source[]>();
    const parameters = methods.get(key) ?? [];
    parameters[index] = source;
    sources.set(target.constructor, methods.set(key, parameters));
  };

export const Payload = () => from('payload');
export const Ctx = () => from('context');

/** A method without decorated parameters gets the payload and the context. */
export function argumentsOf(target: object, key: string, given: Record<Source, unknown>): unknown[] {
  const parameters = sources.get(target.constructor)?.get(key) ?? ['payload', 'context'];
  return parameters.map((source) => given[source]);
}
