import type { ExampleName } from '../demo/examples.ts';

/** An image to build. */
export interface Variant {
  readonly example: ExampleName;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** As it stands in the table. */
  readonly label: string;
}

/** Every example as it is, and one with OpenTelemetry, which is the largest that the template makes. */
export function variantsOf(examples: readonly ExampleName[]): Variant[] {
  const plain = examples.map((example) => ({ example, buildArgs: {}, label: example }));
  const [first] = plain;
  return first ? [...plain, { ...first, buildArgs: { OTEL: 'true' }, label: `${first.label}, OTEL=true` }] : [];
}
