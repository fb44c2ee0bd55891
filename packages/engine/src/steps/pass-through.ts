import { runBody, type Step } from './step.ts';

/** A step that only runs its block. */
export function passThrough(name: string): Step {
  return {
    name,
    main: 'value',
    summary: () => '',
    run: async (call) => await runBody(call, call.site),
  };
}
