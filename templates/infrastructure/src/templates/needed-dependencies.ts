type Resource = Readonly<Record<string, unknown>>;

/** The resource without the part of `DependsOn` that its references say already. */
export function neededDependencies(resource: Resource): Resource {
  const { DependsOn, ...rest } = resource;
  if (DependsOn === undefined) return resource;
  const implied = new Set(referencesIn(rest));
  const needed = [DependsOn].flat().filter((id) => !implied.has(String(id)));
  return needed.length === 0 ? rest : { ...rest, DependsOn: needed };
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String([inner].flat()[0]).split('.')[0] ?? ''];
    if (key === 'Fn::Sub') return [...String([inner].flat()[0]).matchAll(/\$\{(\w+)/g)].map(([, id]) => id ?? '');
    return referencesIn(inner);
  });
}
