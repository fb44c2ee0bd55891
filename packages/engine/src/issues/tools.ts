import { eslint, leveled, native, sarif, trivy } from './json.ts';
import { gcc, java, mavenConsole, msBuild, pep8, placed, pyLint, yamlLint } from './lines.ts';
import type { IssueReader } from './reader.ts';
import { androidLint, checkstyle, cpd, cppcheck, pmd, spotbugs } from './xml.ts';

/** A tool whose reports are read here. */
export interface IssueTool {
  readonly title: string;
  /** The forms in which it may write; the first one that fits is taken. */
  readonly readers: readonly IssueReader[];
  /** Where its report is when nothing is said; absent: it is in the log of the build. */
  readonly pattern?: string;
}

const tool = (title: string, readers: readonly IssueReader[], pattern?: string): IssueTool => ({
  title,
  readers,
  ...(pattern === undefined ? {} : { pattern }),
});

/** By their symbol in the warnings plugin. */
export const issueTools: Readonly<Record<string, IssueTool>> = {
  androidLintParser: tool('Android Lint', [androidLint, sarif], '**/lint-results*.xml'),
  checkStyle: tool('CheckStyle', [checkstyle, sarif], '**/checkstyle-result.xml'),
  clang: tool('Clang', [gcc]),
  clangTidy: tool('Clang-Tidy', [gcc]),
  cpd: tool('CPD', [cpd], '**/cpd.xml'),
  cppCheck: tool('CPPCheck', [cppcheck], '**/cppcheck.xml'),
  detekt: tool('Detekt', [checkstyle, sarif]),
  dockerLint: tool('Dockerfile Lint', [leveled]),
  esLint: tool('ESLint', [checkstyle, eslint, sarif, placed]),
  findBugs: tool('FindBugs', [spotbugs], '**/findbugsXml.xml'),
  flake8: tool('Flake8', [pep8]),
  gcc: tool('GNU C Compiler', [gcc]),
  gcc4: tool('GNU C Compiler', [gcc]),
  goLint: tool('Go Lint', [placed]),
  goVet: tool('Go Vet', [placed]),
  hadoLint: tool('HadoLint', [leveled, sarif, checkstyle]),
  issues: tool('Issues', [native]),
  java: tool('Java Compiler', [java]),
  javaDoc: tool('JavaDoc', [java]),
  kotlin: tool('Kotlin', [java]),
  ktLint: tool('KtLint', [checkstyle, sarif]),
  mavenConsole: tool('Maven', [mavenConsole]),
  msBuild: tool('MSBuild', [msBuild]),
  myPy: tool('MyPy', [gcc]),
  pep8: tool('PEP8', [pep8]),
  phpCodeSniffer: tool('PHP_CodeSniffer', [checkstyle, sarif]),
  phpStan: tool('PHPStan', [checkstyle]),
  pmdParser: tool('PMD', [pmd, sarif], '**/pmd.xml'),
  pyLint: tool('Pylint', [pyLint]),
  sarif: tool('SARIF', [sarif]),
  scala: tool('Scala', [java]),
  shellcheck: tool('ShellCheck', [leveled, checkstyle, gcc], '**/shellcheck.json'),
  spotBugs: tool('SpotBugs', [spotbugs, sarif], '**/spotbugsXml.xml'),
  styleLint: tool('Stylelint', [checkstyle]),
  swiftLint: tool('SwiftLint', [checkstyle]),
  trivy: tool('Trivy', [trivy, sarif]),
  tsLint: tool('TSLint', [checkstyle]),
  yamlLint: tool('YamlLint', [yamlLint]),
};
