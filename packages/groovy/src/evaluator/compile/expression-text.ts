import type { Expression } from '../../ast/expression.ts';

/** An expression as Groovy's own tree writes it: operators in parentheses. For the messages of `assert`. */
export function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? node.value : String(node.value);
    case 'number':
      return node.text;
    case 'variable':
      return node.name;
    case 'property':
      return `${expressionText(node.object)}${node.spread ? '*' : ''}${node.safe ? '?' : ''}.${node.name}`;
    case 'index':
      return `${expressionText(node.object)}[${expressionText(node.index)}]`;
    case 'binary':
      return `(${expressionText(node.left)} ${node.operator} ${expressionText(node.right)})`;
    case 'unary':
      return `${node.operator}${node.operator === '!' ? '(' : ''}${expressionText(node.operand)}${node.operator === '!' ? ')' : ''}`;
    case 'call': {
      const receiver = node.receiver === undefined ? 'this' : expressionText(node.receiver);
      return `${receiver}.${node.name}(${node.positional.map(expressionText).join(', ')})`;
    }
    case 'list':
      return `[${node.elements.map(expressionText).join(', ')}]`;
    case 'map':
      return `[${node.entries.map(({ key, value }) => `${expressionText(key)}:${expressionText(value)}`).join(', ')}]`;
    case 'ternary':
      return `(${expressionText(node.test)}) ? ${expressionText(node.consequent)} : ${expressionText(node.alternate)}`;
    case 'instanceof':
      return `(${expressionText(node.value)} instanceof ${node.type.name})`;
    case 'cast':
      return node.coerce
        ? `${expressionText(node.value)} as ${node.type.name}`
        : `(${node.type.name}) ${expressionText(node.value)}`;
    case 'gstring':
      return node.parts
        .map((part) => (typeof part === 'string' ? part : `$${expressionText(part)}`))
        .join('');
    case 'new':
      return `new ${node.type.name}(${node.positional.map(expressionText).join(', ')})`;
    default:
      return node.kind;
  }
}

/** The names of the variables of an expression, in the order in which they appear. */
export function variablesIn(node: Expression): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && value.kind === 'closure') return;
      if ('kind' in value && value.kind === 'variable' && 'name' in value && value.name !== 'this')
        names.add(String(value.name));
      for (const item of Object.values(value)) visit(item);
    }
  };
  visit(node);
  return [...names];
}
