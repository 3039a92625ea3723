/** The library's names, spelled out: verify tests a server from outside, with whatever version of the library it has. */
export const PARAMETER = 'target_account_id';
export const ERROR_META_KEY = 'mcp-multi-account/error';

/** Twelve digits that AWS gives to nobody, so that no role of a stranger is ever asked for. */
export const UNREGISTERED_ACCOUNT = '000000000000';
