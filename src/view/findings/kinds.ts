/**
 * The kinds of findings: what is looked for, why each matters, and which of the course's examples to watch. What was
 * found, where and how to mend it are the kernel's to say, since only that differs from one finding to the next.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

/** A kind of mistake, in words. */
export interface Kind {
  readonly code: string;
  /** The example of its concept that shows it, or how it is done right: an id in the course. */
  readonly example: string;
  readonly title: string;
  readonly why: string;
}

/** Every kind that the recorder looks for, those that stop a program first. */
export function kindsOf(trans: TranslationBundle): readonly Kind[] {
  return [
    {
      code: 'deadlock',
      example: 'lock-embrace',
      title: trans.__('deadlock'),
      why: trans.__(
        'None of these tasks can ever go on, and whatever awaits them hangs too. No exception tells of it.'
      )
    },
    {
      code: 'blocked_loop',
      example: 'blocking-io-frozen',
      title: trans.__('blocked event loop'),
      why: trans.__(
        'All tasks share one thread. While one step runs, no other task, timer or reply gets its turn.'
      )
    },
    {
      code: 'never_awaited',
      example: 'coroutine-three-fates',
      title: trans.__('coroutine that was never awaited'),
      why: trans.__(
        'The call looks as if it had done its work, yet not one line of the function ran.'
      )
    },
    {
      code: 'exception_unretrieved',
      example: 'task-endings',
      title: trans.__('exception that nobody asked for'),
      why: trans.__(
        'The error is told late or never, and the program goes on as if the task had succeeded.'
      )
    },
    {
      code: 'lost_task',
      example: 'task-beside',
      title: trans.__('task thrown away while it was pending'),
      why: trans.__(
        'The event loop refers to its tasks weakly: one that nobody else keeps may vanish in the middle of its work.'
      )
    },
    {
      code: 'generator_unclosed',
      example: 'async-generator-closing',
      title: trans.__('async generator that was not closed'),
      why: trans.__(
        'What it holds, such as a file or a connection, stays open until the garbage is collected, and nobody waits for its cleanup.'
      )
    },
    {
      code: 'swallowed_cancellation',
      example: 'cancellation-request',
      title: trans.__('swallowed cancellation'),
      why: trans.__(
        'Whoever cancels relies on the task to end: timeouts, task groups and an orderly shutdown wait for it in vain.'
      )
    },
    {
      code: 'siblings_left',
      example: 'gather-together',
      title: trans.__('gather that left its other tasks running'),
      why: trans.__(
        'They go on unobserved: nobody gets their results, nor hears of their exceptions.'
      )
    },
    {
      code: 'leaked_task',
      example: 'task-beside',
      title: trans.__('task that outlived its cell'),
      why: trans.__(
        'It goes on while other cells run, keeps what it holds, and nobody hears of its errors.'
      )
    },
    {
      code: 'old_copy',
      example: 'cancellation-request',
      title: trans.__('old copy that runs on beside the new one'),
      why: trans.__(
        'Both do the work: requests are sent twice, outputs mix, and what one has set the other overwrites.'
      )
    },
    {
      code: 'unbounded_queue',
      example: 'queue-backpressure',
      title: trans.__('queue that keeps growing'),
      why: trans.__(
        'Items come faster than they are taken: memory grows, and each item waits longer than the one before.'
      )
    },
    {
      code: 'lock_held',
      example: 'lock-lost',
      title: trans.__('lock held during slow work'),
      why: trans.__(
        'Whoever needs the lock waits for the slow work as well, so that tasks run one after the other.'
      )
    },
    {
      code: 'sequential_awaits',
      example: 'gather-together',
      title: trans.__('awaits that could overlap'),
      why: trans.__(
        'While one is waited for, nothing else happens. Together they take as long as the longest, not as all in a row.'
      )
    }
  ];
}
