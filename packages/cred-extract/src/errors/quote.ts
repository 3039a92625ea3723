/** JSON quoting keeps control characters and line breaks out of messages and logs. */
export function quote(target: string): string {
  return JSON.stringify(target.length > 64 ? `${target.slice(0, 64)}…` : target);
}
