import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const throttle: Step = withoutMeaning('throttle', 'builds are not throttled here');
