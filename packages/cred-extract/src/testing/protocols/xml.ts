/** Object keys become elements, in order; an array repeats its element; `undefined` leaves it out. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function toXml(name: string, value: XmlValue, namespace?: string): string {
  if (value === undefined) return '';
  if (isList(value)) return value.map((entry) => toXml(name, entry)).join('');
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<${name}${attribute}>${content(value)}</${name}>`;
}

function content(value: Exclude<XmlValue, undefined | readonly XmlValue[]>): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return escapeText(String(value));
  return Object.entries(value)
    .map(([name, child]) => toXml(name, child))
    .join('');
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escapeText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;')
    .replace(/\n/g, '&#10;');
}
