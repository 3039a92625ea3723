import { setTimeout as sleep } from 'node:timers/promises';

async function main() {
  await sleep(50);
  throw new Error('API_KEY is missing');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(3);
});
