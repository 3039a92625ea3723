/** Filtering, opening everything at once, and printing with everything open. The page is complete without it. */
export const SCRIPT = `
const all = [...document.querySelectorAll('details')];
const controls = document.querySelector('.controls');
const [search, button] = controls ? controls.children : [];
const tools = [...document.querySelectorAll('#tools .items > li')];
if (controls && tools.length > 0) {
  controls.hidden = false;
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\\s+/);
    for (const tool of tools) {
      const text = tool.querySelector('.row').textContent.toLowerCase();
      tool.hidden = !words.every((word) => text.includes(word));
    }
  });
  button.addEventListener('click', () => {
    const open = button.textContent === 'Open all';
    for (const tool of tools) for (const details of tool.querySelectorAll('details')) details.open = open;
    button.textContent = open ? 'Close all' : 'Open all';
  });
}
let closed = [];
addEventListener('beforeprint', () => {
  closed = all.filter((details) => !details.open);
  for (const details of closed) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of closed) details.open = false;
});
`;
