import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { config } from "./config.js";
import { perAccount } from "@mcp-multi-account/cred-extract";

const clientConfig = {
  endpoint: config.endpoint,
  region: config.region,
  credentials: config.credentials,
  forcePathStyle: true,
};

export const s3Client = perAccount((aws) => new S3Client(aws(clientConfig)));
export const europe = perAccount((aws) => new S3Client(aws.keepRegion({ ...clientConfig, region: "eu-west-1" })));
export const dynamoClient = perAccount((aws) => new DynamoDBClient(aws({ region: config.region, endpoint: config.endpoint })));
