'use strict';

const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3');
const dynamodb = require('@aws-sdk/client-dynamodb');

const REGION = process.env.AWS_REGION || 'us-east-1';
let table;

exports.s3 = new S3Client({ region: REGION });
exports.table = () => {
  if (!table) table = new dynamodb.DynamoDBClient({ region: REGION });
  return table;
};
exports.listBuckets = (client = exports.s3) => client.send(new ListBucketsCommand({}));
