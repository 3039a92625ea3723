/** Enough to hide the latency of an AWS service, and far from its request quota. */
const AT_ONCE = 10;

/** The results of `action` in the order of `items`, with a few under way at a time. The first failure ends it. */
export async function mapFewAtOnce<Item, Result>(
  items: readonly Item[],
  action: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(action))));
  }
  return results;
}
