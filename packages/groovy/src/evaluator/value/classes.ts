import { forbiddenClasses, hierarchy } from './hierarchy.ts';
import { GroovyClass } from './object.ts';

const byName = new Map<string, GroovyClass>();
const bySimpleName = new Map<string, GroovyClass>();

read();

/** A class of the library by its qualified name; undefined when there is none. */
export function libraryClass(name: string): GroovyClass | undefined {
  return byName.get(name) ?? byName.get(name.replace(/\.(?=[A-Z]\w*$)/, '$'));
}

/** A class of the library that is known to be there, by its name without the package. */
export function known(simpleName: string): GroovyClass {
  const found = bySimpleName.get(simpleName);
  if (found === undefined) throw new TypeError(`the hierarchy has no class ${simpleName}`);
  return found;
}

/** Every class of the library. */
export function libraryClasses(): Iterable<GroovyClass> {
  return byName.values();
}

/** A class by its simple name, in whatever package; for exceptions that the host names. */
export function classCalled(simpleName: string): GroovyClass | undefined {
  return bySimpleName.get(simpleName);
}

const arrays = new Map<string, GroovyClass>();

/** The class of the arrays of an element type, such as `String` or `int`; all of them extend `Object[]`. */
export function arrayClass(element: string): GroovyClass {
  const found = arrays.get(element);
  if (found !== undefined) return found;
  const above = element === 'Object' ? known('Object') : arrayClass('Object');
  const made = new GroovyClass(arrayName(element), above, [known('Cloneable'), known('Serializable')]);
  arrays.set(element, made);
  return made;
}

const codes: Readonly<Record<string, string>> = {
  int: 'I',
  long: 'J',
  double: 'D',
  float: 'F',
  boolean: 'Z',
  char: 'C',
  byte: 'B',
  short: 'S',
};

/** As the JVM names it: `[I`, `[Ljava.lang.String;`. */
function arrayName(element: string): string {
  if (element.endsWith('[]')) return `[${arrayName(element.slice(0, -2))}`;
  const code = Object.hasOwn(codes, element) ? codes[element] : undefined;
  return `[${code ?? `L${bySimpleName.get(element)?.name ?? element};`}`;
}

/** Packages whose classes need no import. */
const imported = ['java.lang', 'java.util', 'java.io', 'java.net', 'groovy.lang', 'groovy.util'];

/** The class that a name means without any import; undefined when there is none. */
export function defaultClass(name: string): GroovyClass | undefined {
  for (const from of imported) {
    const found = libraryClass(`${from}.${name}`);
    if (found !== undefined) return found;
  }
  return name === 'BigDecimal' || name === 'BigInteger' ? known(name) : undefined;
}

function read(): void {
  for (const line of hierarchy.trim().split('\n')) declare(line.trim());
  for (const name of forbiddenClasses.trim().split(/\s+/))
    add(new GroovyClass(name, known('Object'))).forbidden = true;
  GroovyClass.meta = known('Class');
}

function declare(line: string): void {
  const [, interfaceWord, name = '', superclass, interfaces = ''] =
    /^(interface )?([\w.$]+)(?: < (\w+))?(?: : (.*))?$/.exec(line) ?? [];
  const isInterface = interfaceWord !== undefined;
  const above =
    superclass === undefined
      ? name === 'java.lang.Object'
        ? undefined
        : known('Object')
      : known(superclass);
  const implemented = interfaces.split(' ').filter((each) => each !== '');
  add(new GroovyClass(name, isInterface ? undefined : above, implemented.map(known), isInterface));
}

function add(cls: GroovyClass): GroovyClass {
  byName.set(cls.name, cls);
  const short = cls.name.slice(cls.name.lastIndexOf('.') + 1);
  if (!bySimpleName.has(short)) bySimpleName.set(short, cls);
  return cls;
}
