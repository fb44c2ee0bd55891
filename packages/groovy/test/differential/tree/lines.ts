import type { Expression } from '../../../src/ast/expression.ts';
import type { ClassBody, Statement } from '../../../src/ast/statement.ts';
import type { AnnotationNode, TypeNode } from '../../../src/ast/type.ts';

/** Lines of a dump, indented from their parent's on. */
export type Lines = readonly string[];

/** How the parts of the tree that hold each other are written. */
export interface Writer {
  readonly expression: (node: Expression) => Lines;
  readonly statements: (nodes: readonly Statement[]) => Lines;
  readonly members: (body: ClassBody) => Lines;
}

/** A line with lines below it. */
export function under(head: string, ...below: readonly Lines[]): Lines {
  return [head, ...below.flat().map((line) => `  ${line}`)];
}

/** Words with a blank between; empty ones are left out. */
export function words(...all: readonly (string | undefined)[]): string {
  return all.filter((word) => word !== undefined && word !== '').join(' ');
}

/** A string in quotes, all but printable ASCII as `\uXXXX`. */
export function quote(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/[^ -~]/g, (char) =>
      [...Array(char.length).keys()]
        .map((index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`)
        .join(''),
    );
  return `"${escaped}"`;
}

/** `-` for none: Groovy's tree does not tell a missing type from `java.lang.Object`, and knows no `List<A>[]`. */
export function typeText(type: TypeNode | undefined): string {
  if (type === undefined) return '-';
  const name = type.name === 'java.lang.Object' ? '-' : type.name;
  const inner = type.dimensions > 0 ? '' : type.arguments.map(typeText).join(',');
  return `${name}${inner === '' ? '' : `<${inner}>`}${'[]'.repeat(type.dimensions)}`;
}

const order = [
  'public',
  'protected',
  'private',
  'abstract',
  'static',
  'final',
  'transient',
  'volatile',
  'synchronized',
  'native',
  'strictfp',
  'interface',
];

/** Modifiers in the order in which Java writes them. */
export function modifierText(modifiers: readonly string[]): string {
  return order.filter((word) => modifiers.includes(word)).join(' ');
}

/** With `public` where no access is written. */
export function publicByDefault(modifiers: readonly string[]): readonly string[] {
  const hasAccess = ['public', 'protected', 'private'].some((word) => modifiers.includes(word));
  return hasAccess ? modifiers : ['public', ...modifiers];
}

export function annotationLines(annotations: readonly AnnotationNode[], writer: Writer): Lines {
  return annotations.flatMap((annotation) => annotationLine(annotation, writer));
}

export function annotationLine({ name, members }: AnnotationNode, writer: Writer): Lines {
  return under(
    `annotation ${name}`,
    ...members.map(({ name, value }) => under(`member ${name}`, writer.expression(value))),
  );
}
