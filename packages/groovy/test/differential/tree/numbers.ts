import type { NumberNode } from '../../../src/ast/expression.ts';

/** A number as type and value: decimals as unscaled value and exponent, binary ones as their bits. */
export function constantText({ type, text }: NumberNode): string {
  if (type === 'BigDecimal') return `BigDecimal ${unscaled(text)}`;
  if (type === 'Double') return `Double ${bits(Number(text))}`;
  if (type !== 'Float') return `${type} ${text}`;
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, Number(text));
  return `Float ${view.getUint32(0).toString(16)}`;
}

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
}

function unscaled(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  const digits = BigInt(`${whole.replace('-', '')}${fraction}`);
  return `${sign * digits}e${Number(exponent) - fraction.length}`;
}
