const zod = require('zod')
const { targetAccountId } = require('@mcp-multi-account/cred-extract')

const getShape = { key: zod.z.string(), target_account_id: zod.z.string().optional().describe(targetAccountId.description) }

exports.getHandler = async ({ key }) => ({ content: [{ type: 'text', text: key }] })
exports.getShape = getShape
