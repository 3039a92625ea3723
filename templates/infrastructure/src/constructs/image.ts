import { Aws } from 'aws-cdk-lib';

/** An image in this account's ECR, by digest: a tag may move, and AgentCore would not notice. */
export interface Image {
  readonly repositoryName: string;
  /** `sha256:…` */
  readonly digest: string;
}

export function imageUri({ repositoryName, digest }: Image): string {
  return `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/${repositoryName}@${digest}`;
}

export function repositoryArn({ repositoryName }: Pick<Image, 'repositoryName'>): string {
  return `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/${repositoryName}`;
}
