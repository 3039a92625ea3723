const zod = require('zod')

const getShape = { key: zod.z.string() }

exports.getHandler = async ({ key }) => ({ content: [{ type: 'text', text: key }] })
exports.getShape = getShape
