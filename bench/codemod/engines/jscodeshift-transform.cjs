// The same edit as jscodeshift users write it.
module.exports = function transform({ source }, { j }) {
  if (!source.includes('registerTool')) return undefined;
  const root = j(source);
  root
    .find(j.CallExpression, { callee: { type: 'MemberExpression', property: { name: 'registerTool' } } })
    .forEach(({ node }) => {
      const [, config, handler] = node.arguments;
      const schema = config.properties.find((property) => property.key.name === 'inputSchema').value;
      schema.properties.push(field(j));
      node.arguments[2] = j.callExpression(j.identifier('withAccountContext'), [handler]);
    });
  const names = ['targetAccountId', 'withAccountContext'].map((name) => j.importSpecifier(j.identifier(name)));
  root
    .find(j.ImportDeclaration)
    .at(-1)
    .insertAfter(j.importDeclaration(names, j.literal('@mcp-multi-account/cred-extract')));
  return root.toSource({ quote: 'single' });
};

module.exports.parser = 'ts';

function field(j) {
  const call = (object, name, argument) => j.callExpression(j.memberExpression(object, j.identifier(name)), argument);
  const optional = call(call(j.identifier('z'), 'string', []), 'optional', []);
  const description = j.memberExpression(j.identifier('targetAccountId'), j.identifier('description'));
  return j.objectProperty(j.identifier('target_account_id'), call(optional, 'describe', [description]));
}
