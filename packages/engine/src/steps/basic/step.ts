import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import type { Step } from '../step.ts';

const stepsOfClasses: Readonly<Record<string, string>> = {
  ArtifactArchiver: 'archiveArtifacts',
  JUnitResultArchiver: 'junit',
  WsCleanup: 'cleanWs',
  CopyArtifact: 'copyArtifacts',
  CoberturaPublisher: 'cobertura',
  JacocoPublisher: 'jacoco',
  Mailer: 'mail',
  HtmlPublisher: 'publishHTML',
};

/** `step([$class: 'JUnitResultArchiver', testResults: '…'])`: the step that the class has become. */
export const step: Step = {
  name: 'step',
  main: 'delegate',
  summary: (parameters) => parameters.text('$class', ''),
  async run({ site, id, parameters }) {
    const className = parameters.text('$class', '').replace(/^.*\./, '');
    const name = Object.hasOwn(stepsOfClasses, className) ? stepsOfClasses[className] : undefined;
    if (name === undefined)
      throw new StepFailure(
        `step: nothing here runs ${className || 'this'}`,
        `What runs: ${Object.keys(stepsOfClasses).join(', ')}.`,
      );
    const values = new Map<string, Value>(
      parameters
        .names()
        .flatMap((each) => (each === '$class' ? [] : [[textOf(each), parameters.value(each)] as const])),
    );
    return await site.build.steps.call({ ...site, step: id }, name, values);
  },
};
