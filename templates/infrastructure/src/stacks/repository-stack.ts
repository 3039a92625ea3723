import type { Construct } from 'constructs';
import { ImageRepository } from '../constructs/image-repository.ts';
import { parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';
import { output } from './server-outputs.ts';

/** Where images are pushed; for those who do not want build_and_push.sh to make it. */
export class RepositoryStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'The ECR repository of an MCP server.');
    const name = parameter(this, 'RepositoryName', { description: 'IMAGE_NAME of build_and_push.sh.' });
    const { repository } = new ImageRepository(this, 'Images', name);
    output(this, 'RepositoryUri', repository.repositoryUri);
  }
}
