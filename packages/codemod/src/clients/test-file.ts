/** Tests construct clients to test them, often against mocks; they run in no account's context. */
export function isTestFile(path: string): boolean {
  return /(?:^|\/)(?:__tests__|__mocks__|tests?|spec|e2e)\/|[.-](?:test|spec|e2e)\.[cm]?[jt]sx?$/.test(path);
}
