import type { Bom, Component, Licence } from './model.ts';

/** The bytes of a document, the same for the same image. */
export function bomJson(bom: Bom): string {
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** A line for each component, by kind, and how many there are; for people. */
export function bomText({ metadata, components }: Bom): string {
  const { name, version = '' } = metadata.component;
  const kinds = Map.groupBy(components, kindOf);
  const counts = [...kinds].map(([kind, list]) => `${list.length} ${kind}`).join(', ');
  const lines = [...kinds].flatMap(([kind, list]) => ['', kind].concat(list.map(line)));
  const head = name === version ? version : `${name}  ${version}`;
  return [head, counts || 'nothing is known of what it holds', ...lines].join('\n');
}

function kindOf({ purl = '', type }: Component): string {
  if (type === 'operating-system' || type === 'platform') return 'system';
  return /^pkg:(\w+)\//.exec(purl)?.[1] ?? type;
}

function line({ name, version = '', licenses = [] }: Component): string {
  return `  ${[`${name} ${version}`.padEnd(48), ...licenses.map(licenceText)].join(' ').trimEnd()}`;
}

function licenceText(licence: Licence): string {
  if ('expression' in licence) return licence.expression;
  return 'id' in licence.license ? licence.license.id : licence.license.name;
}
