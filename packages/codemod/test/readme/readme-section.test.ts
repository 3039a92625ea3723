import { describe, expect, it } from 'vitest';
import { addReadmeSection } from '../../src/readme/readme-section.ts';

const SECTION = { example: { tool: 'list-objects', arguments: { bucket: '<bucket>' } }, isForEveryTool: true };
const add = (text: string, section = SECTION) => addReadmeSection(text, section);
const heading = '## Several AWS accounts';

describe('addReadmeSection', () => {
  it('says what the parameter does, with a call that can be copied', () => {
    expect(add('# Server\n')).toBe(`# Server

<!-- mcp-multi-account -->
## Several AWS accounts

Every tool takes an optional \`target_account_id\`, the ID or alias of an AWS account. The call then runs with the credentials
of that account; without it, with those of the server, as before.

\`\`\`json
{
  "name": "list-objects",
  "arguments": {
    "bucket": "<bucket>",
    "target_account_id": "123456789012"
  }
}
\`\`\`

Which accounts there are is configured with \`@mcp-multi-account/cred-extract\`.
<!-- /mcp-multi-account -->
`);
  });

  it('does not claim every tool where some are left, nor a whole call where the arguments are not known', () => {
    const text = addReadmeSection('# S\n', { example: { tool: 'x' }, isForEveryTool: false });
    expect(text).toContain('The tools that work in an AWS account take an optional');
    expect(text).toContain("Beside the tool's own arguments:");
    expect(text).toContain('"arguments": {\n    "target_account_id"');
  });

  it.each([
    'License',
    'Licence',
    '📄 License',
    'Contributing',
    'CONTRIBUTORS',
    'Changelog',
    'Change log',
    'Development',
    'Acknowledgements',
  ])('stands before the section %s', (title) => {
    const text = add(`# Server\n\n## Usage\n\nText.\n\n## ${title}\n\nMIT\n`);
    expect(text).toMatch(new RegExp(`Text\\.\n\n<!-- mcp[^]*/mcp-multi-account -->\n\n## ${title}\n\nMIT\n$`));
  });

  it('stands at the end where nothing closes the README, whatever its last line ends with', () => {
    for (const end of ['Text.', 'Text.\n', 'Text.\n\n']) {
      expect(add(`# Server\n\n## Usage\n\n${end}`)).toContain(`Text.\n\n<!-- mcp-multi-account -->\n${heading}`);
    }
    expect(add('').startsWith('<!-- mcp-multi-account -->\n')).toBe(true);
  });

  it('stands before the last run of such sections only, and takes no other word for one of them', () => {
    const text = '# A\n\n## Author\n\nMe.\n\n## Supported Tools\n\nAll.\n\n## Support\n\n## License\n';
    expect(add(text)).toMatch(/All\.\n\n<!-- mcp.*-account -->\n\n## Support\n\n## License\n$/s);
    const inside = '# A\n\n## Development\n\n## Usage\n\nText.\n';
    expect(add(inside).startsWith(inside)).toBe(true);
  });

  it('takes the level of the sections that are there', () => {
    expect(add('# A\n\n# B\n\n# License\n')).toMatch(/\n# Several AWS accounts\n.*\n# License\n$/s);
    expect(add('# A\n\n## B\n\n# License\n')).toContain(`\n${heading}\n`);
  });

  it('takes nothing for a heading that is code, hidden, or of another level', () => {
    const fenced = '# A\n\n```sh\n## License\n```\n\n~~~\n```\n## License\n~~~\n';
    expect(add(fenced).startsWith(fenced)).toBe(true);
    const hidden = '# A\n\n<details>\n<summary>More</summary>\n\n## License\n\n</details>\n';
    expect(add(hidden).startsWith(hidden)).toBe(true);
    const deeper = '# A\n\n## Usage\n\n### Development\n\nText.\n';
    expect(add(deeper).startsWith(deeper)).toBe(true);
  });

  it('stands before a footer of markup below a rule, and after a rule that text follows', () => {
    const footer = '---\n\n<p align="center">\n  <img alt="logo">\n</p>\n';
    expect(add(`# A\n\nText.\n\n${footer}`)).toMatch(/Text\.\n\n<!-- mcp.*-account -->\n\n---\n\n<p align/s);
    const text = '# A\n\n---\n\nText.\n';
    expect(add(text).startsWith(text)).toBe(true);
  });

  it('keeps an anchor with its heading, and puts a blank line where there is none', () => {
    expect(add('# A\n\n## B\n\n<a name="license"></a>\n## License\n')).toMatch(
      /-account -->\n\n<a name="license"><\/a>\n## License\n$/,
    );
    expect(add('# A\n## B\nText.\n## License\n')).toContain('Text.\n\n<!-- mcp-multi-account -->');
  });

  it('writes CRLF into a README that has it, and keeps its byte order mark', () => {
    const text = add('\uFEFF# A\r\n\r\n## License\r\n');
    expect(text.startsWith('\uFEFF# A\r\n\r\n<!-- mcp-multi-account -->\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('leaves a README alone that has the section, in the same or in other words', () => {
    const once = add('# A\n\n## License\n');
    expect(add(once)).toBe(once);
    for (const own of ['<!-- mcp-multi-account -->\nOur words.\n', 'Give `target_account_id` to any tool.\n']) {
      expect(add(own)).toBe(own);
    }
  });

  it('changes nothing but to insert the section', () => {
    const text = '# A\t\n\n* x  \n\n\n## License  ##\nMIT';
    const after = add(text);
    const start = after.indexOf('<!--');
    const end = after.indexOf('## License');
    expect(after.slice(0, start) + after.slice(end)).toBe(text);
  });
});
