'use strict';

const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3');
const dynamodb = require('@aws-sdk/client-dynamodb');
const { perAccount } = require('@mcp-multi-account/cred-extract');

const REGION = process.env.AWS_REGION || 'us-east-1';
let table;

exports.s3 = perAccount((aws) => new S3Client(aws({ region: REGION })));
exports.table = () => {
  if (!table) table = perAccount((aws) => new dynamodb.DynamoDBClient(aws({ region: REGION })));
  return table;
};
exports.listBuckets = (client = exports.s3) => client.send(new ListBucketsCommand({}));
