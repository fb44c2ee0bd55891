import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A checkout of https://github.com/jenkinsci/pipeline-model-definition-plugin. */
export interface Plugin {
  /** The sources of its test classes, by class name. */
  readonly classes: ReadonlyMap<string, string>;
  /** The texts that its code says, by key. */
  readonly messages: ReadonlyMap<string, string>;
  /** A file of its test resources. */
  resource(path: string): string | undefined;
}

/** Reads a checkout. Throws when the folder is none. */
export function readPlugin(folder: string): Plugin {
  const module = join(folder, 'pipeline-model-definition/src');
  if (!existsSync(module)) {
    throw new Error(
      `${folder} has no pipeline-model-definition/src: give a checkout of jenkinsci/pipeline-model-definition-plugin`,
    );
  }
  const files = globSync(join(module, 'test/java/**/*Test.java')).sort();
  return {
    classes: new Map(files.map((file) => [basename(file, '.java'), readFileSync(file, 'utf8')])),
    messages: readMessages(globSync(join(module, 'main/resources/**/Messages.properties'))),
    resource: (path) => {
      const file = join(module, 'test/resources', path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
  };
}

/** By the name of the method that Java code reads them with. */
function readMessages(files: readonly string[]): Map<string, string> {
  const messages = new Map<string, string>();
  for (const file of files) {
    const lines = readFileSync(file, 'utf8')
      .replaceAll(/\\\n\s*/g, '')
      .split('\n');
    for (const line of lines) {
      const { key, text } = /^(?<key>[\w.]+)\s*=\s*(?<text>.*)$/.exec(line)?.groups ?? {};
      if (key !== undefined && text !== undefined) messages.set(key.replaceAll('.', '_'), unescaped(text));
    }
  }
  return messages;
}

/** Escapes of a properties file, and the quotes of java.text.MessageFormat; an apostrophe in a word stays one. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(/''|(?<!\w)'([^']*)'/g, (quoted, inside?: string) =>
      quoted === "''" ? "'" : (inside ?? ''),
    );
}
