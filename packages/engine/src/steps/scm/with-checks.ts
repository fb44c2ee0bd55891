import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const withChecks: Step = withoutMeaning('withChecks', 'checks are not published from here');
