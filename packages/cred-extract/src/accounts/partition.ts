/**
 * By the prefix of a region's code. Source: the partitions that the AWS SDK's endpoint rules know
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html).
 */
const PARTITIONS: ReadonlyArray<readonly [regions: RegExp, partition: string]> = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eusc-/, 'aws-eusc'],
];

/** The partition of a region, which its ARNs begin with: `aws` for every commercial one, and where none is named. */
export function partitionOf(region: string | undefined): string {
  return PARTITIONS.find(([regions]) => regions.test(region ?? ''))?.[1] ?? 'aws';
}
