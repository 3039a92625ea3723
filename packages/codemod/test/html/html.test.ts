import { describe, expect, it } from 'vitest';
import { html, trusted } from '../../src/html/html.ts';

describe('html', () => {
  it('escapes every value, in text and in quoted attributes', () => {
    const hostile = `</script><img src=x onerror="alert('1')">&amp;`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      `<p title="${'&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;'}">${'&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;'}</p>`,
    );
  });

  it('takes markup, lists of markup and numbers as they are', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${'<'}</li>`]}${trusted('<hr>')}</ul>`.text).toBe(
      '<ul><li>1</li><li>&lt;</li><hr></ul>',
    );
  });

  it('shows characters that would hide or turn around what a reviewer reads', () => {
    expect(html`${'a\u202Eb'}`.text).toBe('a⟨U+202E⟩b');
    expect(html`${'\u200B\uFEFF\u0000\u001B[31m'}`.text).toBe('⟨U+200B⟩⟨U+FEFF⟩⟨U+0000⟩⟨U+001B⟩[31m');
    expect(html`${'\uD800 alone'}`.text).toBe('⟨U+D800⟩ alone');
  });

  it('leaves letters of every language, tabs and line ends, and drops carriage returns', () => {
    expect(html`${'Größe\t日本語 😀\r\nعربي'}`.text).toBe('Größe\t日本語 😀\nعربي');
  });
});
