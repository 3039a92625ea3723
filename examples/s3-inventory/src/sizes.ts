import type { _Object as S3Object } from '@aws-sdk/client-s3';

export function totalBytes(objects: readonly S3Object[]): number {
  return objects.reduce((sum, object) => sum + (object.Size ?? 0), 0);
}

export function largestFirst(objects: readonly S3Object[], count: number): { key: string; bytes: number }[] {
  return objects
    .map((object) => ({ key: object.Key ?? '', bytes: object.Size ?? 0 }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}
