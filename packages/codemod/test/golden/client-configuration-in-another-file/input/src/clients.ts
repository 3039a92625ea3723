import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { config } from "./config.js";

const clientConfig = {
  endpoint: config.endpoint,
  region: config.region,
  credentials: config.credentials,
  forcePathStyle: true,
};

export const s3Client = new S3Client(clientConfig);
export const europe = new S3Client({ ...clientConfig, region: "eu-west-1" });
export const dynamoClient = new DynamoDBClient({ region: config.region, endpoint: config.endpoint });
