/** The first version that has all the codemod needs, and the floor of `engines` in package.json. */
const FLOOR = [22, 13] as const;

/** What to tell somebody whose Node.js cannot run the codemod; undefined for one that can. Has to be readable by any Node.js. */
export function tooOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return undefined;
  return `mcp-multi-account needs Node.js ${FLOOR.join('.')} or newer, and this is ${version}. Install a newer one: https://nodejs.org`;
}
