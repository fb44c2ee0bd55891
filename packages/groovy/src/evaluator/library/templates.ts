import { textAt } from '../core/arguments.ts';
import { drive, type Task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { textOf } from '../core/text.ts';
import { mapGet } from '../core/maps.ts';
import { Frame } from '../compile/frame.ts';
import { ScriptUnit } from '../compile/compiler.ts';
import { parse } from '../../parser/parse.ts';
import { known } from '../value/classes.ts';
import { Builder } from '../value/text-values.ts';
import type { Context, MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Host, Value } from '../value/value.ts';
import { define } from './define.ts';

/** A groovy.text.Template: `$x`, `${x}`, `<%= x %>` and `<% code %>`. */
class Template extends GroovyObject {
  readonly code: string;
  readonly binding: Map<Value, Value>;

  constructor(code: string, binding: Map<Value, Value> = new Map()) {
    super();
    this.code = code;
    this.binding = binding;
  }

  get cls(): GroovyClass {
    return known('Template');
  }
}

/** groovy.text.SimpleTemplateEngine, GStringTemplateEngine and StreamingTemplateEngine. */
export function defineTemplates(): void {
  for (const name of ['SimpleTemplateEngine', 'GStringTemplateEngine', 'StreamingTemplateEngine'])
    define(name, {
      construct: () => new Template(''),
      methods: { 'createTemplate 1': (_, args) => new Template(scriptOf(textAt(args, 0))) },
    });
  define<Template>('Template', { methods: templateMethods });
}

const templateMethods: MethodTable<Template> = {
  'createTemplate 1': (_, args) => new Template(scriptOf(textAt(args, 0))),
  'make 0 1': (self, [binding = null]) =>
    new Template(self.code, binding instanceof Map ? binding : new Map()),
  'toString 0': (self, _, context) => drive(render(self, context)),
  'writeTo 1': (self, [writer = null], context) =>
    drive(
      (function* () {
        const text = yield* render(self, context);
        if (writer instanceof Builder) writer.text += textOf(text, context);
        return writer;
      })(),
    ),
};

/** The template as a script that writes to `out`. */
function scriptOf(template: string): string {
  let code = '';
  for (const match of template.matchAll(/<%=([^]*?)%>|<%([^]*?)%>|((?:(?!<%)[^])+)/g)) {
    const [, value, statements, text] = match;
    if (value !== undefined) code += `out << (${value});\n`;
    else if (statements !== undefined) code += `${statements}\n`;
    else
      code += `out << """${(text ?? '').replaceAll(/\\(?!\$)/g, '\\\\').replaceAll('"', String.raw`\"`)}""";\n`;
  }
  return code;
}

function* render(self: Template, context: Context): Task<Value> {
  const out = new Builder('');
  const host: Host = {
    ...context.host,
    getVariable: (name) =>
      name === 'out'
        ? out
        : (mapGet(self.binding, name) ?? (self.binding.has(name) ? null : context.host.getVariable(name))),
  };
  const unit = new ScriptUnit(context.script, 'SimpleTemplateScript', undefined);
  const own = { host, script: context.script, depth: context.depth };
  const { statements } = readTemplate(self.code);
  unit.declare(statements, own);
  const scope = unit.scope(statements);
  const run = unit.statements(statements, scope, false);
  const done = run(new Frame(scope.size, own, unit.script, undefined));
  yield done instanceof Promise ? done.then(() => null) : null;
  return out.text;
}

function readTemplate(code: string): ReturnType<typeof parse> {
  try {
    return parse(code, 'template');
  } catch (error) {
    return fail(
      'GroovyRuntimeException',
      `Failed to parse template script: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
