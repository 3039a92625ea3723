import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allow } from './statement.ts';

/**
 * Read what an account costs. `aws-portal:*` ended in 2023 and is not among them. None of these services knows resources for
 * these actions. A linked account sees its costs only if the management account lets it.
 */
export function billingStatements(): readonly PolicyStatement[] {
  return [
    allow('CostExplorer', ['ce:Describe*', 'ce:Get*', 'ce:List*'], ['*']),
    allow('Bills', BILLS, ['*']),
    allow('Budgets', ['budgets:ViewBudget'], ['*']),
    allow('Exports', ['bcm-data-exports:Get*', 'bcm-data-exports:List*', 'cur:Describe*'], ['*']),
    allow('Recommendations', RECOMMENDATIONS, ['*']),
    allow('Prices', ['pricing:DescribeServices', 'pricing:GetAttributeValues', 'pricing:GetProducts'], ['*']),
  ];
}

const BILLS = [
  'account:GetAccountInformation',
  'billing:GetBilling*',
  'consolidatedbilling:Get*',
  'consolidatedbilling:List*',
  'freetier:Get*',
];

const RECOMMENDATIONS = [
  'compute-optimizer:Describe*',
  'compute-optimizer:Get*',
  'cost-optimization-hub:Get*',
  'cost-optimization-hub:List*',
];
