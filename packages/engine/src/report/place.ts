/** Frames of test frameworks and runtimes: the test itself comes after them. */
const foreign = /node_modules|node:|site-packages|\b(?:Assert|Assertions|AssertionUtils|Method|Unsafe)\.java/;

/** The first file and line of a stack that is the project's own: Java, JavaScript, Python, Go, .NET, Ruby. */
export function placeIn(stack: string): { readonly file?: string; readonly line?: number } {
  for (const text of stack.split('\n')) {
    if (foreign.test(text)) continue;
    const [, python, pythonLine] = /File "([^"]+)", line (\d+)/.exec(text) ?? [];
    const [, file, line] =
      /((?:(?<!\w)[A-Za-z]:)?[\w./\\@+-]+\.[A-Za-z]\w*):(?:line )?(\d+)/.exec(text) ?? [];
    const found = python ?? file;
    if (found !== undefined) return { file: found, line: Number(pythonLine ?? line) };
  }
  return {};
}
