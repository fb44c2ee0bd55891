import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

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
export const step: Step = defineStep('step', {
  summary: ({ delegate }) => classOf(delegate),
  async run({ site, id, args: { delegate } }) {
    const className = classOf(delegate).replace(/^.*\./, '');
    const name = Object.hasOwn(stepsOfClasses, className) ? stepsOfClasses[className] : undefined;
    if (name === undefined || !(delegate instanceof Map))
      throw new StepFailure(
        `step: nothing here runs ${className || 'this'}`,
        `What runs: ${Object.keys(stepsOfClasses).join(', ')}.`,
      );
    const values = [...delegate].map(([key, value]) => [textOf(key), value] as const);
    const given = new Map(values.filter(([key]) => key !== '$class'));
    return await site.build.steps.call({ ...site, step: id }, name, given);
  },
});

function classOf(delegate: Value): string {
  return delegate instanceof Map ? textOf(delegate.get('$class') ?? '') : '';
}
