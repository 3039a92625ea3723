/** A template as CloudFormation would see it: references replaced by these values, conditions decided. */
export function resolve(value: unknown, values: Readonly<Record<string, string>>, conditions: object = {}): unknown {
  const inner = (part: unknown) => resolve(part, values, conditions);
  if (Array.isArray(value)) return value.map(inner).filter((part) => part !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0) return fields(value, inner);
  switch (key) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? undefined : (values[argument] ?? `<${argument}>`);
    case 'Fn::GetAtt':
      return values[[argument].flat().join('.')] ?? `<${[argument].flat().join('.')}>`;
    case 'Fn::Sub':
      return substituted(argument, values);
    case 'Fn::Join':
      return (inner(argument[1]) as readonly string[]).join(argument[0]);
    case 'Fn::Split':
      return String(inner(argument[1])).split(argument[0]);
    case 'Fn::Select':
      return (inner(argument[1]) as readonly unknown[])[argument[0]];
    case 'Fn::If':
      return inner(argument[holds(argument[0], conditions, inner) ? 1 : 2]);
    case 'Fn::Equals':
      return inner(argument[0]) === inner(argument[1]);
    case 'Fn::Not':
      return !inner(argument[0]);
    default:
      return fields(value, inner);
  }
}

function holds(name: string, conditions: object, inner: (part: unknown) => unknown): boolean {
  return inner((conditions as Readonly<Record<string, unknown>>)[name]) === true;
}

function substituted(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(!?)([\w:.]+)\}/g, (_, literal, name) =>
    literal === '!' ? `\${${name}}` : (values[name] ?? `<${name}>`),
  );
}

function fields(value: object, inner: (part: unknown) => unknown): object {
  const entries = Object.entries(value).map(([key, part]) => [key, inner(part)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** What AWS itself puts into every template. */
export const PSEUDO = {
  'AWS::AccountId': '999999999999',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': 'arn:aws:cloudformation:us-east-1:999999999999:stack/mcp/01234567-89ab-cdef-0123-456789abcdef',
};
