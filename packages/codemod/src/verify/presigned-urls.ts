import type { LocalAws } from '@mcp-multi-account/cred-extract/testing';

/** A URL is signed for one method, which it does not name. In the local AWS nothing is lost by trying the others. */
const METHODS = ['GET', 'PUT', 'HEAD', 'DELETE', 'POST'] as const;

/** The accounts that signed the presigned URLs of a text, each once: the local AWS is asked each URL, and verifies it. */
export async function presigners(aws: LocalAws, text: string): Promise<string[]> {
  const found = new Set<string>();
  for (const url of presignedUrls(text, aws.endpoint)) found.add((await presigner(aws, url)) ?? 'nobody known');
  return [...found].sort();
}

/** Of the local AWS only: an address of somebody else is never visited. */
function presignedUrls(text: string, endpoint: string): Set<string> {
  const urls = text.replaceAll('&amp;', '&').match(/https?:\/\/[^\s"'`<>\\)\]]+(?<![.,;:!?])/g) ?? [];
  return new Set(urls.filter((url) => url.startsWith(`${endpoint}/`) && url.includes('X-Amz-Signature=')));
}

async function presigner(aws: LocalAws, url: string): Promise<string | undefined> {
  for (const method of METHODS) {
    const mark = aws.requests.length;
    const answer = await fetch(url, { method });
    await answer.arrayBuffer();
    const signer = aws.requests[mark]?.accountId;
    if (signer !== undefined) return signer;
  }
  return undefined;
}
