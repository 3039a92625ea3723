/** `arn:aws:secretsmanager:eu-west-1:…` is of `eu-west-1`; a name is of no region. */
export function regionOfArn(id: string): string | undefined {
  const [scheme, , , region] = id.split(':');
  return scheme === 'arn' && region ? region : undefined;
}
