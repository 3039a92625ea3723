/** Milliseconds of processor time of this process that `work` takes: what else the machine does makes it hardly longer. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
