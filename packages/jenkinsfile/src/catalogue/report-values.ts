import { type Arguments, type Family, type Schema, schema } from './schema.ts';

const testTool: Arguments = {
  deleteOutputFiles: 'boolean',
  excludesPattern: 'string',
  failIfNotNew: 'boolean',
  pattern: 'string',
  skipNoTestFiles: 'boolean',
  stopProcessingIfError: 'boolean',
};

const testTools: readonly (readonly [name: string, writer: string])[] = [
  ['AUnit', 'AUnit'],
  ['BoostTest', 'Boost.Test'],
  ['CTest', 'CTest'],
  ['CUnit', 'CUnit'],
  ['Check', 'Check'],
  ['CppTest', 'Parasoft C++test'],
  ['CppUnit', 'CppUnit'],
  ['FPCUnit', 'FPCUnit'],
  ['GoogleTest', 'GoogleTest'],
  ['JUnit', 'JUnit, and what writes like it'],
  ['MSTest', 'MSTest and `dotnet test`'],
  ['MbUnit', 'MbUnit'],
  ['NUnit2', 'NUnit 2'],
  ['NUnit3', 'NUnit 3'],
  ['PHPUnit', 'PHPUnit'],
  ['QtTest', 'Qt Test'],
  ['UnitTest', 'UnitTest++'],
  ['Valgrind', 'Valgrind'],
  ['embUnit', 'Embedded Unit'],
  ['gtester', 'GLib'],
  ['xUnitDotNet', 'xUnit.net'],
];

const limits: Arguments = {
  failureNewThreshold: 'string',
  failureThreshold: 'string',
  unstableNewThreshold: 'string',
  unstableThreshold: 'string',
};

function threshold(name: string): Schema {
  return schema(name, `How many ${name} tests are too ${name === 'passed' ? 'few' : 'many'}.`, {}, limits);
}

/** What stands in the arguments of `xunit`. */
export const testToolValues: Family = {
  title: 'Test tools and thresholds of `xunit`',
  schemas: [
    ...testTools.map(([name, writer]) => schema(name, `Reports of ${writer}.`, {}, testTool)),
    ...['failed', 'passed', 'skipped'].map(threshold),
  ],
};

const issueTool: Arguments = {
  id: 'string',
  linesLookAhead: 'int',
  name: 'string',
  pattern: 'string',
  reportEncoding: 'string',
  skipSymbolicLinks: 'boolean',
};

const issueTools: readonly (readonly [name: string, writer: string])[] = [
  ['androidLintParser', 'Android Lint'],
  ['checkStyle', 'Checkstyle, and what writes like it'],
  ['clang', 'Clang'],
  ['clangTidy', 'Clang-Tidy'],
  ['cpd', 'CPD'],
  ['cppCheck', 'Cppcheck'],
  ['detekt', 'detekt'],
  ['dockerLint', 'Dockerfile Lint'],
  ['esLint', 'ESLint'],
  ['findBugs', 'FindBugs'],
  ['flake8', 'Flake8'],
  ['gcc', 'GCC'],
  ['gcc4', 'GCC'],
  ['goLint', 'golint'],
  ['goVet', 'go vet'],
  ['hadoLint', 'Hadolint'],
  ['issues', 'the warnings plugin itself'],
  ['java', 'javac'],
  ['javaDoc', 'Javadoc'],
  ['kotlin', 'Kotlin'],
  ['ktLint', 'ktlint'],
  ['mavenConsole', 'Maven'],
  ['msBuild', 'MSBuild and the TypeScript compiler'],
  ['myPy', 'mypy'],
  ['pep8', 'pycodestyle'],
  ['phpCodeSniffer', 'PHP_CodeSniffer'],
  ['phpStan', 'PHPStan'],
  ['pmdParser', 'PMD'],
  ['pyLint', 'Pylint'],
  ['sarif', 'everything that writes SARIF'],
  ['scala', 'Scala'],
  ['spotBugs', 'SpotBugs'],
  ['styleLint', 'Stylelint'],
  ['swiftLint', 'SwiftLint'],
  ['trivy', 'Trivy'],
  ['tsLint', 'TSLint'],
  ['yamlLint', 'yamllint'],
];

const filters = ['Category', 'File', 'Message', 'Type'].flatMap((what) => [
  schema(`include${what}`, 'Only issues that the pattern finds.', { pattern: 'string' }),
  schema(`exclude${what}`, 'No issue that the pattern finds.', { pattern: 'string' }),
]);

/** What stands in the arguments of `recordIssues` and `scanForIssues`. */
export const issueToolValues: Family = {
  title: 'Tools and filters of `recordIssues`',
  schemas: [
    ...issueTools.map(([name, writer]) => schema(name, `Reports of ${writer}.`, {}, issueTool)),
    schema(
      'analysisParser',
      'A tool by its id, such as `shellcheck`.',
      {},
      { analysisModelId: 'string', ...issueTool },
    ),
    ...filters,
  ],
};
