import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * The key that encrypts stored access keys (`ENCRYPTION_KEY_SECRET_NAME`): 43 characters of base64, which are 32 bytes. A secret
 * of its own, because CloudFormation makes a new value when anything about a generated one changes; kept when the
 * stack is deleted, because what it encrypted is lost without it.
 */
export class EncryptionKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Encrypts the access keys in the account store. To rotate, put the new key before the old one.',
      generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
