import { BootstraplessSynthesizer, type CfnElement, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A stack whose template is read by people: logical IDs without hashes, no assets, nothing that needs `cdk bootstrap`. */
export class ReadableStack extends Stack {
  constructor(scope: Construct, id: string, description: string) {
    super(scope, id, { description, synthesizer: new BootstraplessSynthesizer(), analyticsReporting: false });
  }

  /** The CDK refuses two elements of one name, so nothing is lost with the hash. */
  protected override allocateLogicalId(element: CfnElement): string {
    const words = element.node.path.split('/').slice(1);
    return words.filter((word, at) => word !== 'Resource' && word !== words[at - 1]).join('');
  }
}
