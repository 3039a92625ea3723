import { RemovalPolicy } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  ParameterGroup,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { arn } from '../policies/statement.ts';
import type { Network } from './network.ts';

/** The database user of the server; it logs in with a token of IAM and has no password. */
export const STORE_USER = 'mcp_server';
export const STORE_DATABASE = 'accounts';
/** Owns the tables. RDS keeps the password, and changes it every week. */
const ADMINISTRATOR = 'mcp_admin';

/** Aurora PostgreSQL for the account records: one small instance that grows with the load, encrypted, TLS only. */
export class AccountStore extends Construct {
  readonly cluster: DatabaseCluster;

  constructor(scope: Construct, id: string, network: Network) {
    super(scope, id);
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_9 });
    this.cluster = new DatabaseCluster(this, 'Cluster', {
      engine,
      parameterGroup: new ParameterGroup(this, 'Parameters', { engine, parameters: { 'rds.force_ssl': '1' } }),
      writer: ClusterInstance.serverlessV2('Writer', { enablePerformanceInsights: false }),
      serverlessV2MinCapacity: 0.5,
      serverlessV2MaxCapacity: 2,
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [network.storeGroup],
      credentials: Credentials.fromUsername(ADMINISTRATOR),
      manageMasterUserPassword: true,
      defaultDatabaseName: STORE_DATABASE,
      iamAuthentication: true,
      // One statement from anywhere makes the server's user; the tables are made from inside the network.
      enableDataApi: true,
      storageEncrypted: true,
      deletionProtection: true,
      copyTagsToSnapshot: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
    });
  }

  /** What `rds-db:connect` is allowed on. */
  get userArn(): string {
    return arn('rds-db', `dbuser:${this.cluster.clusterResourceIdentifier}/${STORE_USER}`);
  }

  /** The settings of docs/secrets.md. */
  get settings(): Readonly<Record<string, string>> {
    return {
      DATABASE_AUTH: 'iam',
      DATABASE_HOST: this.cluster.clusterEndpoint.hostname,
      DATABASE_PORT: '5432',
      DATABASE_NAME: STORE_DATABASE,
      DATABASE_USER: STORE_USER,
    };
  }
}
